"""The one reader of Word files: package, styles, formatting, numbering, words, paragraphs, tags."""
