"""What is in an image while its file runs on a slim base: the base's packages, and what apt has added so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slimmer.analysis.calls.call import Call
from slimmer.knowledge.closures import closure, nearest
from slimmer.knowledge.images import Image
from slimmer.knowledge.recommends import alike
from slimmer.knowledge.slim_needs import links_manuals, looks_like_java, needs_left_out
from slimmer.knowledge.tiers import commands_beside, debian_packages
from slimmer.knowledge.vocabulary import Role

_WORDS = """
. : [ [[ alias bg bind break builtin caller case cd command compgen complete continue declare dirs disown echo enable
eval exec exit export false fc fg getopts hash help history if jobs let local logout mapfile popd printf pushd pwd read
readarray readonly return set shift shopt source suspend test time times trap true type typeset ulimit umask unalias
unset wait for while until do done then else fi esac function {
"""
BUILTINS = frozenset(_WORDS.split())
"""What a shell does itself."""


class Installed:
    """Grows as the calls of a file are read in order; a stage that continues another begins with a copy."""

    def __init__(self, full: Image, slim: Image, names: Iterable[str] = ()) -> None:
        self.full, self.slim = full, slim
        self.release = nearest(slim.suite)
        self.names = set(names)

    def copy(self) -> Installed:
        """The same for a stage that goes on from here."""
        return Installed(self.full, self.slim, self.names)

    def take(self, call: Call) -> None:
        """Note what a call of apt installs or removes."""
        if call.program not in ("apt-get", "apt", "aptitude"):
            return
        if call.subcommand in ("remove", "purge", "autoremove"):
            self.names.difference_update(_named(call))
        elif call.subcommand in ("install", "reinstall"):
            self.names.update(self._brought(call))

    def _brought(self, call: Call) -> frozenset[str]:
        """The packages that an install names, and those they bring, as far as they are known."""
        named = _named(call)
        known = [found for name in named if (found := alike(name, self.release)) is not None]
        recommends = call.meaning(Role.NO_RECOMMENDS) is None
        added = closure(known, self.release, recommends=recommends, present=self.slim.packages)
        return frozenset((*named, *(added.packages if added is not None else ())))

    def unfit(self, call: Call) -> Iterator[str]:
        """Why a call of apt does not do on a slim image, which leaves out manuals, translations and documents."""
        if call.program not in ("apt-get", "apt", "aptitude") or call.subcommand != "install":
            return
        for name in (each.known or "" for each in call.operands):
            if needs_left_out(name):
                yield f"{name} is installed, and a slim image keeps no manuals, translations and documents"
        installed = (*_named(call), *sorted(self._brought(call))) if commands_beside(self.slim.suite) else ()
        for name in dict.fromkeys(installed):
            if links_manuals(name) or (alike(name, self.release) is None and looks_like_java(name)):
                yield f"{name} cannot be installed on the slim images of {self.slim.suite}, which lack /usr/share/man"

    def has(self, *alternatives: str) -> bool:
        """Whether one of these packages is there."""
        return any(each in self.names or each in self.slim.packages for each in alternatives)

    def lost(self, *alternatives: str) -> bool:
        """Whether one of these packages is in the full image, and none is there on the slim one."""
        return any(each in self.full.packages for each in alternatives) and not self.has(*alternatives)

    def lost_library(self, name: str) -> bool:
        """Whether `lib<name>.so` is in the full image, and not there on the slim one, by how Debian names packages."""
        packaged = re.compile(rf"lib{re.escape(name.lower().replace('-', ''))}(?![a-z])")
        found = {each for each in (*self.full.packages, *self.names) if packaged.match(each.replace("-", ""))}
        return bool(found) and not self.has(*found)

    def lacks(self, command: str) -> bool:
        """Whether a command is found on the full image, and neither on the slim one nor in what was installed."""
        if command in BUILTINS or self.slim.has(command):
            return False
        packages = debian_packages(command)
        if self.names.intersection(packages) or command in self.names:
            return False
        return bool(self.full.has(command)) or command in commands_beside(self.full.suite)


def _named(call: Call) -> list[str]:
    return [re.split(r"[=/:]", each.known)[0] for each in call.operands if each.known]
