"""Rules on the words of the templates."""
