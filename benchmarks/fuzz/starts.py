"""What fuzzing starts from: texts of its own, the project's examples and cases, and a corpus where one is given."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


def seeds(corpus: Path | None, limit: int, rng: random.Random) -> list[bytes]:
    """All seeds; of the corpus `limit` files, chosen at random.

    Raises:
        OSError: the corpus or one of its files cannot be read.
    """
    found = list(_project())
    if corpus is not None:
        paths = sorted(corpus.rglob("*")) if corpus.is_dir() else map(Path, corpus.read_text().split("\n"))
        files = [path for path in paths if path.is_file()]
        found += [path.read_bytes() for path in rng.sample(files, min(limit, len(files)))]
    return found


def _project() -> Iterator[bytes]:
    for folder in ("benchmarks/fuzz/seeds", "examples", "tests"):
        for path in sorted((ROOT / folder).rglob("*Dockerfile")):
            if path.is_file():
                yield path.read_bytes()
    snippets = ROOT / "tests" / "syntax" / "shell" / "snippets.toml"
    if snippets.is_file():
        for snippet in tomllib.loads(snippets.read_text("utf-8"))["snippet"]:
            yield f"FROM a\nRUN {snippet['text']}\n".encode("utf-8", "surrogateescape")
