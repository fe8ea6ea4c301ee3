"""Calls that run what is written elsewhere, and may well install packages there."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call

_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh"))
_LANGUAGES = ("python", "perl", "ruby", "node")
_INSTALLERS = frozenset(("ansible", "ansible-playbook", "puppet", "chef-client", "salt-call"))
# A build with make installs no packages, but for targets that are named for it.
_PREPARING = ("apt", "bootstrap", "dep", "prepare", "prereq", "provision", "requirement", "setup", "tools")
_HARMLESS = ("autogen.sh", "-env.sh", "Miniconda", "Anaconda", "Miniforge", "Mambaforge", "cmake-", "wait-for")

# What they run is seldom root's, and nobody else installs packages.
_OTHER_USER = frozenset(("su", "runuser", "gosu", "su-exec"))


def may_install(call: Call) -> bool:
    """Whether what a call runs is not in the file and may well call a package manager."""
    if not _OTHER_USER.isdisjoint(call.wrappers):
        return False
    words = [each.known or "" for each in call.arguments]
    if call.name.endswith(".sh") or call.name in _INSTALLERS or not call.name:
        return not any(part in call.name for part in _HARMLESS)
    if call.name in _SHELLS and not call.has("-c"):
        return not any(part in word for word in words for part in _HARMLESS)
    if call.name == "make":
        return any(part in (target.known or part) for target in call.operands for part in _PREPARING)
    if call.name == "opam":
        return "depext" in words or "install" in words
    if call.name.startswith(_LANGUAGES):
        return any("apt" in word and "install" in word and "update" not in word for word in words)
    return "--with-deps" in words or "install-deps" in words
