"""French: amounts, dates, numbers in words, names and figures found in text."""
