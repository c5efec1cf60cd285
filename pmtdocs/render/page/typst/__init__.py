"""Tree → Typst → PDF: every word a quoted string, our fonts, no library of the system."""
