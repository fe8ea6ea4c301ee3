"""What apt installs: packages with all they need, of the release the base image is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slimmer.analysis.calls.calls import Call, Step
from slimmer.analysis.calls.flow import Reach
from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Part
from slimmer.knowledge.closures import Closure
from slimmer.knowledge.images import Image
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.records import dataclass, field

_APT = ("apt-get", "apt", "aptitude")
_NAME = re.compile(r"([a-z0-9][a-z0-9.+-]+?)(?::[a-z0-9-]+)?(?:[=/].*)?\+?")
_OTHER_PLACES = ("add-apt-repository", "sources.list", "nodesource", "dpkg --add-architecture", "extrepo")
"""What a script holds that lets apt find packages at other places than the release's."""
_FULL, _SLIM, _LIKE = (0.97, 1.08), (0.75, 1.06), (0.7, 1.3)
"""Factors for what packages say of their size: built full images had 2 to 6 % more; slim ones drop documentation and
translations (4 to 36 % less); of a release without a table the sizes are those of others."""


@dataclass(slots=True)
class Installed:
    """What is installed so far; grows from RUN to RUN.

    Attributes:
        image: the base image, None where it is not known.
        present: packages that are there.
        elsewhere: the line from which on packages may come from other places; 0 for none.
        recommends: whether apt installs recommended packages; None where a file may say otherwise.
    """

    image: Image | None
    tables: Tables
    present: set[str] = field(default_factory=set)
    elsewhere: int = 0
    recommends: bool | None = True

    def of(self, step: Step, made: tuple[Call, ...]) -> Iterator[Part | str]:
        """What the installs of a step add, and what is not known of it."""
        if not self.elsewhere and any(word in step.text for word in _OTHER_PLACES):
            self.elsewhere = step.outer.lines[0]
        if "Install-Recommends" in step.text:
            self.recommends = None
        asked = [call for call in made if call.program in _APT and call.does(Effect.INSTALLS)]
        names, unclear = _names(asked)
        yield from unclear
        if names:
            yield from self._weighed(names, asked, taken_back=any(map(_removes, made)))

    def _weighed(self, names: tuple[str, ...], asked: list[Call], *, taken_back: bool) -> Iterator[Part | str]:
        plain = all(_without_recommended(call) for call in asked)
        least, most = self._closures(names, recommends=False), self._closures(names, recommends=True)
        if not least or not most:
            yield f"the packages {', '.join(names[:4])}{', ...' * (len(names) > 4)}"
            return
        sure = all(call.reach is not Reach.MAYBE for call in asked)
        low_end, high_end = (least, least) if plain else (least if self.recommends is None else most, most)
        low_factor, high_factor = self._factors()
        low = round(min(each.size for each in low_end) * low_factor)
        high = round(max(each.size for each in high_end) * high_factor)
        if not sure or taken_back or self.elsewhere or self.image is None:
            low = 0
        source = f"{high_end[-1].source.title}, {high_end[-1].source.date}"
        if len(high_end) > 1:
            source = f"{high_end[0].source.title} to {source}"
        unknown = tuple(name for name in names if all(name in each.unknown for each in high_end))
        if len(unknown) < len(names):
            yield Part(_said(names, high_end[-1], taken_back=taken_back), low, high, source)
        if unknown:
            yield f"the package{'s' * (len(unknown) > 1)} {', '.join(unknown)}"
        if self.elsewhere:
            yield f"what packages weigh that come from other repositories (line {self.elsewhere})"
        self.present.update(*(each.packages for each in high_end[-1:]))

    def _closures(self, names: tuple[str, ...], *, recommends: bool) -> list[Closure]:
        """By the table of the release, or by all of them where it has none."""
        here = self.image.packages if self.image is not None else frozenset()
        present = here | self.present
        release = self.image.suite if self.image is not None else ""
        exact = self.tables.closure(names, release, recommends=recommends, present=present)
        if exact is not None:
            return [exact]
        found = (
            self.tables.closure(names, each, recommends=recommends, present=present) for each in self.tables.releases
        )
        return [each for each in found if each is not None]

    def _factors(self) -> tuple[float, float]:
        if self.image is None or self.image.suite not in self.tables.releases:
            return _LIKE
        return _SLIM if self.image.variant == "slim" else _FULL


def _names(asked: Iterable[Call]) -> tuple[tuple[str, ...], list[str]]:
    """The packages the calls name, and what else they install."""
    names: list[str] = []
    unclear: list[str] = []
    for call in asked:
        for operand in call.operands:
            text = operand.known
            if text is None:
                unclear.append(f"packages that a variable names, in `{call.program} {call.subcommand}`")
            elif "/" in text and text.endswith(".deb"):
                unclear.append(f"the package {text}")
            elif (found := _NAME.fullmatch(text)) and not text.endswith("-"):
                names.append(found[1])
            elif "*" in text:
                unclear.append(f"the packages {text}")
    return tuple(dict.fromkeys(names)), list(dict.fromkeys(unclear))


def _without_recommended(call: Call) -> bool:
    if call.meaning(Role.RECOMMENDS) is not None:
        return False
    said = call.flag("-o", "--option")
    value = (said.value.text or "") if said is not None and said.value is not None else ""
    return call.meaning(Role.NO_RECOMMENDS) is not None or value.lower() in (
        "apt::install-recommends=0", "apt::install-recommends=false", "apt::install-recommends=no",
    )  # fmt: skip


def _removes(call: Call) -> bool:
    return call.program in _APT and call.does(Effect.REMOVES_PACKAGES)


def _said(names: tuple[str, ...], found: Closure, *, taken_back: bool) -> str:
    known = [name for name in names if name not in found.unknown]
    shown = ", ".join(known[:3]) + (f" and {len(known) - 3} more" if len(known) > 3 else "")
    more = len(found.packages - set(known))
    brought = f", and {more} packages {'they bring' if len(known) > 1 else 'it brings'}" if more else ""
    return f"{shown or 'packages'}{brought}{', some of them removed again' if taken_back else ''}"
