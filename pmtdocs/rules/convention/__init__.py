"""Rules on the facts of the convention: parties, dates, duties, publication."""
