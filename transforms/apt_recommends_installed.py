"""Install Debian's packages without those that they only recommend."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    EditSet,
    No,
    RecommendedInstall,
    Refusal,
    Rewrite,
    Safety,
    ShellSite,
    Transform,
    View,
    recommended_installs,
    site,
    transform,
    united,
)

FLAG = "--no-install-recommends"


@transform
class AptRecommendsInstalled(Transform):
    """Finds an `apt-get install` that brings recommended packages nobody asked for.

    ## Why it costs bytes
    apt installs, beside what a package depends on, what it recommends: for `python3-pip` a compiler and 420 MB
    unpacked, for `libglib2.0-0` 50 MB. Debian's package index tells what each package would bring.

    ## What is kept
    A recommended package that the file needs is named instead: `ca-certificates` with curl, wget and git,
    `libc6-dev` with gcc, `openssh-client` where git fetches over ssh or a program that
    is not known may call git, `less` where people work in the image, `gnupg` where `apt-key` is called. systemd keeps
    its dbus, and cron its mailer where `MAILTO` asks for mail; without, Debian's cron drops what a job prints. A call
    or an `ENV` that speaks of VA-API, VDPAU or Vulkan keeps the drivers. So it is with programs that came with what a
    recommended package needs: `wget` and `python3` with openssh-server's ssh-import-id. `libxtst6` stays beside
    `libnss3` and `libgtk-3-0`: builds of Chromium and Electron load it.

    ## When it is not applied
    - A flag, `-o` or a file below `/etc/apt/apt.conf.d` says already what is to be done, in one way or the other.
    - A recommended package is a plugin, a font or a program of which nobody knows that it is not needed.
    - pip, npm, gem, go or a build behind it may compile with the compiler that was recommended: of what pip installs,
      it is known where all is pure Python or has wheels.
    - What would have to be named may have another name in this release, or `autoremove` would no longer remove it; an
      older release may only recommend what later ones need (setuptools beside pip, the drivers beside OpenGL).
    - yarn's own package is to bring Node.
    - A script that a RUN runs is not read, and may call what was recommended, or what came with it: curl, perl,
      python3, wget.
    - What is installed is not known: a variable, a pattern, a package file, a name no index has, such
      as those of compilers for other machines, which recommend a C library of their own.
    - Less than 1 MB would be saved, or the layer is not part of the image that is built.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y git
    CMD ["git", "daemon"]
    ```

    After:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates
    CMD ["git", "daemon"]
    ```
    """

    name = "apt-recommends-installed"
    safety = Safety.BUILD
    related = ("hadolint/DL3015",)

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a call of apt that would bring less."""
        for found in recommended_installs(view):
            call = found.call
            script = site(view, found.step)
            if found.blocked is not None:
                yield Refusal(call.place_in_file, found.blocked)
            elif isinstance(script, No):
                yield Refusal(call.place_in_file, script.reason)
            else:
                edits = _edits(script, found)
                if isinstance(edits, No):
                    yield Refusal(call.place_in_file, edits.reason)
                else:
                    verb = "is" if len(found.kept) == 1 else "are"
                    named = f", but {', '.join(found.kept)}, which {verb} needed" if found.kept else ""
                    message = f"packages that are only recommended are installed: leave them out{named}"
                    yield Rewrite(call.place_in_file, message, edits, found.estimate)


def _edits(script: ShellSite, found: RecommendedInstall) -> EditSet | No:
    """The flag behind `install` and the flags that follow it, and what is kept behind the packages."""
    call = found.call
    words = [argument.word for argument in call.arguments]
    verb, last = call.last_of_name.word, call.operands[-1].word
    if verb is None or last is None:
        return No("the call is quoted or in exec form: no word can be put in exactly")
    at = words.index(verb)
    plain = [use.argument.word for use in call.flags if use.value is None]
    while words[at + 1] in plain:
        at += 1
    flag = script.with_after(words[at] or verb, FLAG)
    more = script.with_next(last, " ".join(found.kept)) if found.kept else EditSet(())
    return united((flag, more))
