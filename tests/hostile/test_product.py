"""Every smell in every place: see `surroundings` for what must happen, and why."""

from __future__ import annotations

import re

import pytest

from slimmer.passes.registry import Registry
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.source import encode
from tests.hostile.smells import SMELLS, Smell
from tests.hostile.surroundings import ACTS, MAY, PLACES, STAYS, Place
from tests.transforms.harness import Ask, assert_laws, run

PAIRS = [
    pytest.param(smell, place, id=f"{smell.transform}-{place.name}")
    for smell in SMELLS
    for place in PLACES
    if smell.folders or "{folder}" not in place.text
]
JOIN = re.compile(r" *[\\`]\n *")


def filled(place: Place, smell: Smell, folder: str, body: str, end: str, below: str) -> str:
    """The place with a script in it."""
    words = {"base": smell.base, "transform": smell.transform, "folder": folder, "below": below, "raw": smell.body}
    return place.text.format(**words, body=body, end=end)


def before(place: Place, smell: Smell, folder: str) -> str:
    """The place with the smell."""
    return filled(place, smell, folder, smell.body, "", smell.below)


def mended(place: Place, smell: Smell, folder: str) -> set[str]:
    """The texts that are right: what runs behind may do so behind the script or, within it, behind the smell."""
    below = "" if smell.gone else smell.below
    right = {filled(place, smell, folder, smell.mended or smell.body, smell.end, below)}
    behind = smell.mended.removeprefix(smell.body) if smell.kind == "behind" else ""
    for end in filter(None, (smell.end, smell.plain, behind)):
        right.add(filled(place, smell, folder, smell.body, end, below))
        right.add(filled(place, smell, folder, smell.body + end, "", below))
        if "set -e" in place.text:
            right.add(filled(place, smell, folder, smell.body, end.replace(" &&", ";"), below))
            right.add(filled(place, smell, folder, smell.body, end.replace(" && ", "\n"), below))
    return right


def joined(text: str) -> str:
    """The text with its lines joined: how they are laid out is asked elsewhere (tests/syntax, tests/transforms)."""
    return JOIN.sub(" ", text)


def hostile(place: Place, smell: Smell, folder: str, registry: Registry) -> tuple[FileResult, str]:
    """The result, and what was seen: a verdict, or `wrong`."""
    settings = Settings(select=(smell.transform,), unverified=True)
    data = before(place, smell, folder)
    result = run(data.encode(), settings, registry.choose(settings))
    if not result.changed:
        return result, "stays" if result.refusals else "none"
    right = {joined(text) for text in mended(place, smell, folder)}
    return result, "acts" if joined(encode(result.after).decode()) in right else "wrong"


@pytest.mark.parametrize(("smell", "place"), PAIRS)
def test_smell_in_a_place(smell: Smell, place: Place, registry: Registry, ask: Ask) -> None:
    verdict = place.expected(smell.kind, smell.transform)
    settings = Settings(select=(smell.transform,), unverified=True)
    allowed = {ACTS: ("acts",), MAY: ("acts", "stays"), STAYS: ("stays",)}.get(verdict, ("none", "stays"))
    for folder in smell.folders if "{folder}" in place.text else ("",):
        result, seen = hostile(place, smell, folder, registry)
        data = before(place, smell, folder).encode()
        assert_laws(data, result, settings, registry.choose(settings), ask)
        assert seen in allowed, f"{place.why}\n{encode(result.after).decode()}\n{result.refusals}"
