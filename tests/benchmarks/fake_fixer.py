"""A fixer that corrupts on purpose: the file's `# do:` line says how.

`fake_fixer.py [--stdout|--diff|--json] PATH...`; a folder stands for every Dockerfile below it. Without a
flag the files are written.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from pathlib import Path
from typing import Any


def rewritten(text: str) -> str:
    """The text after the corruption it asks for."""
    asked = re.search(r"# do: ([\w-]+)", text)
    what = asked.group(1) if asked else "nothing"
    if what in {"good", "lie"}:
        return text.replace("echo a\n", "echo a && echo b\n")
    if what == "buildkit":
        return text.replace(" \\\n", "\n")
    if what == "both-shells":
        return text.replace("echo a\n", "echo a && && echo b\n")
    if what == "one-shell":
        return text.replace("echo a\n", "list=(a)\n")
    if what == "comment":
        return text.replace("# why\n", "")
    if what == "restless":
        return text + "RUN echo again\n"
    return text


def common_length(one: str, other: str) -> int:
    """How many characters both start with."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def edit(old: str, new: str) -> dict[str, Any]:
    """The one edit between the common start and the common end."""
    start = common_length(old, new)
    rest = common_length(old[start:][::-1], new[start:][::-1])
    shift = 1 if "# do: lie" in old else 0
    return {"start": start + shift, "end": len(old) - rest + shift, "text": new[start : len(new) - rest]}


def main() -> int:
    """Exit with 3 where a file says `fail`; like careless tools, write nothing of that run then."""
    flags = [word for word in sys.argv[1:] if word.startswith("--")]
    named = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    paths = [file for path in named for file in (sorted(path.rglob("Dockerfile")) if path.is_dir() else [path])]
    texts = [path.read_bytes().decode("utf-8", "surrogateescape") for path in paths]
    if any("# do: fail" in text for text in texts):
        sys.stderr.write("something is wrong\n")
        return 3
    files: list[dict[str, Any]] = []
    for path, old in zip(paths, texts, strict=True):
        new = rewritten(old)
        if "--json" in flags:
            edits = [edit(old, new)] if new != old else []
            files.append({"path": str(path), "rewrites": [{"transform": "t", "edits": edits}], "error": None})
        elif "--stdout" in flags:
            sys.stdout.buffer.write(new.encode("utf-8", "surrogateescape"))
        elif "--diff" in flags:
            name = path.relative_to(Path.cwd())
            lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}")
            sys.stdout.write("".join(lines))
        elif "# do: gone" in old:
            path.unlink()
        else:
            path.write_bytes(new.encode("utf-8", "surrogateescape"))
    if "--json" in flags:
        sys.stdout.write(json.dumps({"version": 1, "files": files}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
