"""What a verb was asked to do, and how to see from outside that it did that and nothing else.

Nothing here asks slimmer: a script is compared in the form in which bash itself prints it (`--pretty-print`,
without joins, comments and chance blanks), an instruction in the form in which BuildKit's parser gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from benchmarks.verbs.forms import Printed, bare, common, facts, frame, joined, known, packed, script_of, squeezed
from slimmer.syntax.nodes import Dockerfile
from tests.oracle.oracle import Instruction

_JOINTS = (" && ", "; ", ";\n", "\n")


@dataclass(frozen=True, slots=True)
class Intent:
    """A change of the instruction at `at`, of which there is one before and after.

    SCRIPT says whether its script must be as it was, or as `compared` wants it.
    """

    SCRIPT: ClassVar[bool] = True
    at: int

    def pairs(self, before: Sequence[Instruction], after: Sequence[Instruction]) -> Iterator[str]:
        """What is wrong with the list of instructions: the others must be as they were."""
        if len(before) != len(after):
            yield f"{len(before)} instructions became {len(after)}"
            return
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            if index != self.at and facts(old) != facts(new):
                yield f"instruction {index + 1} changed, which was not meant"
        yield from self.changed(before[self.at], after[self.at])

    def changed(self, old: Instruction, new: Instruction) -> Iterator[str]:
        """What is wrong with the changed instruction, besides its script."""
        if frame(old) != frame(new):
            yield f"the instruction around the script changed: {frame(old)} to {frame(new)}"

    def scripts(self, before: Sequence[Instruction], after: Sequence[Instruction], printed: Printed) -> Iterator[str]:
        """What is wrong with the script."""
        if self.SCRIPT and len(before) == len(after):
            old, new = script_of(before[self.at]), script_of(after[self.at])
            if old is not None and new is not None and (shown := printed(old)) is not None:
                again = printed(new)
                parts = tuple(text for part in self.fragments() if (text := printed(part)) is not None)
                yield from ["bash refuses the script"] if again is None else self.compared(shown, again, parts)

    def fragments(self) -> tuple[str, ...]:
        """Parts of the old script that `compared` needs as bash prints them."""
        return ()

    def compared(self, old: str, new: str, parts: tuple[str, ...]) -> Iterator[str]:
        """What is wrong with the printed script `new`, `old` before; `parts` are the printed fragments."""
        if old != new:
            yield "the script changed"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        """What is wrong with all text taken out, and all text written."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Inserted(Intent):
    """`text`, with the blank, came between `left` and `right`, one of which is the word it stands at."""

    text: str
    left: str
    right: str

    def compared(self, old: str, new: str, parts: tuple[str, ...]) -> Iterator[str]:
        if new.count(self.text.strip()) != 1:
            yield "the text is not in the script once"
        elif new.replace(self.text, "") != old:
            yield f"more changed than {self.text!r}"
        elif (
            self.right.strip("$") == self.right
            and self.right.strip()
            and not new.partition(self.text)[2].startswith(self.right.split()[0][:1])
        ):
            yield "it stands elsewhere"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        if removed or written != self.text:
            yield f"{removed!r} removed and {written!r} written"


@dataclass(frozen=True, slots=True)
class Replaced(Intent):
    """`text` came for `old`."""

    text: str
    old: str

    def fragments(self) -> tuple[str, ...]:
        return (self.old, f": {self.old}")

    def compared(self, old: str, new: str, parts: tuple[str, ...]) -> Iterator[str]:
        head, found, tail = new.partition(self.text)
        if not found:
            yield "the text is not in the script"
        elif not old.startswith(head) or not old.endswith(tail) or len(head) + len(tail) > len(old):
            yield "more changed than the text"
        elif squeezed(old[len(head) : len(old) - len(tail)]) not in known(self.old, parts):
            yield f"{old[len(head) : len(old) - len(tail)]!r} is gone, not {self.old!r}"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        if bare(removed) != bare(self.old) or squeezed(written) != squeezed(self.text):
            yield f"{removed!r} removed and {written!r} written"


@dataclass(frozen=True, slots=True)
class Dropped(Intent):
    """`old` is gone, with the `&&` beside it when it was a link of a chain."""

    old: str
    operator: bool = False

    def fragments(self) -> tuple[str, ...]:
        return (self.old, f": {self.old}")

    def compared(self, old: str, new: str, parts: tuple[str, ...]) -> Iterator[str]:
        gone = known(self.old, parts)
        forms = [form for each in gone for form in (f"&&{each}", f"{each}&&")] if self.operator else gone
        for gone_now in forms:
            before, after = squeezed(old), squeezed(new)
            at = common(before, after)
            # Behind a common start, what is gone may begin earlier: `ab` out of `abab`.
            for start in range(max(at - len(gone_now), 0), at + 1):
                if before[start:].startswith(gone_now) and before[:start] + before[start + len(gone_now) :] == after:
                    return
        yield f"not only {self.old!r} is gone"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        left, gone = bare(removed), bare(self.old)
        if written or left not in (gone, f"&&{gone}", f"{gone}&&"):
            yield f"{removed!r} removed and {written!r} written"


