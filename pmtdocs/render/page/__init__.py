"""A rendered document as a tree of values; HTML written from it, then PDF."""
