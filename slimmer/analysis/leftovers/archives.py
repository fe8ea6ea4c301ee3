"""Archives and packages that a RUN downloads, unpacks and leaves in its layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.calls.downloads import File, downloaded, redirects, unpacked
from slimmer.analysis.calls.naming import texts_of
from slimmer.analysis.calls.nesting import Nesting
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.copies.copy_sources import copies_of_context
from slimmer.analysis.effects.concerned import concerned, used_behind
from slimmer.analysis.effects.deeds import Deed, acts
from slimmer.analysis.effects.named import asked
from slimmer.analysis.effects.uses import Use, uses
from slimmer.analysis.leftovers.addresses import is_told_of
from slimmer.analysis.leftovers.checksums import checked_behind
from slimmer.analysis.leftovers.named_elsewhere import named_elsewhere
from slimmer.analysis.leftovers.served import handed_out
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.images import image
from slimmer.knowledge.node_tools import is_file_server
from slimmer.knowledge.vocabulary import Effect
from slimmer.records import dataclass
from slimmer.syntax.nodes import Cmd, Entrypoint, Env, Run

_DOWNLOADERS = ("curl", "wget", "aria2c")
_UNPACKERS = ("tar", "zip", "7z", "unrar", "jar", "gz", ".deb", ".rpm", ".apk")
_PROGRAMS = (
    *(".jar", ".war", ".ear", ".aar", ".whl", ".egg", ".gem", ".hpi", ".jpi", ".pex", ".pyz"),
    *(".nupkg", ".vsix", ".xpi"),
)
"""Archives that programs use without unpacking them."""
_SERVERS = frozenset(("http.server", "SimpleHTTPServer", "pyftpdlib", "file-server"))


@dataclass(frozen=True, slots=True, eq=False)
class ArchiveLeft:
    """A file that a RUN downloads, unpacks and keeps.

    Attributes:
        unpack: the last call that unpacks it.
        file: as that call names it.
        spelt: the word that names it where `unpack` runs; "" where there is none.
        privileged: whether `sudo` wrote it.
        blocked: why it must stay, or None.
    """

    step: Step
    unpack: Call
    file: File
    spelt: str
    privileged: bool
    blocked: str | None


@fact
def archives_left(view: View) -> tuple[ArchiveLeft, ...]:
    """Every archive left in a layer that reaches the target, in order."""
    return tuple(_found(view))


def _found(view: View) -> Iterator[ArchiveLeft]:
    for step in calls(view).runs if calls(view).mention(*_DOWNLOADERS) else ():
        if not mentions(step, *_DOWNLOADERS) or not mentions(step, *_UNPACKERS):
            continue
        if not stages(view).reaches_target(step.stage) or not isinstance(step.instruction, Run):
            continue
        of_step = calls(view).of(step)
        written: dict[str, list[int]] = {}
        for at, call in enumerate(of_step):
            for each in downloaded(call) or ():
                written.setdefault(each.path, []).append(at)
        unpackings = {
            each.path: (at, each) for at, call in enumerate(of_step) for each in unpacked(call) if each.path in written
        }
        for path, makers in written.items():
            until, file = unpackings.get(path, (-1, None))
            if file is not None and until > makers[-1] and not _on_mount(view, step.instruction, path):
                left = _left(view, step, makers, until, file)
                if left is not None:
                    yield left


def _on_mount(view: View, run: Run, path: str) -> bool:
    return any(
        mount.keeps_out and (mount.target is None or paths.may_hold(mount.target, path)) for mount in mounts(view, run)
    )


def _left(view: View, step: Step, makers: Sequence[int], until: int, file: File) -> ArchiveLeft | None:
    """What becomes of a file behind the last call that unpacks it; None where the RUN removes it.

    Args:
        view: of the file.
        step: the RUN.
        makers: the numbers of the calls that download it.
        until: the number of the call that unpacks it last.
        file: as that one names it.
    """
    of_step = calls(view).of(step)
    download, unpack = of_step[makers[-1]], of_step[until]
    spot = Spot(file.path, is_file=True)
    behind = asked(view, step, spot, after=makers[-1])
    between = (call for number, call in takewhile(lambda each: each[0] < until, behind) if call.program == "ln")
    blocked = "a link to it is made" if any(any(acts(call, spot)) for call in between) else None
    for _, call in asked(view, step, spot, after=until, unpackers=False):
        for act in acts(call, spot):
            if act.deed is Deed.REMOVES and act.exact and call.reach > call.reach.MAYBE:
                return None
            if act.deed is Deed.REMOVES:
                blocked = blocked or f"`{call.name}` may remove it"
            elif act.deed is Deed.USES:
                blocked = blocked or f"`{call.name}` behind it may use it"
    spelt = _spelt(step, download, unpack, file)
    blocked = blocked or checked_behind(view, until, file.path, spelt, unpack)
    blocked = (
        blocked
        or _of_use(view, step, file)
        or _unfit(view, step, [of_step[each] for each in makers], unpack)
        or _needed(view, step, download, file)
    )
    return ArchiveLeft(step, unpack, file, spelt, "sudo" in download.wrappers, blocked)


def _spelt(step: Step, download: Call, unpack: Call, file: File) -> str:
    """How to name the file where it is unpacked: as the unpacking call does, else as the download did."""
    names = [file]
    if download.folder == unpack.folder:
        names += [each for each in downloaded(download) or () if each.path == file.path]
    word = next((each.word for each in names if each.word is not None), None)
    if word is not None:
        return step.text[word.start : word.end]
    is_plain = "\0" not in file.path and paths.is_exact(file.path)
    return file.path if is_plain and file.path.replace("/", "").replace("-", "").replace(".", "").isalnum() else ""


def _of_use(view: View, step: Step, file: File) -> str | None:
    """Why an archive may be wanted as it is."""
    folder = file.path.rpartition("/")[0]
    if folder in _started_with(view) or any(paths.is_below(folder, each) for each in _handed_out(view)):
        return "what the container starts is given the folder it lies in"
    if folder and is_told_of(view, folder):
        return "a package manager is told to take packages from the folder it lies in"
    if file.path.endswith(_PROGRAMS):
        return "what has such a name is used as it is, unpacked or not"
    return handed_out(step, file.path)


@fact
def _started_with(view: View) -> frozenset[str]:
    """The paths that CMD, ENTRYPOINT and HEALTHCHECK give to what they start, those behind a `=` among them."""
    some = [(call, each) for step in calls(view).starts for call in calls(view).of(step) for each in call.arguments]
    texts = [(call.folder, text.rpartition("=")[2]) for call, each in some for text in texts_of(call, each)]
    return frozenset(paths.joined(folder, text) for folder, text in texts if "/" in text or text == ".")


@fact
def _handed_out(view: View) -> frozenset[str]:
    """The folders in which a container starts a server that hands out all files below."""
    some = [call for step in calls(view).starts for call in calls(view).of(step)]
    words = ((call, {call.name, *(each.known for each in call.arguments)}) for call in some)
    plain = ((call, is_file_server(call.name) and call.head[0].known == call.name, told) for call, told in words)
    return frozenset(call.folder for call, serves, told in plain if serves or not _SERVERS.isdisjoint(told))


def _unfit(view: View, step: Step, downloads: Sequence[Call], unpack: Call) -> str | None:
    """Why the script gives no place where a removal would be right."""
    download = downloads[-1]
    if step.onbuild:
        return "it runs in a child image, whose instructions are not known"
    nesting = _nesting(view, step)
    if nesting is None or unpack.command is None or download.command is None:
        return "it is downloaded or unpacked in a quoted script"
    if {*download.wrappers, *unpack.wrappers} - {"sudo"}:
        return "the calls run behind another program"
    if not nesting.together(download.command, unpack.command):
        return "whether this RUN downloads what it unpacks depends on a condition or loop"
    others = [each.command for each in downloads if each.command is not None]
    if nesting.is_alternative(download.command) and not nesting.are_alternatives(others):
        return "it is only downloaded when something else fails or holds"
    last = nesting.last_of_pipeline(unpack.command)
    if last is not unpack.command and id(last) not in _extracting(view):
        return "unpacking it may fail unseen: its status is not the pipeline's"
    if unpack.does(Effect.INSTALLS) and not unpack.place.decides:
        return f"`{unpack.name}` may fail without ending the RUN"
    return None


@fact_of
def _nesting(_: View, step: Step) -> Nesting | None:
    return Nesting.of(step.script) if step.script is not None else None


@fact
def _extracting(view: View) -> frozenset[int]:
    """The `id` of each command that unpacks something."""
    some = (call for step in calls(view).runs if mentions(step, *_DOWNLOADERS) for call in calls(view).of(step))
    return frozenset(id(call.command) for call in some if call.does(Effect.EXTRACTS))


def _needed(view: View, step: Step, download: Call, file: File) -> str | None:
    """Who behind the layer may want the file, or why it may not be this RUN's own."""
    spot = Spot(file.path, is_file=True)
    some = concerned(view, step.stage)
    for each in some.named_for_others(some.number(step.outer), spot):
        if isinstance(each, Env) and any(uses(view, each, spot)):
            return f"line {each.lines[0]} (`{each.name}`) names it for others"
    numbers = (
        download.program == "wget" and not download.has("-O", "--output-document") and not redirects(download, ">")
    )
    if numbers:
        for stage in stages(view).chain(step.stage):
            some = concerned(view, stage)
            number = some.number(step.outer) if stage is step.stage else len(stage.instructions)
            for instruction in reversed(list(some.making(number, spot))):
                if any(use.exact and use.deed is Deed.MAKES for use in uses(view, instruction, spot)):
                    return f"line {instruction.lines[0]} makes a file of that name: wget would give this one another"
    for use in used_behind(view, step.outer, spot, unpackers=False):
        if use.deed is not Deed.MAKES:
            return f"{use.who} may {'remove' if use.deed is Deed.REMOVES else 'use'} it"
        if _is_wget_without_name(use):
            return f"{use.who} would give its own file another name"
        if use.exact and use.call is not None and use.call.reach > use.call.reach.MAYBE:
            break
    return _read_by_script(view, step, file) or named_elsewhere(view, step, file.path)


