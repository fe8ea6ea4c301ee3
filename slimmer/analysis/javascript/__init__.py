"""JavaScript sources: their tokens, what they import, and what can be reached."""
