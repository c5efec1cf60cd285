"""Rules on the budget, the subsidy and the aid schemes."""
