"""The documents by which French local authorities grant money, produced without an error."""

__version__ = "1.0.0"
