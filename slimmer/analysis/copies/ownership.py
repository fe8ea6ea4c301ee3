"""Files that COPY or ADD writes and a later RUN gives another owner: all of them are stored twice."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.naming import paths_of
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.copies.accounts import (
    Home,
    has_owner,
    homes,
    may_add_user,
    user_calls,
    writes_accounts,
)
from slimmer.analysis.copies.owners import (
    CHANGERS,
    HARMLESS,
    RECURSIVE,
    expanded,
    firsts_of,
    flag_for,
    flags,
    given_before,
    no_flag,
    own_code_between,
)
from slimmer.analysis.copies.places import exists, is_fresh
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import acts, says_what_it_uses
from slimmer.analysis.effects.named import asked
from slimmer.analysis.effects.uses import Use, is_one_file, path_in, uses, writes_into
from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Add, Copy, Env, Instruction, Run, Workdir


@dataclass(frozen=True, slots=True, eq=False)
class ChownedCopy:
    """An operand of `chown` that names what COPY or ADD wrote.

    Attributes:
        path: what the operand names.
        flags: those that need the flag `--chown`, with its value.
        folders: what was made before and holds no file yet: the owner of these must still be changed.
        blocked: why it cannot be done, or None.
    """

    step: Step
    call: Call
    operand: Argument
    path: str
    flags: tuple[tuple[Copy | Add, str], ...]
    folders: tuple[str, ...]
    blocked: str | None


@fact
def chowned_copies(view: View) -> tuple[ChownedCopy, ...]:
    """Every operand of `chown` in a RUN whose layer reaches the target, and that names what was copied before."""
    return tuple(_found(view))


def _found(view: View) -> Iterator[ChownedCopy]:
    for step in calls(view).runs:
        if "chown" not in step.text or step.onbuild or not stages(view).reaches_target(step.stage):
            continue
        for place, call in enumerate(calls(view).of(step)):
            if call.program == "chown" and len(call.operands) > 1 and not call.has("--reference"):
                for operand in call.operands[1:]:
                    found = _chowned(view, step, place, operand)
                    if found is not None:
                        yield found


def _chowned(view: View, step: Step, place: int, operand: Argument) -> ChownedCopy | None:
    call = calls(view).of(step)[place]
    named = paths_of(call, operand)
    if len(named) != 1:
        return None
    spot = Spot(named[0])
    around = concerned(view, step.stage)
    number = around.number(step.outer)
    since = given_before(view, call, spot) if call.has(*RECURSIVE) else -1
    some = around.between(since, number, spot)
    copies = [each for each in some if isinstance(each, (Copy, Add)) and writes_into(view, each, spot)]
    if not copies and not (since >= 0 and any(isinstance(each, (Copy, Add)) for each in around.before(since, spot))):
        return None
    story = _Story(view, step, call, place, spot, since, number, copies)
    if not call.has(*RECURSIVE) and (story.is_folder() or all(each.flag("chown") for each in copies)):
        return None
    blocked = story.unfit() or story.otherwise_used() or story.place()
    owner = "" if blocked else story.owner()
    if not blocked and not owner:
        blocked = "its owner is not known before the RUN"
    blocked = blocked or no_flag(view, story.copies, owner) or story.owners(owner)
    folders = tuple(sorted(story.folders))
    return ChownedCopy(step, call, operand, spot.path, flags(view, story.copies, owner), folders, blocked)


@dataclass(eq=False)
class _Story:
    """What happens to a path from its stage's start to the chown.

    Attributes:
        at: the number of the chown among the calls of its script.
        since: the number of a RUN that has given all that was there the same owner, -1 where none has: what came
            before it does not count.
        number: that of the chown's own instruction.
    """

    view: View
    step: Step
    call: Call
    at: int
    spot: Spot
    since: int
    number: int
    copies: list[Copy | Add]
    folders: set[str] = field(default_factory=set)
    was_there: bool = False

    def unfit(self) -> str | None:
        """Why the call itself cannot be replaced."""
        call = self.call
        if not paths.is_exact(self.spot.path) or "\0" in self.spot.path:
            return "which path it names is not certain"
        if any(use.name not in HARMLESS for use in call.flags):
            return "a flag of it chooses what is changed"
        if call.command is None or call.place.subshell or call.place.piped or call.reach is not Reach.CERTAIN:
            return "whether it runs depends on something"
        if set(call.wrappers) - {"sudo"}:
            return "it runs behind another program"
        if not call.has(*RECURSIVE) and not all(is_one_file(self.view, each) for each in self.copies):
            return "whether a folder was copied, whose files it leaves alone, is not known"
        run = self.step.instruction
        for mount in mounts(self.view, run) if isinstance(run, Run) else ():
            where = mount.target
            if where is None or self.spot.may_be_named_by(where) or self.spot.may_be_held_by(where):
                return "a mount may lie there"
        return None

    def concerned(self) -> Iterator[Instruction]:
        """Those before that may do something with the path."""
        return concerned(self.view, self.step.stage).between(self.since, self.number, self.spot)

    @property
    def begin(self) -> int:
        """Where in the text that begins which counts."""
        return self.step.stage.instructions[self.since + 1].start

    @property
    def first(self) -> Instruction:
        """The first that is copied, else the chown's own instruction."""
        return self.copies[0] if self.copies else self.step.outer

    def is_folder(self) -> bool:
        """Whether the path certainly is a folder: changing its owner alone stores nothing again."""
        made = (use for each in self.concerned() for use in uses(self.view, each, self.spot))
        return any(
            isinstance(use.instruction, Workdir) or (use.call is not None and use.call.program == "mkdir")
            for use in made
            if use.exact
        ) or any(home.made and home.path == self.spot.path for home in self.homes())

    def otherwise_used(self) -> str | None:
        """Who else uses the path: before, between, or in the RUN in front of the chown."""
        first = self.first.start
        for instruction in self.concerned():
            for use in () if instruction in self.copies else uses(self.view, instruction, self.spot):
                if not self._is_harmless(use, instruction.start < first):
                    return f"{use.who} uses it before its owner changes"
        if (code := own_code_between(self.view, self.step, self.begin if self.since >= 0 else first)) is not None:
            return f"line {code.line} (`{code.name}`) may put files there"
        of_step, firsts = calls(self.view).of(self.step), firsts_of(self.view, self.step)
        for number, call in asked(self.view, self.step, self.spot):
            if number >= min(self.at, firsts.own_code):
                break
            if any(not act.by_folder for act in acts(call, self.spot)) and not self._makes_folders(call):
                return f"`{call.name}` in the same RUN uses it before"
            if not says_what_it_uses(call) and any(acts(call, self.spot)):
                return f"`{call.name}` in the same RUN runs in it before"
        if firsts.own_code < self.at:
            return f"`{of_step[firsts.own_code].name}` in the same RUN may put files there"
        if any(self._changes_mode(call) for _, call in asked(self.view, self.step, self.spot)):
            return "chmod in the same RUN stores the files again anyway"
        return None

    def _is_harmless(self, use: Use, is_first: bool) -> bool:
        """Whether a use puts no file into the folder, and reads none that is copied."""
        if isinstance(use.instruction, Workdir):
            named = use.instruction.value
            if is_first and use.exact and named and path_in(self.view, use.instruction, named) == self.spot.path:
                self.folders.add(self.spot.path)
                self.was_there = True
            return use.exact and (not is_first or self.was_there)
        if isinstance(use.instruction, Env):
            known, at = calls(self.view), concerned(self.view, self.step.stage).number(use.instruction)
            behind = self.step.stage.instructions[at : self.number]
            steps = [step for each in behind if isinstance(each, Run) and (step := known.step(each)) is not None]
            return all(says_what_it_uses(call) for step in steps for call in known.of(step))
        call = use.call
        if call is None:
            return False
        if use.by_folder:
            return says_what_it_uses(call)
        if call.program == "chown" and not call.has(*RECURSIVE):
            return is_first and use.exact
        if self._makes_folders(call):
            self.was_there = self.was_there or is_first
            return True
        return call.does(Effect.ADDS_USER) and call.name not in CHANGERS

    def _makes_folders(self, call: Call) -> bool:
        """Whether a call does no more than make empty folders at the path or in it: these are noted."""
        if call.program != "mkdir" or call.reach is Reach.MAYBE:
            return False
        named = [path for each in call.operands for path in paths_of(call, each)]
        if not all(paths.is_exact(path) and "\0" not in path for path in named):
            return False
        for path in named:
            parts = path.split("/")
            above = ("/".join(parts[:upto]) for upto in range(2, len(parts) + 1))
            self.folders.update(each for each in above if self.spot.is_named_by(each))
        return True

    def _changes_mode(self, call: Call) -> bool:
        """Whether a call changes the mode of all that is copied: of a tree, or of the one file that is."""
        whole = call.has(*RECURSIVE) or not self.call.has(*RECURSIVE)
        return call.program == "chmod" and whole and any(acts(call, self.spot))

    def place(self) -> str | None:
        """Whether COPY makes nothing but what the chown covers, and nothing else was there."""
        stage, path = self.step.stage, self.spot.path
        for home in self.homes(*(stages(self.view).chain(stage)[:-1] if self.since < 0 else ())):
            if home.path == "/" or (paths.is_below(home.path, path) and not self._is_of(home)):
                return "a user's home lies there, or may"
        if self.since >= 0:
            return None
        into = path.rpartition("/")[0] or "/"
        may_make = f"COPY may make {into}, which root owns so far"
        if not self.call.has(*RECURSIVE):
            return None if exists(self.view, stage, self.first, into) else may_make
        for parent in stages(self.view).chain(stage)[:-1]:
            for instruction in concerned(self.view, parent).behind(-1, self.spot):
                if any(uses(self.view, instruction, self.spot)):
                    return f"line {instruction.lines[0]} of the stage it continues uses it"
        if not is_fresh(self.view, stage, path):
            return "what the base image holds there is not known"
        return None if self.was_there or exists(self.view, stage, self.first, into) else may_make

    def homes(self, *others: Stage) -> Iterator[Home]:
        """The homes there, or anywhere, of users that are added before in the stage; and in other stages."""
        for stage, start in ((self.step.stage, self.begin), *((each, 0) for each in others)):
            yield from homes(self.view, stage, self.spot.path, start, self.step.outer.start)

    def owner(self) -> str:
        """The value of the flag that does the same."""
        usual = all(isinstance(each, Copy) and each.flag("from") is None for each in self.copies)
        return flag_for(self.call, [scope(self.view, each) for each in self.copies], usual_group=usual)

    def _is_of(self, home: Home) -> bool:
        """Whether a new user's home is the path, and what lies in it belongs to the owner already."""
        owner = expanded(self.owner(), self.step.scope).split(":")
        return home.made and home.path == self.spot.path and owner in ([home.user], [home.user, home.group])

    def owners(self, owner: str) -> str | None:
        """Whether the owner is the same where the first COPY stands."""
        of_step, firsts = calls(self.view).of(self.step), firsts_of(self.view, self.step)
        added = user_calls(self.view, self.step.stage, self.first.start, self.step.outer.start)
        changing = [call.name for call in added if call.name in CHANGERS]
        changing += [of_step[firsts.changing].name] if firsts.changing < self.at else []
        if changing:
            return f"`{changing[0]}` changes users between"
        stage, first, until, owner = self.step.stage, self.first, self.step.outer, expanded(owner, self.step.scope)
        writing = writes_accounts(self.view, stage, owner, first, until) if self.since < 0 else None
        if writing is not None:
            return f"line {writing.lines[0]} may write the list of users"
        if firsts.other >= self.at and (self.since >= 0 or not may_add_user(self.view, stage, first, until)):
            return None
        missing = "the owner may not be there yet where the files are copied"
        return None if has_owner(self.view, stage, first, owner) else missing