@dataclass(frozen=True, slots=True)
class Appended(Intent):
    """`command` runs last."""

    command: str

    def compared(self, old: str, new: str, parts: tuple[str, ...]) -> Iterator[str]:
        if new.count(self.command) != 1:
            yield "the command is not in the script once"
            return
        head, tail = new.split(self.command)
        if tail.strip() and "<<" not in head:
            yield f"behind the command comes {tail!r}"
        # Bash prints a newline or two behind a here-document, and one for what ended the last command.
        for joint in _JOINTS:
            for rest in (head.rstrip(" \n"), head.rstrip()):
                if rest.endswith(joint.strip()) and packed(rest.removesuffix(joint.strip()) + tail) == packed(old):
                    return
            if packed(head.replace(" && \n", "\n") + tail) == packed(old):
                return
        yield "more changed than the command at the end"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        if removed or not re.fullmatch(r"[ \t\r\n\\`]*(&&|;|\n)?[ \t\r\n\\`]*", written.replace(self.command, "")):
            yield f"{removed!r} removed and {written!r} written"


@dataclass(frozen=True, slots=True)
class Split(Intent):
    """Two RUNs came for one."""

    def pairs(self, before: Sequence[Instruction], after: Sequence[Instruction]) -> Iterator[str]:
        at = self.at
        rest = [*before[:at], *before[at + 1 :]], [*after[:at], *after[at + 2 :]]
        if list(map(facts, rest[0])) != list(map(facts, rest[1])):
            yield "another instruction changed"
        elif any(each.name != "run" or each.flags != before[at].flags for each in after[at : at + 2]):
            yield "the two are no RUNs with the flags of the one"

    def scripts(self, before: Sequence[Instruction], after: Sequence[Instruction], printed: Printed) -> Iterator[str]:
        yield from joined(before[self.at], after[self.at : self.at + 2], printed)


@dataclass(frozen=True, slots=True)
class Merged(Intent):
    """One RUN came for two."""

    def pairs(self, before: Sequence[Instruction], after: Sequence[Instruction]) -> Iterator[str]:
        for wrong in Split(self.at).pairs(after, before):
            yield f"merged: {wrong}"

    def scripts(self, before: Sequence[Instruction], after: Sequence[Instruction], printed: Printed) -> Iterator[str]:
        yield from joined(after[self.at], before[self.at : self.at + 2], printed)


@dataclass(frozen=True, slots=True)
class FlagAdded(Intent):
    """The instruction has one more flag."""

    flag: str

    def changed(self, old: Instruction, new: Instruction) -> Iterator[str]:
        old, new = old.onbuild or old, new.onbuild or new
        if (new.name, new.args, new.json, new.heredocs) != (old.name, old.args, old.json, old.heredocs):
            yield "more than the flags changed"
        if new.flags != (*old.flags, self.flag):
            yield f"flags {old.flags} became {new.flags}"

    def allowed(self, removed: str, written: str) -> Iterator[str]:
        if removed or written != f" {self.flag}":
            yield f"{removed!r} removed and {written!r} written"


@dataclass(frozen=True, slots=True)
class FlagDropped(Intent):
    """The instruction has one flag less."""

    index: int

    def changed(self, old: Instruction, new: Instruction) -> Iterator[str]:
        old, new = old.onbuild or old, new.onbuild or new
        if (new.name, new.args, new.json, new.heredocs) != (old.name, old.args, old.json, old.heredocs):
            yield "more than the flags changed"
        if new.flags != (*old.flags[: self.index], *old.flags[self.index + 1 :]):
            yield f"flags {old.flags} became {new.flags}"


@dataclass(frozen=True, slots=True)
class TokenReplaced(Intent):
    """One argument is `new`."""

    new: str

    def changed(self, old: Instruction, new: Instruction) -> Iterator[str]:
        old, new = old.onbuild or old, new.onbuild or new
        if (new.name, new.flags, new.json, new.heredocs) != (old.name, old.flags, old.json, old.heredocs):
            yield "more than an argument changed"
        unlike = [pair for pair in zip(old.args, new.args, strict=False) if pair[0] != pair[1]]
        if len(old.args) != len(new.args) or len(unlike) != 1 or self.new not in unlike[0][1]:
            yield f"arguments {old.args} became {new.args}"

    SCRIPT: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Reordered(Intent):
    """Instructions came, went or moved.

    Attributes:
        order: the places they had, in their new order; None for a new one.
        text: the new one's.
    """

    order: tuple[int | None, ...]
    text: str = ""
    gone: int | None = None

    @classmethod
    def inserted(cls, tree: Dockerfile, at: int, text: str) -> Reordered:
        """A new instruction at place `at`."""
        places = range(len(tree.instructions))
        return cls(at, (*places[:at], None, *places[at:]), text)

    @classmethod
    def moved(cls, tree: Dockerfile, what: int, where: int) -> Reordered:
        """The instruction at `what` above the one at `where`."""
        order = [each for each in range(len(tree.instructions)) if each != what]
        order.insert(order.index(where), what)
        return cls(what, tuple(order))

    @classmethod
    def removed(cls, tree: Dockerfile, at: int) -> Reordered:
        """The instruction at `at` gone."""
        return cls(at, tuple(each for each in range(len(tree.instructions)) if each != at), gone=at)

    def pairs(self, before: Sequence[Instruction], after: Sequence[Instruction]) -> Iterator[str]:
        if len(after) != len(self.order):
            yield f"{len(after)} instructions, not {len(self.order)}"
            return
        for place, new in zip(self.order, after, strict=True):
            if place is None:
                if self.text.split()[0].lower() != new.name:
                    yield f"{new.original!r} is not the new instruction"
            elif facts(before[place]) != facts(new):
                yield f"{before[place].original!r} became {new.original!r}"

    SCRIPT: ClassVar[bool] = False
