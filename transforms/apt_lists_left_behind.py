"""Remove apt's package lists in the layer that fetched them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    Answer,
    KeptBehind,
    KeptBelow,
    ListsLeft,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    cost_where,
    joined,
    package_lists,
    release_words,
    site,
    transform,
)


@transform
class AptListsLeftBehind(Transform):
    """Finds a RUN that leaves the package lists of `apt-get update` in the image.

    ## Why it costs bytes
    `apt-get update` stores the index of every package of the distribution below `/var/lib/apt/lists`: 18 to
    22 MB unpacked in Debian's images and 56 to 83 MB in Ubuntu's, in every layer that fetches them. Nothing reads
    them when the container runs, and the next `apt-get update` fetches them anew. A later `rm` does not help: the
    layer keeps them.

    ## When it is not applied
    - A later RUN installs without an `update` of its own: it needs the lists. Only where that is the very next one,
      and this one does nothing but fetch them, the two are made one. So is a RUN right below that only cleans up.
      A RUN that does nothing else and is needed by none, for those below fetch their own, is taken out.
    - A later RUN runs what may install packages: a script, or a program that COPY brings from the build context, by
      itself or in a folder.
    - A comment ends the line: it would come to speak of the command that removes the lists.
    - A later RUN removes or holds a package that may not be installed: without lists apt does not know its name.
    - The lists lie on a cache, tmpfs or bind mount, or are removed in the same RUN: nothing is left.
    - `-c`, `-o Dir::State=` or `chroot` may put them elsewhere.
    - The RUN only fetches them, and nothing behind it calls apt: they may be there for who works in the container.
    - A script that the container runs installs packages without an update, or may: `equivs` is there for that, and
      `snapcraft` for who works in the container. So does the program of some base images (OSS-Fuzz's builders), where
      neither CMD nor ENTRYPOINT takes its place.
    - A later RUN does something to them that fails where nothing is there: `rm` without -f.
    - The layer of a RUN above keeps the same lists, for one of these reasons: removed later they are only hidden.
    - The layer of a RUN below keeps them: removed before, they would all be fetched and stored there.
    - The layer is not part of the image that is built: a builder stage is thrown away.
    - The script removes coreutils, or the folder of the programs: `rm` would no longer be there.
    - The script ends in `||`, `&` or `exec`, fetches them in the background, or cannot be read: whether the removal
      would run, or run behind it, is a guess.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y curl
    ```

    After:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    ```
    """

    name = "apt-lists-left-behind"
    safety = Safety.SAFE
    related = ("hadolint/DL3009", "trivy/DS-0017")

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a RUN that keeps the lists."""
        below, behind, found = KeptBelow(view), KeptBehind(view), []
        for left in package_lists(view):
            if left.reaches:
                anew, finding = below.is_any(left.step), _finding(view, left, below.line(left.step))
                found.append((left, finding, anew))
                if isinstance(finding, Refusal) and left.call.reach.value > 0:
                    below.add(left.step)
        # The last first: one that is left for what is behind it keeps its lists, too.
        settled = [_settled(left, finding, behind, anew=anew) for left, finding, anew in reversed(found)]
        yield from reversed(settled)


def _settled(left: ListsLeft, finding: Rewrite | Refusal, behind: KeptBehind, *, anew: bool) -> Rewrite | Refusal:
    """A finding, but where lists that are removed would be fetched and stored by a RUN behind."""
    line = behind.fetched_again(left.step, anew=anew) if isinstance(finding, Rewrite) and not left.spare else None
    if line is not None:
        why = f"the layer of line {line} keeps lists: all of them would be fetched and stored there"
        finding = Refusal(finding.span, why)
    if isinstance(finding, Refusal) and left.call.reach.value > 0:
        behind.add(left.step)
    return finding


def _finding(view: View, left: ListsLeft, kept: int | None) -> Rewrite | Refusal:
    """What to do about one RUN; `kept` is the line of one whose layer keeps the same lists whatever is done here."""
    place = left.call.place_in_file
    if left.blocked is not None:
        return Refusal(place, left.blocked)
    if left.alone:
        return Refusal(place, "nothing behind it calls apt: they may be there for who works in the container")
    if kept is not None:
        return Refusal(place, f"the layer of line {kept} keeps the same lists: removed here they would only be hidden")
    saved = None if left.again else cost_where("apt-lists", release_words(left.step.stage))
    edits = _taken_out(view, left)
    if not isinstance(edits, No):
        message = "the package lists stay in this layer, and a RUN below fetches its own: do without"
        return Rewrite(place, message, edits, saved)
    remove = "rm -rf /var/lib/apt/lists/*"
    edits = _removed(view, left, f"sudo {remove}" if "sudo" in left.call.wrappers else remove)
    if isinstance(edits, No):
        return Refusal(place, edits.reason)
    where = "in the RUN that needs them, made one with this" if left.needed else "in the RUN that fetched them"
    message = f"the package lists stay in this layer: remove them {where}"
    return Rewrite(place, message, edits, saved)


def _taken_out(view: View, left: ListsLeft) -> Answer:
    """No RUN that only fetches lists which nothing needs."""
    script = site(view, left.step)
    if isinstance(script, No) or left.call.command is None or not left.spare:
        return No("it does something else, too")
    return script.without_command(left.call.command)


def _removed(view: View, left: ListsLeft, command: str) -> Answer:
    """The lists gone in the layer that brought them, one with RUNs below that need them or only clean up."""
    script = site(view, left.step)
    if isinstance(script, No):
        return script
    edits = _made_one(view, left, len(left.until), "" if left.emptied else command)
    if isinstance(edits, No) and not left.needed:
        return script.with_appended(command)
    if isinstance(edits, No) and len(left.until) > 1:
        edits = _made_one(view, left, 1, command)
    if isinstance(edits, No):
        line = left.until[0].outer.lines[0]
        return No(f"line {line} needs them, and the two RUNs cannot be made one: {edits.reason}")
    return edits


def _made_one(view: View, left: ListsLeft, below: int, command: str) -> Answer:
    """One RUN of it and of some below, the command last; none where there are none."""
    sites = [site(view, each) for each in (left.step, *left.until[:below])]
    known = [each for each in sites if not isinstance(each, No)]
    problem = next((each for each in sites if isinstance(each, No)), None)
    return problem or (joined(known, command) if below else No("no RUN is to be made one with it"))
