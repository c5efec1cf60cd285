"""The documents by which French local authorities grant money, produced without an error."""

__version__ = "0.1.0"
