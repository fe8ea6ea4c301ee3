"""What stands on a full base image, and what the slim one would lack for it."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.runtime.following import Following
from slimmer.analysis.runtime.python_imports import imports_of_files
from slimmer.analysis.runtime.sources import sources
from slimmer.analysis.runtime.surface import surface
from slimmer.analysis.slim.calls import Needs
from slimmer.analysis.slim.found import FullBase
from slimmer.analysis.slim.generated import generated
from slimmer.analysis.slim.network import network_tools
from slimmer.analysis.slim.packages import Installed
from slimmer.analysis.slim.references import SlimReference
from slimmer.analysis.slim.started import certificates_read, loaded_by_code, started_by_code, unread_code
from slimmer.analysis.slim.tools import uncertified, watching
from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View
from slimmer.knowledge.costs import Estimate
from slimmer.knowledge.image_sizes import unpacked
from slimmer.knowledge.images import Image
from slimmer.knowledge.python_packages import modules_of_full_images
from slimmer.knowledge.slim_needs import folders_left_out, has_prompt, runners, service_program
from slimmer.knowledge.tiers import commands_beside
from slimmer.model.paths import absolute, is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy, From, Onbuild
from slimmer.text.rare import rare

_SYSTEM = ("/bin", "/etc", "/lib", "/lib64", "/sbin", "/usr/bin", "/usr/include", "/usr/lib", "/usr/sbin", "/usr/share")
_PACKAGED = ("/bin/", "/lib/", "/sbin/", "/usr/bin/", "/usr/lib/", "/usr/sbin/")
"""Where packages of a distribution have their programs and libraries."""
_LIBRARIES = ("/usr/include", "/usr/lib/")
_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "csh", "tcsh", "fish", "tmux", "screen", "byobu"))
_IDLE = frozenset(("env", "sleep", "tail", "sshd", "systemd", "init"))
_EDITORS = frozenset(("vi", "vim", "vim.tiny", "vim.basic", "view", "nvim", "emacs", "nano", "micro", "joe"))
_FOR_PEOPLE = _SHELLS | _IDLE | _EDITORS
"""What is started for people, who then start what they like; editors do so for them, and for their plugins."""
_STANDS = "the base image may have an ENTRYPOINT"
_LANGUAGES = ("C", "POSIX", "en", "$")
_LOCALES = ("locale", "LANG", "LC_")
_OTHER_LANGUAGE = rare(r"\b(?!en_)[a-z]{2,3}_[A-Z]{2}\b")


class Switch:
    """Reads everything that stands on the base, in order."""

    def __init__(self, view: View, first: Stage, full: Image, slim: Image, found: SlimReference) -> None:
        self.view, self.first, self.full, self.slim, self.found = view, first, full, slim, found
        self.graph = stages(view)
        self.standing = (first, *self.graph.continued_by(first))
        self.instructions = [each for stage in self.standing for each in stage.instructions]
        self.copies = [each for each in self.instructions if isinstance(each, (Copy, Add))]
        self.needs = Needs(view, full, slim, any(map(_is_program, self.copies)))
        self.into: Call | None = None

    def judged(self, from_: From) -> FullBase:
        """The finding."""
        blocked = next(self.problems(), None)
        if blocked is None and self.needs.missing:
            blocked = self.unmended()
        missing = tuple(sorted(self.needs.missing)) if blocked is None else ()
        return FullBase(from_, self.found, blocked, missing, self.into, self.estimate())

    def problems(self) -> Iterator[str]:
        """Why the base must stay, the plainest reasons first."""
        line = generated(self.view.tree)
        if line is not None:
            yield f"line {line} says that the file is generated: its generator is where the base is told"
        if any(isinstance(each, Onbuild) for each in self.instructions):
            yield "ONBUILD runs in images that are built on this one"
        known = surface(self.view)
        is_own = any(each.flag("from") is None for each in self.copies)
        if all(each.call.name in _FOR_PEOPLE or (not is_own and _is_prompt(each.call)) for each in known.calls):
            yield "the image starts no program of its own: who works in it may need what the full one has"
        yield from self.left_out()
        yield from self.taken()
        if self.full.family == "debian":
            if commands_beside(self.slim.suite):
                yield from self.runners()
                yield from network_tools(self.view, self.steps(*self.standing), self.copies)
            return  # else the same packages, without documentation
        if self.full.family == "openjdk":
            yield "the slim variant is headless: whether fonts or java.awt are used is not known"
        yield from self.runners()
        if not self.copies:
            yield "nothing is copied into the image: what will run in it is not known"
        installed: dict[int, Installed] = {}
        for stage in self.standing:
            above = installed[stage.parent.index] if stage is not self.first and stage.parent else None
            installed[stage.index] = above.copy() if above is not None else Installed(self.full, self.slim)
            yield from self.stage(stage, installed[stage.index])
            if "ca-certificates" not in self.needs.missing:  # else they are added
                yield from uncertified(self.view, self.steps(stage), installed[stage.index])
        yield from self.copied()
        target = self.graph.target or self.first
        yield from self.started(installed[target.index])
        yield from self.imported(target, installed[target.index])
        yield from self.code(target, installed[target.index])

    def runners(self) -> Iterator[str]:
        """Who starts, in a container, what nobody reads here."""
        started = surface(self.view).calls
        for call, name in ((each.call, name) for each in started for name in _runners_of(each.call)):
            yield f"line {call.line} calls {name}, which starts what its own files name"

    def left_out(self) -> Iterator[str]:
        """Who uses what all slim images leave out: manuals, documents, translations."""
        here = Installed(self.full, self.slim)
        for step in self.steps(*self.standing):
            path = next((path for path in folders_left_out() if path in step.text), None)
            if path is not None:
                yield f"line {step.outer.lines[0]} names {path}, which slim images leave out"
            other = _OTHER_LANGUAGE().search(step.text) if any(each in step.text for each in _LOCALES) else None
            if other is not None:
                yield f"line {step.outer.lines[0]} speaks of {other[0]}, and slim images leave translations out"
            yield from (why for call in calls(self.view).of(step) for why in here.unfit(call))
        for stage in self.standing:
            for name in ("LANG", "LC_ALL", "LANGUAGE"):
                value = scopes(self.view).behind(stage).env.get(name)
                if value is not None and not (value.text or "C").startswith(_LANGUAGES):
                    yield f"{name} is {value.text}, and slim images leave translations out"

    def taken(self) -> Iterator[str]:
        """What other stages take out of these, from where the full image has more."""
        places = folders_left_out() if self.full.family == "debian" else _SYSTEM
        for used in self.graph.taken_from(*self.standing):
            for source in used.sources:
                path = absolute(source, "/") or "/"
                if path == "/" or any(is_below(path, place) for place in places):
                    yield f"line {used.instruction.lines[0]} takes {path} of it, where the full image has more"

    def steps(self, *some: Stage) -> Iterator[Step]:
        """The steps of these stages, in order."""
        indices = {stage.index for stage in some}
        return (step for step in calls(self.view).steps if step.stage.index in indices)

    def stage(self, stage: Stage, here: Installed) -> Iterator[str]:
        """What the steps of a stage call, and install; scripts of the context that a RUN runs are read."""
        for step in self.steps(stage):
            line = step.outer.lines[0]
            problem = syntax_problem(step)
            if problem is not None:
                yield f"line {line} cannot be read: {problem}"
            path = next((path for path in _LIBRARIES if path in step.text), None)
            if path is not None:
                yield f"line {line} names {path}, where the full image has more"
            if not step.is_run and self.graph.reaches_target(stage):
                continue  # `started` has it, if it counts
            following = Following(self.view.context, sources(self.view, stage, step.outer if step.is_run else None))
            for each in following.follow(calls(self.view).of(step)):
                if each.script is None:
                    yield from self.needs.of(each.call, here)
                here.take(each.call)
                self.note(each.call)
            yield from following.unknown

    def note(self, call: Call) -> None:
        """Remember the first call of apt that more names can be given to."""
        if self.into is not None or call.program not in ("apt-get", "apt") or call.subcommand != "install":
            return
        has_words = call.editable and bool(call.operands) and call.operands[-1].word is not None
        if has_words and call.reach is not Reach.MAYBE and call.step.stage is self.first:
            self.into = call

    def copied(self) -> Iterator[str]:
        """What comes from other stages, where it is compiled against libraries of their images, or installed."""
        own = set(map(id, self.standing))
        seen: dict[int, Stage] = {}
        waiting = [used.to for used in self.graph.references if id(used.stage) in own and id(used.to) not in own]
        while waiting:
            stage = waiting.pop()
            if stage.index not in seen:
                seen[stage.index] = stage
                waiting += (used.to for used in self.graph.uses_of(stage))
                waiting += (stage.parent,) if stage.parent is not None else ()
        for each in self.copies:
            paths = [absolute(source.text, "/") or "/" for source in each.sources] if each.flag("from") else []
            if (found := next((path for path in paths if path.startswith(_PACKAGED)), None)) is not None:
                yield f"line {each.lines[0]} copies {found}, which may need libraries of the full image"
        here = Installed(self.full, self.slim)
        for step in self.steps(*seen.values()):
            yield from (why for call in calls(self.view).of(step) for why in self.needs.brought(call, here))

    def started(self, here: Installed) -> Iterator[str]:
        """What a container of the target runs."""
        known = surface(self.view)
        for each in known.calls:
            if each.script is None:
                yield from self.needs.of(each.call, here)
                yield from watching(each.call, here)
        yield from (why for why in known.unknown if why != _STANDS)

    def imported(self, target: Stage, here: Installed) -> Iterator[str]:
        """What the Python code of the context imports that slim images lack."""
        if self.full.family == "python":
            modules, packages = modules_of_full_images()
            found = imports_of_files(self.view, target, modules) if not here.has(*packages) else None
            if found is not None:
                yield f"{found[0]} imports {found[1]}, which {self.slim.family}:{self.slim.tag} does not have"

    def code(self, target: Stage, here: Installed) -> Iterator[str]:
        """What the code of the context asks for that slim images lack."""
        lacked = f"which {self.slim.family}:{self.slim.tag} does not have"
        reader = certificates_read(self.view, target, here)
        if reader is not None:
            yield f"{reader} asks for the system's certificates, {lacked}"
        unread = unread_code(self.view, target)
        if unread is not None:
            yield unread
        started = started_by_code(self.view, target, here)
        if started is not None:
            yield f"{started[0]} calls {started[1]}, {lacked}"
        loaded = loaded_by_code(self.view, target, here)
        if loaded is not None:
            yield f"{loaded[0]} loads {loaded[1]}, {lacked}"

    def unmended(self) -> str | None:
        """Why what is missing cannot be installed by the file's own call of apt."""
        missing = self.needs.missing
        used = next(iter(missing.values()))
        if self.into is None:
            return f"line {used.line} calls {used.name}, which {self.slim.family}:{self.slim.tag} does not have"
        early = [each for each in missing.values() if each.step.is_run and not self.follows(each, self.into)]
        return f"line {early[0].line} calls {early[0].name} before apt could install it" if early else None

    def follows(self, call: Call, into: Call) -> bool:
        """Whether a call runs behind the one that can install what it needs."""
        if call.step is into.step:
            of_step = calls(self.view).of(call.step)
            return call in of_step and of_step.index(call) > of_step.index(into)
        return call.step.outer.start > into.step.outer.start

    def estimate(self) -> Estimate | None:
        """The difference of the two images."""
        full, slim = unpacked(self.full), unpacked(self.slim)
        if full is None or slim is None:
            return None
        low, high = full.low - slim.high, full.high - slim.low
        sources = dict.fromkeys((full.source, slim.source))
        return Estimate(max(low, 0), high, "; ".join(sources)) if high > 0 else None


def _is_prompt(call: Call) -> bool:
    """Whether a person is to type what an interpreter runs: it is given flags at most."""
    return has_prompt(call.name) and all((each.known or "").startswith("-") for each in call.arguments)


def _runners_of(call: Call) -> list[str]:
    """The program that is called, or the service it starts, where that runs others: the other words name none."""
    services = (service_program(call.name, each.known or "") for each in call.arguments)
    return [name for name in (call.name, *services) if name in runners()]


def _is_program(instruction: Copy | Add) -> bool:
    """Whether a file of the context is copied to where programs are looked for."""
    target = instruction.destination.text if instruction.destination is not None else ""
    return instruction.flag("from") is None and target.startswith(_PROGRAMS)


_PROGRAMS = ("/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin")
