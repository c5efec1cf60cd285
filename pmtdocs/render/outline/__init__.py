"""What is said as headings, tables and passages, whatever the format written."""
