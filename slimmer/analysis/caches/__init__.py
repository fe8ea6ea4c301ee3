"""Caches and package lists that installers leave, and what clears them."""
