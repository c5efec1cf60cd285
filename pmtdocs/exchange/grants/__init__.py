"""A table of grants from and to Excel or CSV: a line a beneficiary and object."""
