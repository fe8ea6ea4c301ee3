"""Calls that run what is written elsewhere, and may well install packages there."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call
from slimmer.analysis.copies.copy_sources import copies_of_context
from slimmer.analysis.copies.unread import may_be_copied
from slimmer.analysis.view import View, fact
from slimmer.syntax.shell import walk
from slimmer.syntax.shell.words import DoubleQuoted, Parameter, Word
from slimmer.text.rare import rare

_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh"))
_LANGUAGES = ("python", "perl", "ruby", "node", "julia")
_INSTALLERS = frozenset(
    ("ansible", "ansible-playbook", "puppet", "chef-client", "chef-solo", "itamae", "salt-call", "ruby-install")
)
# A build with make installs no packages, but for targets that are named for it.
_PREPARING = ("apt", "bootstrap", "dep", "prepare", "prereq", "provision", "requirement", "setup", "tools")
_PROVISIONING = ("install", "provision", "bootstrap")
_OF_THEIR_OWN = ("install-tl", "install-poetry", "bootstrap-buildout")
"""Installers that a language runs and that install what is theirs."""
_NAMES_A_FILE = rare(r"[^./]\.(?!d$)\w{1,5}$")
_WRAPPERS = frozenset(("gradlew", "mvnw", "sbt", "lein", "configure", "artisan", "bazelisk", "manage.py", "entrypoint"))
"""Files that projects bring along, and that install nothing of the system."""
_HARMLESS = ("autogen.sh", "-env.sh", "Miniconda", "Anaconda", "Miniforge", "Mambaforge", "cmake-", "wait-for")

_NOTHING = ("true", ":")
_MANAGERS = frozenset(("apt-get", "apt", "aptitude", "apk", "install"))
_SAID = {
    **dict.fromkeys(
        ("find", "parallel", "watch", "unshare", "nsenter", "expect", "script", "flock", "wajig"), _MANAGERS
    ),
    "opam": frozenset(("depext", "install")),
    "rosdep": frozenset(("install",)),
}
"""By programs that run what their words say, or stand for a package manager: the words with which they install."""

# What they run is seldom root's, and nobody else installs packages unless sudo lets them.
_OTHER_USER = frozenset(("su", "runuser", "gosu", "su-exec"))


def may_install(view: View, call: Call) -> bool:
    """Whether what a call runs is not in the file and may well call a package manager."""
    if not _OTHER_USER.isdisjoint(call.wrappers) and "sudo" not in view.text:
        return False
    words = [each.known or "" for each in call.arguments]
    # `ARG EXTRA=true` is there to be given something else.
    is_open = not call.name or (call.name in _NOTHING and not call.head[-1].value.is_certain)
    if is_open or call.name.endswith(".sh") or call.name in _INSTALLERS:
        return not any(part in call.name for part in _HARMLESS)
    if call.name in _SHELLS:
        return _may_run_installer(call, words)
    if call.program in ("eval", "source"):
        return any(_may_say_install(each, by_variable=call.program == "eval") for each in call.arguments)
    if call.name == "make":
        return any(part in (target.known or part) for target in call.operands for part in _PREPARING)
    if call.name in _SAID:
        return not _SAID[call.name].isdisjoint(words)
    if call.name.startswith(_LANGUAGES):
        return _is_told_to_install(call, words)
    return _installs_by_flag(words) or _is_named_for_it(call) or _is_copied_in(view, call)


def _is_copied_in(view: View, call: Call) -> bool:
    """Whether a program is a file of the build context, or of a folder that comes from there: it may do anything."""
    if call.table is not None or call.name in _WRAPPERS:
        return False
    return call.name in _copied(view) or (_brings_folders(view) and may_be_copied(view, call))


@fact
def _brings_folders(view: View) -> bool:
    """Whether what COPY and ADD bring may be a folder: by its name it is none."""
    tokens = (token for each in copies_of_context(view) for token in each.sources)
    return any(_NAMES_A_FILE().search(token.text.strip("\"'")) is None for token in tokens)


@fact
def _copied(view: View) -> frozenset[str]:
    return frozenset(_names_copied(view))


def _names_copied(view: View) -> Iterator[str]:
    """What files are called that COPY and ADD bring: as the sources are, and as one is named anew."""
    for each in copies_of_context(view):
        tokens = (*each.sources, *((each.destination,) if each.destination is not None else ()))
        yield from (paths.tail(token.text.strip("\"'")) for token in tokens)


def _may_run_installer(shell: Call, words: list[str]) -> bool:
    """Whether the script a shell runs is a file that may install, or what the build is given for an argument."""
    if shell.has("-c"):
        return any(map(_is_given, shell.arguments)) or _installs_by_flag(words)
    return not any(part in word for word in words for part in _HARMLESS)


def _installs_by_flag(words: list[str]) -> bool:
    return "--with-deps" in words or "install-deps" in words


def _is_told_to_install(call: Call, words: list[str]) -> bool:
    """Whether the code a language is given, as a file, a word or a here-document, says that it installs."""
    # Packages of Julia before 1.3 have a build of their own, which may call apt (BinDeps).
    if call.name.startswith("julia") and any("Pkg" in word for word in words):
        return True
    if _is_script_for_it(call):
        return True
    document = call.step.text if any(each.heredoc is not None for each in call.redirects) else ""
    if "apt" in document and "install" in document:
        return True
    return any("apt" in word and "install" in word and "update" not in word for word in words)


def _is_script_for_it(call: Call) -> bool:
    """Whether a language runs a file that is named for what it installs; behind `-m` or `-c` stands none."""
    first = call.operands[0].known if call.operands and not call.has("-m", "-c", "-e") else None
    script = paths.tail(first or "").lower()
    return any(part in script for part in _PROVISIONING) and not any(part in script for part in (" ", *_OF_THEIR_OWN))


def _is_named_for_it(call: Call) -> bool:
    """Whether a program that is called by its path, `./install` or `/build/setup`, is named for what it prepares."""
    is_own = "/" in (call.head[0].known or "") and call.table is None
    return is_own and any(part in call.name for part in (*_PREPARING, "install"))


def _may_say_install(argument: Argument, *, by_variable: bool) -> bool:
    """Whether a text for `eval`, or the name of a file for `.`, says that it installs; or may, `by_variable`.

    What a program prints for `eval` (`opam env`, `ssh-agent`) sets variables.
    """
    if argument.known is not None:
        said = argument.known if by_variable else argument.known.rpartition("/")[2]
        return "install" in said or (by_variable and _is_given(argument))
    parts = walk(argument.word, substitutions=False) if argument.word is not None else ()
    return by_variable and any(isinstance(part, Parameter) for part in parts)


def _is_given(argument: Argument) -> bool:
    """Whether a word is nothing but an argument of the build: its default tells little of what it may be given."""
    word = argument.word
    if word is None or argument.value.is_certain:
        return False
    return all(isinstance(each, (Word, DoubleQuoted, Parameter)) for each in walk(word))
