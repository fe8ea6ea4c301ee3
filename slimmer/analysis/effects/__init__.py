"""What steps do to files and packages, who needs that later, and what a removal would be missed by."""
