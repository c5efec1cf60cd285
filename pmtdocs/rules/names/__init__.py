"""Rules on names and on what is said twice."""
