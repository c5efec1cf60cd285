"""What is computed from the facts (vote, budget, programme), and the context of templates."""
