"""The facts: read from YAML with the place of each, typed, and what is computed from them."""
