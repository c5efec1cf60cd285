"""Rules on the programme: figures, ranks, deliverables."""
