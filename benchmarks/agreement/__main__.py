"""Run `python -m benchmarks.agreement LIST_OR_FOLDER`: round trip and agreement with BuildKit over many files."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.agreement.compare import differences
from slimmer.errors import InputError
from slimmer.syntax.parser import parse
from slimmer.text.source import Source
from tests.oracle.oracle import Oracle


def main() -> int:
    """Print the counts and every disagreement; exit 1 when there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, help="a folder of Dockerfiles, or a file that lists them")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--show", type=int, default=40, help="how many disagreements to print")
    options = parser.parse_args()
    paths = listed(options.files)[: options.limit]
    counts, found = measure(paths)
    for line in found[: options.show]:
        print(line)
    for name, count in sorted(counts.items()):
        print(f"{count:8} {name}")
    return 1 if found else 0


def listed(where: Path) -> list[Path]:
    """The files of a folder, or those a list names, one a line."""
    if where.is_dir():
        return sorted(path for path in where.rglob("*") if path.is_file())
    return [Path(line) for line in where.read_text().split("\n") if line]


def measure(paths: list[Path]) -> tuple[Counter[str], list[str]]:
    """Counts by outcome, and a line for each file that is not read as BuildKit reads it."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    contents = [path.read_bytes() for path in paths]
    with Oracle() as oracle:
        for path, data, verdict in zip(paths, contents, oracle.check_many(contents), strict=True):
            counts["files"] += 1
            try:
                tree = parse(Source.decode(data, path.name))
            except InputError as error:
                counts["unreadable for slimmer"] += 1
                found.append(f"{path}: {error}")
                continue
            spelled = "".join(tree.source.text[extent.start : extent.end] for extent in tree.extents)
            if tree.source.data != data or spelled != tree.source.text:
                counts["round trip broken"] += 1
                found.append(f"{path}: does not round-trip")
            if not verdict.ok:
                counts["refused by BuildKit's parser"] += 1
                if not tree.problems:
                    counts["refused by BuildKit's parser, not by slimmer"] += 1
                    found.append(f"{path}: no problem seen, BuildKit: {verdict.error}")
                continue
            counts["accepted by BuildKit's parser"] += 1
            if tree.problems and verdict.accepted:
                counts["accepted by BuildKit, refused by slimmer"] += 1
                found.append(f"{path}:{tree.problems[0].line}: {tree.problems[0].message}; BuildKit accepts it")
            unlike = list(differences(tree, verdict.instructions))
            if unlike:
                counts["read unlike BuildKit"] += 1
                found.append(f"{path}: {unlike[0]} ({len(unlike)} differences)")
            else:
                counts["read like BuildKit"] += 1
    return counts, found


if __name__ == "__main__":
    raise SystemExit(main())
