"""What was approved against what came back: the words of two files, Word or PDF, held together."""
