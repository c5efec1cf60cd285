"""A budget from and to Excel, in the lines of the CERFA form or not."""
