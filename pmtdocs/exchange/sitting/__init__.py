"""A sitting read from the register of the assembly."""
