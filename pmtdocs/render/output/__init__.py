"""The files of a dossier, written whole, with their manifest."""
