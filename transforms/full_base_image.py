"""Build on the slim variant of the base image."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    EditSet,
    FullBase,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    full_bases,
    site,
    transform,
    united,
    with_token,
)


@transform
class FullBaseImage(Transform):
    """Finds an image that is built on the full variant of its base, where the slim one would do.

    ## Why it costs bytes
    `python:3.12` and `node:22` hold compilers, version control and the header files of some forty libraries: 1 GB
    unpacked, where the slim variant of the same version on the same release of Debian has 120 to 220 MB.

    ## What is kept
    Version and suite: `python:3.12-bookworm` becomes `python:3.12-slim-bookworm`. The new tag is known to exist, on the
    same suite. A program of the full image that the file calls (curl in a HEALTHCHECK, git in a RUN) is added to
    the packages that the file installs already.

    ## What may change
    Programs that read `/etc/mime.types` where it is there, such as Python's `mimetypes`, know fewer endings without it.

    ## When it is not applied
    - No slim tag of the same version and suite is known, or a digest decides.
    - A program is called that the slim image lacks, and the file installs no packages before.
    - pip, npm or another manager installs what may be compiled, may need libraries of the full image or starts a
      program of it (simple-git, tree-kill), or requirements.txt or package.json are not known (`--context`); tox, nox
      or pre-commit install what their own files name.
    - Python code imports tkinter, turtle or idlelib: the slim images lack Tk.
    - Code of the build context starts a program that the slim image lacks (git, curl, file), itself or in a string for
      a shell, or has C compiled while it runs (`torch.compile`, triton, `ffi.verify`), or loads such a library by name.
    - An instruction or code asks for the certificates of the system, which node's slim images lack, or git or another
      program that does is installed for the container. A watcher (`nest start --watch`, concurrently) asks `ps`.
    - `--no-binary` has pip compile, or `--build-from-source` npm, or `--platform` names one of which it is not known
      what has wheels. For Python before 3.6 there are none of ARM: only `--platform` for amd64 lets packages with
      compiled parts pass.
    - A script or a copied program is not read, wherever it lies, ONBUILD waits for child images, or the image starts
      nothing but a shell, an editor, systemd or a runner of tasks or jobs (Ansible, tox, cron, supervisord, also as a
      service): who works in it may need the rest.
    - Manuals, groff or translations are asked for: slim images leave out what these read.
    - On Debian up to 10, something may call ip or ping, which only the full images have.
    - It is only the base of a builder stage.
    - A comment around the first FROM says that the file is generated, and asks not to edit it.
    - Another stage copies programs or libraries out of it, or a program or library that a package of another image
      brought is copied into it.

    ## Example
    Before:

    ```dockerfile
    FROM python:3.12-bookworm
    RUN pip install flask
    COPY app.py .
    CMD ["python", "app.py"]
    ```

    After:

    ```dockerfile
    FROM python:3.12-slim-bookworm
    RUN pip install flask
    COPY app.py .
    CMD ["python", "app.py"]
    ```
    """

    name = "full-base-image"
    safety = Safety.BUILD

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding at most: the base of the image that is built."""
        for found in full_bases(view):
            if found.slim is None or found.blocked is not None:
                yield Refusal.of(found.from_, found.blocked or "no slim image is known")
                continue
            edits = _edits(view, found)
            if isinstance(edits, No):
                yield Refusal.of(found.from_, edits.reason)
                continue
            named = f"; {', '.join(found.missing)}, which only the full one has, installed" if found.missing else ""
            message = f"the base has what nothing here needs: build on {found.slim.reference}{named}"
            span = Refusal.of(found.from_, "").span
            yield Rewrite(span, message, edits, found.estimate)


def _edits(view: View, found: FullBase) -> EditSet | No:
    """The new reference, and what the slim image lacks behind the packages that are installed."""
    assert found.slim is not None  # noqa: S101  the caller has seen it
    reference = with_token(view.tree, found.slim.instruction, found.slim.token, found.slim.text)
    if isinstance(reference, No) or not found.missing or found.into is None:
        return reference
    script, last = site(view, found.into.step), found.into.operands[-1].word
    if isinstance(script, No) or last is None:
        return script if isinstance(script, No) else No("the packages are quoted: no word can be put in exactly")
    return united((reference, script.with_next(last, " ".join(found.missing))))
