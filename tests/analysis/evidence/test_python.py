from __future__ import annotations

from pathlib import Path

from slimmer.analysis.evidence.python import PythonManifest, pipfile, pyproject, python_evidence, requirements_file
from slimmer.model.context import Context
from slimmer.model.folder import Folder


def names(manifest: PythonManifest | None) -> dict[str, list[str]]:
    assert manifest is not None
    return {group: [each.name for each in found] for group, found in manifest.groups.items()}


def test_requirements() -> None:
    text = (
        "# no\n--index-url=https://example.org/simple\nFlask[async]==3.0 ; python_version > '3.8'  # why\n"
        "my_pkg==1 \\\n    --hash=sha256:0 \\\n    --hash=sha256:1\n-r more/base.txt\n-c limits.txt\n"
        "-e git+https://example.org/x.git#egg=Own.Name\n./local\nx @ https://example.org/x.whl\n"
    )
    files = {"requirements.txt": text, "more/base.txt": "gunicorn\r\n-r ../requirements.txt\n", "limits.txt": "y==1\n"}
    found = requirements_file(Context.of(files), "requirements.txt")
    assert names(found) == {"": ["flask", "my-pkg", "own-name", "", "x", "gunicorn"]}
    assert found is not None
    assert found.includes == ("more/base.txt", "limits.txt")
    assert found.problems == ()


def test_requirements_with_problems() -> None:
    found = requirements_file(Context.of({"r.txt": "flask =\n-r missing.txt\n"}), "r.txt")
    assert found is not None
    assert found.problems == ("r.txt: 'flask =' is no requirement", "missing.txt does not exist")


def test_requirements_that_are_too_large(tmp_path: Path) -> None:
    with (tmp_path / "r.txt").open("w") as file:
        file.truncate(20 * 10**6 + 1)
    found = requirements_file(Context(Folder(tmp_path)), "r.txt")
    assert found is not None
    assert found.problems == ("r.txt has more than 20 MB",)


PYPROJECT = """
[project]
dependencies = ["httpx>=0.2", "uvicorn[standard]"]
[project.optional-dependencies]
docs = ["sphinx"]
[dependency-groups]
test = ["pytest", {include-group = "lint"}]
lint = ["ruff"]
[tool.uv]
dev-dependencies = ["mypy"]
[tool.pdm.dev-dependencies]
more = ["tox"]
[tool.poetry.dependencies]
python = "^3.11"
Django = "^5"
[tool.poetry.group.dev.dependencies]
black = "*"
[tool.poetry.group.main.dependencies]
attrs = "*"
"""


def test_pyproject() -> None:
    found = pyproject(Context.of({"p.toml": PYPROJECT}), "p.toml")
    assert names(found) == {
        "": ["httpx", "uvicorn", "django"],
        "docs": ["sphinx"],
        "test": ["pytest"],
        "lint": ["ruff"],
        "dev": ["mypy", "black"],
        "more": ["tox"],
        "main": ["attrs"],
    }
    assert found is not None
    assert found.development == {"test", "lint", "dev", "more"}


def test_pipfile() -> None:
    found = pipfile(
        Context.of({"Pipfile": '[packages]\nFlask = "*"\n[dev-packages]\npytest = {version = "*"}\n'}), "Pipfile"
    )
    assert names(found) == {"": ["flask"], "dev": ["pytest"]}


def test_broken_toml_has_a_reason() -> None:
    found = pyproject(Context.of({"pyproject.toml": "[project\n"}), "pyproject.toml")
    assert found is not None
    assert found.problems[0].startswith("pyproject.toml is no TOML: ")


def test_all_manifests_of_a_folder() -> None:
    files = {
        "api/requirements-dev.txt": "pytest",
        "api/requirements/prod.txt": "flask",
        "api/pyproject.toml": "",
        "x.txt": "z",
    }
    context = Context.of(files)
    assert len(python_evidence(context, "api").manifests) == 3
    assert python_evidence(context, "api").requires("Flask")
    assert not python_evidence(context).requires("flask")
