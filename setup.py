"""Maps the tree to packages: grammars/ and transforms/ are installed below slimmer (docs/adr/0003)."""

from __future__ import annotations

import importlib.util
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
    """Adds the LALR tables of each grammar to a wheel; an editable install builds them on first use instead."""

    def run(self) -> None:
        """Copy the modules, then build the tables beside the copied grammars."""
        super().run()
        if not self.editable_mode and (ROOT / "slimmer" / "syntax" / "lalr.py").is_file():
            self.build_tables(Path(self.build_lib) / "slimmer" / "grammars")

    def build_tables(self, folder: Path) -> None:
        """Write `<grammar>.tables` into `folder`, unless Lark is absent: then they are built on first use."""
        if importlib.util.find_spec("lark") is None:
            self.warn("lark is not installed: the wheel carries no grammar tables")
            return
        sys.path.insert(0, str(ROOT))
        from slimmer.syntax import lalr

        lalr.build(folder)


setup(packages=all_packages(), package_dir=dict(MAPPED), cmdclass={"build_py": BuildWithTables})
