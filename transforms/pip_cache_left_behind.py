"""Keep pip from storing what it downloads in the image."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import No, Refusal, Rewrite, Safety, Transform, View, pip_caches, site, transform


@transform
class PipCacheLeftBehind(Transform):
    """Finds a `pip install` whose download cache stays in the image.

    ## Why it costs bytes
    pip keeps every wheel it downloads or builds below `~/.cache/pip`, about as many bytes as the downloads
    have. The container never installs them again.

    ## When it is not applied
    - `--no-cache-dir`, `PIP_NO_CACHE_DIR` or pip's configuration switch the cache off already.
    - The cache lies on a cache, tmpfs or bind mount, which is the better way: it makes the next build faster.
    - The same RUN removes the cache.
    - The layer is not part of the image that is built: a builder stage is thrown away.
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
        for cache in pip_caches(view):
            if cache.kept_out is not None or not cache.reaches:
                continue
            call = cache.call
            if cache.blocked is not None:
                yield Refusal(call.place_in_file, cache.blocked)
                continue
            script = site(view, cache.step)
            verb = call.last_of_name.word
            if isinstance(script, No):
                yield Refusal(call.place_in_file, script.reason)
            elif verb is None:
                yield Refusal(call.place_in_file, "the call is quoted or in exec form: no word can be put in exactly")
            else:
                edits = script.with_after(verb, "--no-cache-dir")
                if isinstance(edits, No):
                    yield Refusal(call.place_in_file, edits.reason)
                else:
                    message = "pip's download cache stays in this layer: install without it"
                    yield Rewrite(call.place_in_file, message, edits)
