"""Files that a layer keeps though nothing needs them: archives, and what a later layer removes."""
