"""Bases with more than the application needs, and what the slim ones lack."""
