"""Read which tags Docker's official images had, and on which release of their distribution each was built last.

The `library` folder of docker-library/official-images lists them; its history holds those that are no longer built,
which can be pulled all the same.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slimmer.knowledge.tags import suite_of

_OLD = re.compile(r"(\S+):\s+\S+@(\S+)(?:[ \t]+(\S+))?")
_FIELD = re.compile(r"([A-Za-z0-9-]+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The last state of a tag.

    Attributes:
        date: the day of the last commit that lists it.
        folder: the folder its Dockerfile lies in, which names the suite as a rule.
    """

    date: str
    folder: str

    @property
    def suite(self) -> str:
        """The suite the folder names, "" where it names none."""
        return suite_of(self.folder)


def tags(repository: Path, family: str) -> dict[str, LastSeen]:
    """Give every amd64 tag a family ever had on the main branch."""
    path = f"library/{family}"
    log = _git(repository, "log", "--first-parent", "--reverse", "--format=%H %cs", "--", path)
    found: dict[str, LastSeen] = {}
    for line in log.split("\n"):
        commit, _, date = line.partition(" ")
        if commit:
            for names, folder in _entries(_git(repository, "show", f"{commit}:{path}")):
                found.update(dict.fromkeys(names, LastSeen(date, folder)))
    return found


def head(repository: Path) -> str:
    """The commit that is read, with its date."""
    return _git(repository, "log", "-1", "--format=%h %cs").strip()


def _entries(text: str) -> Iterator[tuple[list[str], str]]:
    """The tags of each image with its folder, in both formats such a file has had."""
    if not re.search(r"^(Tags|GitRepo|Maintainers):", text, re.MULTILINE):
        for tag, _, folder in _OLD.findall(re.sub(r"(?m)^#.*", "", text)):
            yield [tag], folder
        return
    for block in re.split(r"\n\s*\n", text):
        fields = _fields(block)
        architectures = re.split(r"[,\s]+", fields.get("Architectures", "amd64"))
        if "Tags" in fields and "amd64" in architectures:
            names = f"{fields['Tags']}, {fields.get('SharedTags', '')}"
            yield [name for name in re.split(r"[,\s]+", names) if name], fields.get("Directory", ".")


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        found = _FIELD.match(line)
        if found and not line.startswith("#"):
            name = found[1]
            fields[name] = found[2]
        elif name and not line.startswith("#"):
            fields[name] += f" {line.strip()}"
    return fields


def _git(repository: Path, *arguments: str) -> str:
    """What git prints; nothing where a commit no longer has the file."""
    done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")
