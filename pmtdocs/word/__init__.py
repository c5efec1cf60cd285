"""The one reader of Word files: package, styles, numbering, words, paragraphs, tags."""
