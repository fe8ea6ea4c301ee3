"""Apply every verb at random places of a file; what it was to do is written down for the judge."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.verbs.attempts import VERBS, Place, Verb
from benchmarks.verbs.intents import Intent
from slimmer.errors import InputError
from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import No
from slimmer.text.edits import EditSet
from slimmer.text.source import Source


@dataclass(frozen=True, slots=True)
class Trial:
    """A verb that acted.

    Attributes:
        verb: its name.
        name: the file's.
        before: the file's text.
        edits: what the verb answered.
        intent: what it was asked to do.
    """

    verb: str
    name: str
    before: str
    edits: EditSet
    intent: Intent


@dataclass(frozen=True, slots=True)
class Refused:
    """A verb that said no, or raised: then the reason is the exception."""

    verb: str
    name: str
    reason: str
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class Tries:
    """How the verbs are tried: seed of all that is random, tries a file and verb, which verbs, results to show."""

    seed: int = 0
    per_file: int = 1
    verbs: frozenset[str] = frozenset()
    shown: int = 0


def trials(name: str, data: bytes, tries: Tries) -> list[Trial | Refused]:
    """Each verb at random places of one file; verbs without a place there are left out."""
    try:
        tree = parse(Source.decode(data, name))
    except InputError:
        return []
    found: list[Trial | Refused] = []
    for verb, attempt in VERBS.items():
        random = Random(f"{tries.seed} {name} {verb}")
        for number in range(tries.per_file if verb in (tries.verbs or VERBS) else 0):
            place = Place(tree, random, f"zq{number}mark")
            found += _attempted(verb, attempt, place, name)
    return found


def _attempted(verb: str, attempt: Verb, place: Place, name: str) -> list[Trial | Refused]:
    try:
        answered = attempt(place)
    except Exception as error:  # noqa: BLE001  whatever a verb raises is a finding, and the others go on
        return [Refused(verb, name, repr(error), crashed=True)]
    if answered is None:
        return []
    answer, intent = answered
    if isinstance(answer, No):
        return [Refused(verb, name, answer.reason)]
    return [Trial(verb, name, place.text, answer, intent)]
