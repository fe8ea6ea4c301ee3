"""Maps the tree to packages: grammars/ and transforms/ are installed below slimmer (docs/adr/0003)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
MAPPED = {"slimmer.grammars": "grammars", "slimmer.transforms": "transforms"}


def all_packages() -> list[str]:
    """Name the packages to install: those of slimmer/, and those of the two mapped folders below slimmer."""
    found = find_packages(str(ROOT), include=["slimmer", "slimmer.*"])
    for name, folder in MAPPED.items():
        found += [name, *(f"{name}.{below}" for below in find_packages(str(ROOT / folder)))]
    return found


class BuildWithTables(build_py):
    """Adds the LALR tables of each grammar to a wheel; elsewhere they are built on first use."""

    def run(self) -> None:
        """Copy the modules, then let the copy build the tables beside its grammars."""
        super().run()
        built = Path(self.build_lib).resolve()
        if self.editable_mode or not (built / "slimmer" / "syntax" / "lalr.py").is_file():
            return
        if importlib.util.find_spec("lark") is None:
            self.warn("Lark is not installed: the wheel carries no grammar tables")
            return
        # The copy has the layout of an installation, with the grammars in their place; the tree has not.
        grammars = built / "slimmer" / "grammars"
        command = [sys.executable, "-B", "-m", "slimmer.syntax.lalr", "build", str(grammars)]
        # pip has Lark in a place that it names in PYTHONPATH by way of a sitecustomize, `build` in an environment.
        path = os.pathsep.join([str(built), *filter(None, sys.path)])
        subprocess.run(command, check=True, cwd=built, env={**os.environ, "PYTHONPATH": path})  # noqa: S603  no shell


setup(packages=all_packages(), package_dir=dict(MAPPED), cmdclass={"build_py": BuildWithTables})
