"""Transforms made for the tests: harmless ones, and hostile ones that break one law each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import strategies as st

from slimmer.api import Edit, Refusal, Rewrite, Safety, Span, Transform, View, nodes, transform
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.edits import EditSet
from slimmer.text.source import Source


def at(view: View, needle: str, text: str) -> Rewrite:
    """The first `needle` replaced."""
    start = view.text.index(needle)
    return Rewrite(Span(start, start + len(needle)), needle, EditSet.of([Edit(start, start + len(needle), text)]))


class Replacing(Transform):
    """Base of transforms that replace one word by another wherever it stands in a word of its own."""

    old = ""
    new = ""

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        start = view.text.find(self.old)
        while start >= 0:
            end = start + len(self.old)
            if view.text[end : end + 1] != "-":  # the name of a transform, in a comment
                yield Rewrite(Span(start, end), f"{self.old} found", EditSet.of([Edit(start, end, self.new)]))
            start = view.text.find(self.old, end)


@transform
class OldWord(Replacing):
    """Replaces `old` by `new`."""

    name = "old-word"
    safety = Safety.SAFE
    old, new = "old", "new"


@transform
class NewWord(Replacing):
    """Replaces `new` by `fresh`, and so has work in the second round."""

    name = "new-word"
    safety = Safety.SAFE
    related = ("hadolint/DL4242", "docker/NewWord")
    old, new = "new", "fresh"


@transform
class LongWord(Replacing):
    """Replaces `long` by a word and a line."""

    name = "long-word"
    safety = Safety.SAFE
    old, new = "long", "short\nUSER x"


@transform
class RefusesTwice(Transform):
    """Refuses each `kept`, and says on which line the last one is."""

    name = "refuses-twice"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        last = view.tree.source.line_of(view.text.rindex("kept"))
        for found in re.finditer("kept", view.text):
            yield Refusal(Span(*found.span()), f"another is on line {last}")


@transform
class Risky(Replacing):
    """A rewrite that only a build can prove."""

    name = "risky-word"
    safety = Safety.BUILD
    old, new = "risky", "proven"


@transform
class Advice(Transform):
    """Tells about every FROM."""

    name = "advice-word"
    safety = Safety.ADVICE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        for each in view.tree.instructions:
            if isinstance(each, nodes.From):
                yield Rewrite.of(each, "pin it", [])


@transform
class Refusing(Transform):
    """Refuses every USER, twice."""

    name = "refusing-word"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        for each in view.tree.instructions:
            if isinstance(each, nodes.User):
                yield Refusal.of(each, "the user is needed")
                yield Refusal.of(each, "the user is needed")


@transform
class BreaksShell(Replacing):
    """Leaves a quote open."""

    name = "breaks-shell"
    safety = Safety.SAFE
    old, new = "victim", "'victim"


@transform
class BreaksPosixShell(Replacing):
    """Writes what only bash reads."""

    name = "breaks-posix-shell"
    safety = Safety.SAFE
    old, new = "victim", "victim <(true)"


@transform
class BreaksInstruction(Replacing):
    """Turns an instruction into an unknown one."""

    name = "breaks-instruction"
    safety = Safety.SAFE
    old, new = "RUN victim", "RAN victim"


@transform
class EatsComment(Transform):
    """Drops the first comment line between instructions."""

    name = "eats-comment"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        for item in view.tree.items:
            if isinstance(item, nodes.Comment):
                yield Rewrite.of(item, "gone", [Edit(item.start, item.end, "")])
                return


@transform
class WritesBehindComment(Replacing):
    """Appends to a command, but behind the comment that ends it."""

    name = "writes-behind-comment"
    safety = Safety.SAFE
    old, new = "# note", "# note && tidy"


@transform
class MovesDirective(Transform):
    """Writes above the parser directives, which then are comments."""

    name = "moves-directive"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        if not view.text.startswith("# hello"):
            yield Rewrite(Span(0, 0), "hello", EditSet.of([Edit(0, 0, "# hello\n")]))


@transform
class DropsLastNewline(Transform):
    """Takes the last line's end."""

    name = "drops-last-newline"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        end = len(view.text)
        if view.text.endswith("\n"):
            yield Rewrite(Span(end - 1, end), "no end", EditSet.of([Edit(end - 1, end, "")]))


@transform
class MixesLineEndings(Replacing):
    """Inserts a join with a bare newline, whatever the file has."""

    name = "mixes-line-endings"
    safety = Safety.SAFE
    old, new = "victim && ", "victim \\\n    && "


@transform
class BackWord(Replacing):
    """Undoes what `old-word` does, for ever."""

    name = "back-word"
    safety = Safety.SAFE
    old, new = "new", "old"


@transform
class Growing(Replacing):
    """Never at rest: each round adds a word."""

    name = "growing-word"
    safety = Safety.SAFE
    old, new = "victim", "more victim"


@transform
class Idle(Replacing):
    """Proposes to write what is there."""

    name = "idle-word"
    safety = Safety.SAFE
    old, new = "victim", "victim"


@transform
class Crashes(Transform):
    """Raises after a first, good answer."""

    name = "crashing-word"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        yield at(view, "victim", "lost")
        raise ZeroDivisionError("on purpose")


@transform
class CrashesLater(Transform):
    """Raises in the second round only."""

    name = "crashing-later"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        if "lost" in view.text:
            raise ZeroDivisionError("on purpose")
        yield at(view, "victim", "lost")


@transform
class WritesBehindTheEnd(Transform):
    """Proposes an edit outside the text."""

    name = "behind-the-end"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        end = len(view.text)
        yield Rewrite(Span(0, 1), "far", EditSet.of([Edit(end, end + 1, "x")]))


@transform
class AnswersNonsense(Transform):
    """Answers with what is no answer."""

    name = "answers-nonsense"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        yield view.text  # type: ignore[misc]  # the mistake the test is about


@transform
class TwoAtOnce(Transform):
    """Wants the whole of `old thing`, in one rewrite of two edits."""

    name = "two-at-once"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        for word in ("old", "new"):
            start = view.text.find(f"{word} thing")
            if start >= 0:
                middle = start + len(word)
                edits = [Edit(start, middle, "one"), Edit(middle, middle + 6, " stuff")]
                yield Rewrite(Span(start, middle + 6), "thing", EditSet.of(edits))


def run(text: str | bytes, *transforms: Transform, **settings: object) -> FileResult:
    """The result of rewriting a text with transforms."""
    data = text.encode() if isinstance(text, str) else text
    return rewrite(Source.decode(data, "Dockerfile"), Settings(**settings), transforms)  # type: ignore[arg-type]  # made from what a test gives


WORDS = ["old", "new", "victim", "true", "old thing"]
LINES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: "RUN " + " && ".join(words)),
        st.sampled_from(["# old note", "", "USER old", "RUN <<EOF\nold\nEOF", "RUN old \\\n# old\n  new"]),
    ),
    max_size=6,
)
