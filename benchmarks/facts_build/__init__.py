"""Compile the tables of slimmer/knowledge: run after editing slimmer/knowledge/tables."""
