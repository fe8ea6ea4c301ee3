"""Transforms that do, at a word in the Dockerfile, what the tests of the command line need."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import ClassVar

from slimmer.analysis.view import View
from slimmer.model.hints import NO_HINTS
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform, transform
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit, EditSet


def _found(view: View, word: str) -> Iterator[Span]:
    """Each place of the word in an instruction's shell form."""
    at = view.text.find(word)
    while at >= 0:
        yield Span(at, at + len(word))
        at = view.text.find(word, at + 1)


@transform
class NeedlessWord(Transform):
    """Finds the word needless.

    ## Why it costs bytes
    It is needless.

    ## When it is not applied
    Never.

    ## Example
    None.
    """

    name: ClassVar[str] = "needless-word"
    safety: ClassVar[Safety] = Safety.SAFE
    related: ClassVar[tuple[str, ...]] = ("hadolint/DL9999",)

    spelled: str = " needless"

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Remove it; where it is `twofold`, one round later once more; `precious` is left alone."""
        for span in _found(view, self.spelled):
            yield Rewrite(span, "a needless word is left behind", EditSet.of([Edit(*span, "")]))
        for span in _found(view, " twofold"):
            text = " needless"
            yield Rewrite(span, "a twofold word is left behind", EditSet.of([Edit(*span, text)]))
        for span in _found(view, "precious"):
            yield Refusal(span, "it is precious")


@transform
class OnlyABuildCanTell(Transform):
    """Finds the word doubtful."""

    name: ClassVar[str] = "doubtful-word"
    safety: ClassVar[Safety] = Safety.BUILD

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Remove it."""
        for span in _found(view, " doubtful"):
            yield Rewrite(span, "a doubtful word", EditSet.of([Edit(*span, "")]))


@transform
class Think(Transform):
    """Finds the word thinkable."""

    name: ClassVar[str] = "thinkable-word"
    safety: ClassVar[Safety] = Safety.ADVICE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Speak of it."""
        for span in _found(view, "thinkable"):
            yield Rewrite(span, "think about it", EditSet())


@transform
class Lawless(Transform):
    """Finds comments about the law and removes them, which no transform may."""

    name: ClassVar[str] = "lawless"
    safety: ClassVar[Safety] = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Break it."""
        for span in _found(view, "# the law"):
            yield Rewrite(span, "no law here", EditSet.of([Edit(*span, "#")]))


@transform
class Deadly(Transform):
    """Ends or holds up the process where the file says so."""

    name: ClassVar[str] = "deadly"
    safety: ClassVar[Safety] = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Do it."""
        if "# kill" in view.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "# exit" in view.text:
            os._exit(7)
        if "# sleep" in view.text:
            time.sleep(0.2)
        if "# forever" in view.text:
            time.sleep(60)
        yield from ()


@transform
class Around(Transform):
    """Finds the word surroundings and tells of the build context."""

    name: ClassVar[str] = "surroundings"
    safety: ClassVar[Safety] = Safety.ADVICE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Name its files, or say that it is not known; the target, the uses and the hints where there are any."""
        names = "unknown" if view.context is None else " ".join(view.context.names)
        told = f"context: {names}"
        if view.target is not None:
            told += f", target: {view.target}"
        if view.uses:
            told += f", uses: {' '.join(use.name for use in view.uses)}"
        if view.hints != NO_HINTS:
            told += f", hints: {view.hints}"
        for span in _found(view, "surroundings"):
            yield Rewrite(span, told, EditSet())
