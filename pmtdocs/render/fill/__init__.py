"""Fields into Word: a part compiled, filled in, its marks read."""
