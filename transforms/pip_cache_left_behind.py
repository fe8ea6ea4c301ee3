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
    old_pip,
    site,
    transform,
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
      Alpine's before 3.2, Fedora's before 22, that of environments of virtualenv before 12.0.1. Of images that are
      not known pip is taken to be newer than 2014.
    - The call is in exec form or inside a quoted script, where a word cannot be put in exactly.

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
        """One finding a call of pip that writes its cache."""
        for left in caches_left(view, "pip-cache"):
            script, within = site(view, left.step), _needed_within(view, left) if left.reaches else None
            given = given_cache(view, left) if left.reaches else None
            for call in left.calls if left.reaches else ():
                if call.program != "pip":
                    continue
                reason = left.moved(call) or left.blocked or within or given or old_pip(view, call)
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


def _needed_within(view: View, left: CacheLeft) -> str | None:
    """Why the RUN itself needs the cache, or the home directory it makes."""
    return looked_at_within(view, left) or made_by_cache(view, left)
