"""Predicted bytes of an image: intervals with their sources, and what is not known said to be so."""
