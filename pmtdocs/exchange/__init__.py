"""Facts from and to the files that others work with."""
