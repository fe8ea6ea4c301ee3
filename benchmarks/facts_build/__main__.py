"""`python -m benchmarks.facts_build`: compile all tables of knowledge."""

from benchmarks.facts_build import commands, facts
from benchmarks.facts_build.writing import write

write({**commands.compiled(), **facts.compiled()})
