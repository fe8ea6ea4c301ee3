"""What Makefiles, CI files and scripts of the build context run in a container: its tests, or a shell.

Whoever writes `docker run app npm test` wants an image that holds what tests need, whatever the container starts.
"""

from __future__ import annotations

import re

from slimmer.analysis.view import View, fact
from slimmer.records import dataclass

_NAMES = frozenset(
    (
        *("Makefile", "makefile", "GNUmakefile", "Justfile", "justfile", "Taskfile.yml", "Jenkinsfile"),
        *(".travis.yml", ".gitlab-ci.yml", ".drone.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml"),
        *("cloudbuild.yaml", "buildspec.yml", "package.json"),
    )
)
_FOLDERS = (".github/workflows/", ".circleci/")
_ENDINGS = (".sh", ".mk", ".bash")
_LARGEST = 200_000
_MOST = 500
_CONTAINER = re.compile(r"\b(?:docker|podman|nerdctl|docker-compose|kubectl)\b[^\n;|&]*?\s(?:run|exec)\s([^\n;|&#]*)")
_OTHER_IMAGE = re.compile(r"(?:^|\s)(?:golang|node|alpine|debian|ubuntu|busybox|python)(?::[\w.-]+)?(?=\s)")
_TARGET = re.compile(r"--target[= ]([\w.-]+)")
_MANAGER = re.compile(r"\b(?:npm|yarn|pnpm|bun)\s+(?:--?\S+\s+)*(?:run(?:-script)?\s+)?([\w:.-]+)")
_HARMLESS = frozenset(("start", "install", "i", "ci", "version", "--version", "-v"))


@dataclass(frozen=True, slots=True)
class Outside:
    """What files of the context do with containers.

    Attributes:
        runs: each file, and what stands behind its `docker run`, `docker exec` and their kin.
        targets: each file, and the stages it asks for by `--target`.
    """

    runs: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()

    def builds(self, stage: str) -> str | None:
        """The file that asks for a stage by its name."""
        return next((name for name, target in self.targets if target.lower() == stage.lower()), None)

    def calls(self, *programs: str) -> str | None:
        """The first of these programs that a container is given, with the file that says so."""
        for name, words in self.runs:
            found = next((each for each in words.replace("'", " ").replace('"', " ").split() if each in programs), None)
            if found is not None:
                return f"{name} of the build context runs {found} in a container"
        return None

    def calls_script(self) -> str | None:
        """The first script of package.json, but the usual ones, or program of a package that a container is given."""
        for name, words in self.runs:
            script = next((each[1] for each in _MANAGER.finditer(words) if each[1] not in _HARMLESS), None)
            if script is not None:
                return f"{name} of the build context runs the script {script} in a container"
        return self.calls("npx", "pnpx", "bunx")


@fact
def outside(view: View) -> Outside:
    """What the files of the context tell; nothing where no context is known."""
    runs: list[tuple[str, str]] = []
    targets: list[tuple[str, str]] = []
    context = view.context
    names = [name for name in context.names if _tells(name)][:_MOST] if context is not None else []
    for name in names:
        text = context.read(name) if context is not None and (context.size(name) or 0) < _LARGEST else None
        if text is not None and "node_modules/" not in name:
            text = text.replace("\\\n", " ")
            told = [found[1] for found in _CONTAINER.finditer(text)]
            runs += [(name, words) for words in told if _OTHER_IMAGE.search(words) is None]
            targets += [(name, found[1]) for found in _TARGET.finditer(text)]
    return Outside(tuple(runs), tuple(targets))


def _tells(name: str) -> bool:
    return name.rpartition("/")[2] in _NAMES or name.startswith(_FOLDERS) or name.endswith(_ENDINGS)