def _is_wget_without_name(use: Use) -> bool:
    call = use.call
    return call is not None and call.program == "wget" and not call.has("-O", "--output-document")


@fact
def _last_told(view: View) -> int:
    """Where the last CMD or ENTRYPOINT of the file stands; -1 where there is none."""
    told = (each.outer.start for each in calls(view).steps if isinstance(each.instruction, (Cmd, Entrypoint)))
    return max(told, default=-1)


def _read_by_script(view: View, step: Step, file: File) -> str | None:
    """Whether a script of the build context that is called or copied later names the file, or may for all we know."""
    last_told, copies = _last_told(view), copies_of_context(view)
    is_copied = bool(copies) and copies[-1].start > step.outer.start
    is_open = is_copied and last_told < step.outer.start and _is_foreign(step)
    if view.context is None:
        return "what the base image runs is not known, and may read it" if is_open else None
    from slimmer.analysis.leftovers.context_scripts import script_naming  # noqa: PLC0415  for known contexts alone

    name = script_naming(view, step, file.path, any_shell=is_open)
    return f"{name} of the build context names it" if name is not None else None


def _is_foreign(step: Step) -> bool:
    """Whether nothing is known of the image that the stage begins with."""
    base = step.stage.ground
    return base is None or (not base.is_scratch and image(str(base)) is None)
