"""Remove an archive in the RUN that downloads and unpacks it."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    ArchiveLeft,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    archives_left,
    site,
    sudo_refuses,
    transform,
)


@transform
class ArchiveLeftAfterExtract(Transform):
    """Finds a RUN that downloads an archive or a package, unpacks it, and leaves it in the image.

    ## Why it costs bytes
    The archive's bytes are in the layer beside its contents, packed already, so that compressing the layer does
    not help: the image carries the same files twice. Removing the archive in a later RUN does not help either.

    ## When it is not applied
    - The RUN removes the archive itself, or a folder around it, or has it on a cache, tmpfs or bind mount.
    - Something behind may use the archive: a later call or RUN, COPY --from of this stage, CMD, ENTRYPOINT,
      HEALTHCHECK, a volume, ENV, a script of the build context that is called or copied, or what the base image
      runs, where that is not known and gets files of the context.
    - A file that COPY brings in names it (a Makefile, `go:embed`, requirements.txt), or an ENV behind does, without a
      folder: who reads that, and where, is not known.
    - Something behind takes archives that it does not name: `rpmbuild`, `dpkg-buildpackage`, `docker-php-source`.
    - It is of use as it is: a jar, a wheel, what lies in the folder of a package repository or of a web server; images
      such as `php:apache` and `wordpress` begin in such a folder, and those that are named like a server may.
    - Another instruction made it: COPY and ADD have a layer of their own.
    - Its name is not certain: `curl -OJ`, a URL with a query, a variable that may have changed, a loop.
    - Unpacking may fail unseen: `||`, `&`, a pipeline that ends in something else, `dpkg -i x.deb; apt-get -f`.
    - The layer is not part of the image that is built: a builder stage is thrown away.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm
    RUN curl -fLo /tmp/a.tgz https://example.com/a.tgz && tar -C /opt -xf /tmp/a.tgz
    ```

    After:

    ```dockerfile
    FROM debian:bookworm
    RUN curl -fLo /tmp/a.tgz https://example.com/a.tgz && tar -C /opt -xf /tmp/a.tgz && rm /tmp/a.tgz
    ```
    """

    name = "archive-left-after-extract"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a call that unpacks what it could remove."""
        found: dict[int, list[ArchiveLeft]] = {}
        for left in archives_left(view):
            reason = left.blocked or (None if left.spelt else "its name is not spelt in a word that could be repeated")
            if reason is None and left.spelt.startswith("-"):
                reason = "its name begins with a dash"
            if reason is not None:
                yield Refusal(left.unpack.place_in_file, reason)
            else:
                found.setdefault(id(left.unpack), []).append(left)
        for together in found.values():
            yield _answer(view, together)


def _answer(view: View, together: list[ArchiveLeft]) -> Rewrite | Refusal:
    """Remove all archives that one call unpacks."""
    unpack = together[0].unpack
    names = " ".join(dict.fromkeys(left.spelt for left in together))
    privileged = any(left.privileged for left in together)
    if privileged and (reason := sudo_refuses(view, unpack.step)) is not None:
        return Refusal(unpack.place_in_file, reason)
    command = f"{'sudo ' if privileged else ''}rm {names}"
    script = site(view, unpack.step)
    if isinstance(script, No) or unpack.command is None:
        return Refusal(unpack.place_in_file, script.reason if isinstance(script, No) else "it is quoted")
    edits = script.with_behind(unpack.command, command)
    if isinstance(edits, No):
        return Refusal(unpack.place_in_file, edits.reason)
    return Rewrite(
        unpack.place_in_file, "what was unpacked stays in this layer as an archive too: remove it here", edits
    )
