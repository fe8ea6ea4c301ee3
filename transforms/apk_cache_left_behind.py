"""Keep apk from storing the package index in the image."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    CacheLeft,
    Call,
    EditSet,
    KeptBelow,
    No,
    Refusal,
    Rewrite,
    Safety,
    ShellSite,
    Transform,
    View,
    apk_knows_no_cache,
    caches_left,
    changes_nothing_so_far,
    cost_where,
    fetched_for_others,
    fetches_itself,
    fetches_none,
    goes_on_without_index,
    is_told_to_fetch,
    lists_needed,
    read_within,
    repositories_changed,
    site,
    sudo_refuses,
    tells,
    told_to,
    transform,
    unknown_to_apk,
)

_INDEX = "apk-index"
_STORED = "line {} fetches the index: its layer stores it, not this one"
_REFRESH = ("-U", "--update", "--update-cache")


@transform
class ApkCacheLeftBehind(Transform):
    """Finds a RUN whose `apk` leaves the package index in the image.

    ## Why it costs bytes
    `apk update`, and `apk add` without `--no-cache`, store the index of every package of the repositories below
    `/var/cache/apk`: 2 to 3 MB in every layer that does so. Nothing reads it when the container runs. With
    `--no-cache` apk fetches the index, uses it and keeps nothing, so an `apk update` before it is not needed.

    ## When it is not applied
    - `--no-cache` is there, the index lies on a mount, or the same RUN removes it: nothing is left.
    - A later RUN calls `apk add` and needs the index: apk before 2.9 (Alpine 3.8) does not fetch it itself.
    - Nothing is stored: the RUN goes by the index that the layer of an earlier one keeps, or only upgrades, and apk
      before 2.9 is not told to fetch one.
    - `apk update` has a flag that apk does not know (`-y`): the build fails there, and is to fail still.
    - A later RUN upgrades, and apk before 2.14 (Alpine 3.18) goes on where no index can be fetched: `update` does not.
    - A later RUN or the container looks packages up in it (`apk search`), or `--cache-dir` puts it elsewhere.
    - A later RUN removes a package that may not be installed: apk knows its name by the index alone.
    - A later RUN does something to it that fails where nothing is there: `rm` without -f.
    - The layer is not part of the image that is built: a builder stage is thrown away.

    Where `apk update` cannot be taken out exactly, a loop may be there to try it again, it is to fail before such
    an upgrade in the same RUN, it is to fail where a repository that was added or changed cannot be reached, an
    upgrade may find no index and change nothing (apk before 2.9), the RUN removes such a package, or apk may not
    know `--no-cache` (before Alpine 3.3; the release is not known of images that are neither official nor named for
    it), the index is removed at the end of the RUN; where `update` is all the RUN does, the RUN is taken out.

    ## Example
    Before:

    ```dockerfile
    FROM alpine:3.20
    RUN apk update && apk add curl
    ```

    After:

    ```dockerfile
    FROM alpine:3.20
    RUN apk add --no-cache curl
    ```
    """

    name = "apk-cache-left-behind"
    safety = Safety.SAFE
    related = ("hadolint/DL3019", "trivy/DS-0025")

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a RUN that keeps the index."""
        below, stays = KeptBelow(view), set[int | None]()
        for left in caches_left(view, _INDEX):
            if left.reaches:
                told = any(map(is_told_to_fetch, left.calls))
                kept = None if told else below.line(left.step)
                edits = _edits(view, left, kept, stays=kept in stays)
                if isinstance(edits, No):
                    stores = kept is None and not fetches_none(left.step.stage, left.calls)
                    if stores and all(left.moved(call) is None and call.reach.value > 0 for call in left.calls):
                        below.add(left.step)
                        # One that is only needed behind may go once that fetches for itself.
                        if left.blocked is None or fetches_itself(left.step.stage):
                            stays.add(left.call.line)
                    yield Refusal(left.call.place_in_file, edits.reason)
                else:
                    message = "the package index stays in this layer: let apk fetch it without keeping it"
                    yield Rewrite(left.call.place_in_file, message, edits, cost_where(_INDEX, ()))


def _edits(view: View, left: CacheLeft, kept: int | None, *, stays: bool) -> EditSet | No:
    """The edits for one RUN; `kept` is the line of one that is left alone, and whose index it goes by.

    Where that one `stays` whatever is done here, there is no index of its own to do without.
    """
    moved = next((why for call in left.calls if (why := left.moved(call)) is not None), None)
    if (reason := moved or left.blocked) is not None:
        return No(reason)
    unknown = (word for call in left.calls if call.is_("apk", "update") and (word := unknown_to_apk(call)) is not None)
    if (word := next(unknown, None)) is not None:
        return No(f"apk update may end with an error at {word}, and so does the build: to take it out would hide that")
    if kept is not None and any(map(goes_on_without_index, left.calls)):
        return No(f"line {kept} fetches the index: apk would go on here where it could not fetch one of its own")
    if fetches_none(left.step.stage, left.calls):
        return No("an upgrade by apk before 2.9 (Alpine 3.8) fetches no index unless told to: none is stored here")
    if stays:
        return No(_STORED.format(kept))
    return _without_index(view, left, kept)


def _without_index(view: View, left: CacheLeft, kept: int | None) -> EditSet | No:
    script = site(view, left.step)
    if isinstance(script, No):
        return script
    if fetched_for_others(view, left):
        return No("nothing behind it installs with apk: it may be there for who works in the container")
    stage = left.step.stage
    exact = not read_within(view, left) and not changes_nothing_so_far(stage, left.calls)
    exact = exact and not (tells(left.calls) and repositories_changed(view, left.step))
    if exact and apk_knows_no_cache(view, stage):
        answers = [_kept_nowhere(script, call) for call in left.calls]
        edits = [answer for answer in answers if not isinstance(answer, No)]
        if len(edits) == len(answers):
            return EditSet.of(edit for each in edits for edit in each)
    if kept is not None:
        return No(_STORED.format(kept))
    if left.other_root is not None:
        return No(f"{left.other_root} has apk keep it below another root, and apk update cannot be taken out")
    if (reason := lists_needed(view, left)) is not None:
        return No(reason)
    command = "rm -rf /var/cache/apk/*"
    if "sudo" not in left.call.wrappers:
        return script.with_appended(command)
    reason = sudo_refuses(view, left.step)
    return No(reason) if reason is not None else script.with_appended(f"sudo {command}")


def _kept_nowhere(script: ShellSite, call: Call) -> EditSet | No:
    """The edits that take out an `update`, and give anything else `--no-cache`, in place of `--update`."""
    if call.command is None or call.last_of_name.word is None:
        return No("the call is quoted: no word can be put in exactly")
    if call.subcommand == "update":
        if (file := told_to(call)) is not None:
            return No(f"what it prints goes to {file}")
        if call.place.repeated:
            return No("it is in a loop, which may be there to try it again")
        return script.without_command(call.command)
    refresh = call.flag(*_REFRESH)
    if refresh is not None and refresh.argument.known in _REFRESH and refresh.argument.word is not None:
        return script.with_word(refresh.argument.word, "--no-cache")
    return script.with_after(call.last_of_name.word, "--no-cache")
