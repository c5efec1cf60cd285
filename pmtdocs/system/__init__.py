"""What the machine is asked: files, locks, cache, limits, zips and XML from outside, processes."""
