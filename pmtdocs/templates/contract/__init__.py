"""The fields that a modèle may use, and the language it may use them in."""
