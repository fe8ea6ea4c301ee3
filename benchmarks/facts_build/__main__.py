"""`python -m benchmarks.facts_build`: compile the tables of commands."""

from benchmarks.facts_build import commands

commands.write()
