"""Which files beside a program's sources may be data that it reads, and which only serve those who work on it."""

from __future__ import annotations

import posixpath

_CODE = (".go", ".mod", ".sum", ".work")
_SOURCES = (*_CODE, ".proto", ".dockerfile", ".mk", ".tf")
_TEXT = ".md"
_NAMES = frozenset(
    (
        *("Dockerfile", "Containerfile", "Makefile", "LICENSE", "NOTICE", "AUTHORS", "CODEOWNERS", "README"),
        *(
            "CHANGELOG",
            "LICENSE.txt",
            "README.txt",
            "Jenkinsfile",
            "Vagrantfile",
            "Procfile",
            "Gopkg.lock",
            "Gopkg.toml",
        ),
        *("glide.yaml", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml", "Taskfile.yml"),
        *("Tiltfile", "app.json", "buf.yaml", "buf.gen.yaml", "sqlc.yaml", "skaffold.yaml", "cloudbuild.yaml"),
        *("renovate.json", "modules.txt", "azure-pipelines.yml", "codecov.yml", "BUILD.bazel", "WORKSPACE", "fly.toml"),
        *("netlify.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE.md", "SECURITY.md", "AGENTS.md"),
    )
)
_FOLDERS = frozenset(("testdata", "node_modules"))
_KEEPERS = (".gitkeep", ".keep")
_OF_TOOLS = frozenset(
    (".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".husky", ".idea", ".vs", ".vscode", ".cache")
)


def is_named_data(path: str) -> bool:
    """Whether a file makes its folder one of data where a string names that: code and descriptions do not."""
    return not _is_of_people(posixpath.basename(path)) and not path.lower().endswith(_CODE)


def is_data(below: str, path: str) -> bool:
    """Whether a file may be read by a program of which no more is known.

    Args:
        below: its path relative to the module.
        path: in the build context.
    """
    folders, name = below.split("/")[:-1], posixpath.basename(path)
    if not _FOLDERS.isdisjoint(folders) or not _OF_TOOLS.isdisjoint(folders) or folders[:1] == ["vendor"]:
        return False
    if name in _KEEPERS:  # somebody wanted the folder to be there without data
        return True
    if name.startswith(".") and not name.startswith(".env"):
        return False
    is_text_of_people = name.lower().endswith(_TEXT) and not folders
    return not _is_of_people(name) and not is_text_of_people and not name.lower().endswith(_SOURCES)


def _is_of_people(name: str) -> bool:
    """Whether a name is one that tools and people look for."""
    return name in _NAMES or name.startswith(("Dockerfile.", "docker-compose."))
