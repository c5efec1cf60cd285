"""What changed between the dossiers of several years: their facts, then their words."""
