"""From facts and Word templates to DOCX, HTML and PDF: fill in, join, lay out, write."""
