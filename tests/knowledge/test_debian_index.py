"""Package indexes to tables: alternatives, providers, recommendations, what every image has."""

from __future__ import annotations

import lzma
from pathlib import Path

from benchmarks.facts_build.debian import Index, table

INDEX = """Package: libc6
Priority: required
Installed-Size: 12000
Description: the C library
 over several
 lines

Package: apt
Installed-Size: 4000
Depends: libc6 (>= 2.3), gone | tidy

Package: tidy
Installed-Size: 7

Package: web
Installed-Size: 100
Pre-Depends: libc6
Depends: httpd:any (>= 2) [amd64] | other, mail-agent
Recommends: manual, httpd

Package: small-mail
Priority: optional
Installed-Size: 5
Provides: mail-agent (= 1), x

Package: basic-mail
Priority: standard
Installed-Size: 6
Provides: mail-agent

Package: httpd
Installed-Size: 50
Recommends: unheard-of

Package: manual
Installed-Size: 900

Package: unrelated
Installed-Size: 1
"""


def lines(tmp_path: Path, *roots: str) -> list[str]:
    path = tmp_path / "Packages.xz"
    path.write_bytes(lzma.compress(INDEX.encode()))
    return list(table(Index([str(path)]), roots))


def test_a_table(tmp_path: Path) -> None:
    assert lines(tmp_path, "web", "no-such-root") == [
        "= apt libc6 tidy",
        "basic-mail 6",
        "httpd 50",
        "manual 900",
        "web 100 basic-mail httpd ~ manual",
    ]


def test_the_last_package_counts_though_no_empty_line_follows(tmp_path: Path) -> None:
    assert "unrelated 1" in lines(tmp_path, "unrelated")
