"""A rendered document as a page, HTML then PDF."""
