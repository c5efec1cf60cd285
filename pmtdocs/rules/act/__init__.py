"""Rules on what is issued: documents and amendments."""
