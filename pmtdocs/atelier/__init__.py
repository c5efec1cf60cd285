"""The atelier: one local page for those who open no terminal. ``server`` puts it together.

It calls the same pipeline as the commands and decides nothing of its own.
"""
