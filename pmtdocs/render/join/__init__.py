"""Parts into one document: sections, lists, references, contents, « PROJET »."""
