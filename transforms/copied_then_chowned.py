"""Give files their owner when they are copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from slimmer.api import (
    ChownedCopy,
    EditSet,
    No,
    Refusal,
    Rewrite,
    Safety,
    ShellSite,
    Transform,
    View,
    chowned_copies,
    site,
    transform,
    united,
    with_flag,
)


@transform
class CopiedThenChowned(Transform):
    """Finds a RUN that changes the owner of what COPY or ADD wrote: every file is stored twice.

    ## Why it costs bytes
    A layer holds whole files. `chown` in a RUN stores each file it touches again, with its new owner; the copy of
    the earlier layer stays in the image. `COPY --chown` writes them with their owner at once.

    ## When it is not applied
    - A script that runs between, or in front of `chown` in the same RUN, may put files there.
    - The folder may hold other files, whose owner `chown -R` changes too: from the base image, of another RUN, of
      a user's home. A folder that WORKDIR or `mkdir` made keeps a `chown` of its own.
    - A RUN uses the files before their owner changes, or a chmod of them all stores them again in any case.
    - COPY would make a folder above them, which root owns so far.
    - The user or group may not be there yet where the files are copied; the owner is a variable of the script.
    - ADD would need a variable in `--chown` whose value is not certain: BuildKit of 2020 and before expands none there.
    - ADD may unpack an archive: before BuildKit 0.23 `--chown` does not reach what is unpacked.
    - COPY has `--chown`, `--link` or `--parents` already; chown has flags that choose files or follow links.
    - Without -R: whether a file or a folder is copied is not known without the build context.
    - A comment belongs to the RUN that would be left with nothing to do.

    ## Example
    Before:

    ```dockerfile
    FROM node:22-slim
    COPY . /srv/app
    RUN chown -R node:node /srv/app
    USER node
    ```

    After:

    ```dockerfile
    FROM node:22-slim
    COPY --chown=node:node . /srv/app
    USER node
    ```
    """

    name = "copied-then-chowned"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a call of chown: all of its operands, or none."""
        for _, group in groupby(chowned_copies(view), key=lambda found: id(found.call)):
            found = list(group)
            reasons = [each.blocked for each in found if each.blocked is not None]
            mended = [each for each in found if each.blocked is None]
            if reasons:
                yield Refusal(found[0].call.place_in_file, reasons[0])
            elif mended:
                yield _mended(view, mended)


def _mended(view: View, found: Sequence[ChownedCopy]) -> Rewrite | Refusal:
    """Give the COPYs the flag, and take from the chown what they do."""
    call = found[0].call
    script = site(view, found[0].step)
    taken = script if isinstance(script, No) else _taken(script, found)
    owners = dict(flag for each in found for flag in each.flags)
    edits = united((taken, *(with_flag(view.tree, copy, f"--chown={owner}") for copy, owner in owners.items())))
    if isinstance(edits, No):
        return Refusal(call.place_in_file, edits.reason)
    message = "this stores every file a second time: copy the files with their owner"
    return Rewrite(call.place_in_file, message, edits)


def _taken(script: ShellSite, found: Sequence[ChownedCopy]) -> EditSet | No:
    """Take the operands out; folders that were there before keep a change of owner, without -R."""
    call = found[0].call
    kept = [each for each in found if each.folders]
    others = len(call.operands) - 1 - len(found)
    if kept and others:
        return No("it also changes what was not copied")
    if not kept and not others:
        if call.command is None:
            return No("the command is quoted")
        return script.without_command(call.command)
    gone = [each.operand.word for each in found if not each.folders]
    gone += [use.argument.word for use in call.flags if kept and use.name in ("-R", "--recursive")]
    words = (script.without(word) if word is not None else No("the command is quoted") for word in gone)
    return united((*(_named(script, each) for each in kept), *words))


def _named(script: ShellSite, found: ChownedCopy) -> EditSet | No:
    """Name the folders whose owner is still to be changed."""
    word, (first, *more) = found.operand.word, found.folders
    if word is None or not all(char.isalnum() or char in "/._-" for each in found.folders for char in each):
        return No("a folder's name would need quotes")
    if first != found.path:
        return script.with_word(word, first) if not more else No("several folders without the one around them")
    return script.with_after(word, " ".join(more)) if more else EditSet()
