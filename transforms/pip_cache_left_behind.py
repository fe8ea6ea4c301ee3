"""Keep pip from storing what it downloads in the image."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    CacheLeft,
    Call,
    No,
    Refusal,
    Rewrite,
    Safety,
    ShellSite,
    Transform,
    View,
    caches_left,
    cost_where,
    given_cache,
    looked_at_within,
    made_by_cache,
    may_build_otherwise,
    old_pip,
    site,
    transform,
)

from ._shared_caches import emptied

_EMPTIED = (
    "pip's download cache stays in this layer: empty it in the RUN that filled it"
    " (told to keep none, pip before 19.1 would build no wheels)"
)


@transform
class PipCacheLeftBehind(Transform):
    """Finds a `pip install` whose download cache stays in the image.

    ## Why it costs bytes
    pip keeps every wheel it downloads or builds below `~/.cache/pip`: 640 kB for flask, 100 MB for scipy, pandas
    and the like. The container never installs them again.

    ## When it is not applied
    - `--no-cache-dir`, `PIP_NO_CACHE_DIR` or pip's configuration switch the cache off already.
    - The cache lies on a cache, tmpfs or bind mount, which is the better way: it makes the next build faster.
    - The same RUN removes the cache.
    - A later call does something to it that fails where nothing is there: `rm` without -f, `pip cache purge`.
    - A comment above says that the cache is kept on purpose.
    - HOME is set to a folder that nothing else is known to make: pip's cache may be what makes it.
    - The layer is not part of the image that is built: a builder stage is thrown away.
    - COPY or another RUN puts a cache there: the flag would have pip build again what another stage has built.
    - A setting (`pip config set`, pip.conf) puts it in a folder that is named elsewhere in the file.
    - pip is older than 6.0, which has no such flag, or may be: Debian's before stretch, Ubuntu's before 16.04,
      Alpine's before 3.2, Fedora's before 22, that of environments of virtualenv before 12.0.1. One that the same RUN
      has upgraded is that old one still: the shell has found the program, and does not look for it again.
    - The call is in exec form or inside a quoted script, where a word cannot be put in exactly.

    Before 19.1 (April 2019) the flag had pip build no wheels but run `setup.py install`: other metadata, other scripts.
    Where such a pip may be there, `rm -rf ~/.cache/pip` at the end of the RUN takes the place of the flag: on Debian's
    releases before bullseye, Ubuntu's before 20.04, Alpine's before 3.12, Red Hat's before 9, images of Python's older
    patch releases, and where nothing tells how old pip is, as on an image that is not known.

    ## Example
    Before:

    ```dockerfile
    FROM python:3.12-slim
    RUN pip install flask
    ```

    After:

    ```dockerfile
    FROM python:3.12-slim
    RUN pip install --no-cache-dir flask
    ```
    """

    name = "pip-cache-left-behind"
    safety = Safety.SAFE
    related = ("hadolint/DL3042",)

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a call of pip that writes its cache, or a RUN that empties it."""
        for left in caches_left(view, "pip-cache"):
            some = [call for call in left.calls if call.program == "pip"] if left.reaches else []
            why = _kept(view, left) if some else None
            if some and why is None and any(may_build_otherwise(view, each) for each in some):
                yield emptied(view, left, _EMPTIED, cost_where("pip-cache", ()))
                continue
            script = site(view, left.step)
            for call in some:
                reason = left.moved(call) or why or old_pip(view, call)
                yield self._without_cache(call, script) if reason is None else Refusal(call.place_in_file, reason)

    def _without_cache(self, call: Call, script: ShellSite | No) -> Rewrite | Refusal:
        verb = call.last_of_name.word
        if isinstance(script, No):
            return Refusal(call.place_in_file, script.reason)
        if verb is None:
            return Refusal(call.place_in_file, "the call is quoted or in exec form: no word can be put in exactly")
        edits = script.with_after(verb, "--no-cache-dir")
        if isinstance(edits, No):
            return Refusal(call.place_in_file, edits.reason)
        message, saved = "pip's download cache stays in this layer: install without it", cost_where("pip-cache", ())
        return Rewrite(call.place_in_file, message, edits, saved)


def _kept(view: View, left: CacheLeft) -> str | None:
    """Why the cache stays: the RUN itself needs it, or the home directory it makes, or it has been put there."""
    return left.blocked or looked_at_within(view, left) or made_by_cache(view, left) or given_cache(view, left)
