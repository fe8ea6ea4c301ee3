"""Cases written as differences, many to a file (`*.cases`).

== what is special in it
: select NAME...         only these transforms; all of them by default
: unverified             what only a build can tell is applied too
: target STAGE
: context NAME TEXT      a file of the build context; without one it is not known
: because TEXT           some refusal says so
 FROM debian:bookworm    a line that stays
-RUN ...                 one that goes
+RUN ...                 one that comes; where none goes or comes, nothing may change
"""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.model.context import Context
from slimmer.passes.registry import Registry
from slimmer.passes.settings import Settings
from slimmer.records import dataclass
from slimmer.text.source import encode
from tests.transforms.harness import Ask, assert_laws, run


@dataclass(frozen=True, slots=True)
class Hostile:
    """One case.

    Attributes:
        keys: name and text of each line that begins with a colon.
    """

    name: str
    before: str
    after: str
    keys: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, text: str) -> Hostile:
        """Read what stands below `== `."""
        name, *lines = text.split("\n")
        keys: list[tuple[str, str]] = []
        before: list[str] = []
        after: list[str] = []
        for line in filter(None, lines):
            mark, rest = line[0], line[1:]
            assert mark == ":" or mark in " -+", f"{name}: {line}"
            if mark == ":":
                key, _, value = rest.strip().partition(" ")
                keys.append((key, value))
            before += [rest] * (mark in " -")
            after += [rest] * (mark in " +")
        return cls(name, "\n".join([*before, ""]), "\n".join([*after, ""]), tuple(keys))

    def values(self, key: str) -> list[str]:
        """The texts of a key."""
        return [value for name, value in self.keys if name == key]


CASES = [
    pytest.param(Hostile.read(text), id=f"{path.stem}-{text.partition(chr(10))[0]}")
    for path in sorted(Path(__file__).parent.glob("*.cases"))
    for text in path.read_text("utf-8").partition("== ")[2].split("\n== ")
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Hostile, registry: Registry, ask: Ask) -> None:
    select = tuple(" ".join(case.values("select")).split())
    target = next(iter(case.values("target")), None)
    settings = Settings(select=select, unverified=bool(case.values("unverified")), target=target)
    files = dict(value.partition(" ")[::2] for value in case.values("context"))
    context = Context.of(files) if files else None
    transforms = registry.choose(settings)
    result = run(case.before.encode(), settings, transforms, context)
    assert_laws(case.before.encode(), result, settings, transforms, ask, context)
    assert encode(result.after).decode() == case.after, [each.reason for each in result.refusals]
    for text in case.values("because"):
        assert any(text in each.reason for each in result.refusals), [each.reason for each in result.refusals]
