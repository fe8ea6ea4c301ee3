"""Runs a case folder, and holds what every rewrite must keep: cases are data, the laws are here.

    tests/transforms/<name>/<case>/before.Dockerfile
                                   after.Dockerfile   absent: nothing may change
                                   case.toml          optional
                                   context/           optional: the build context; without it none is known

Keys of case.toml: `select` (names; the folder's transform by default), `target`, `caches`, `goal`, `unverified` (true
by default for transforms of safety BUILD), `options` (a table of each transform's options), and what must be said:
`refusal`, `advice` and `offered`, a text or a list of texts that each must be part of one. A case with `advice` or
`offered` counts as one in which the transform acts.

With SLIMMER_UPDATE=1 the `after.Dockerfile` files that are there are written anew: read the difference before you
commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slimmer.model.context import Context, Held
from slimmer.passes.pipeline import rewrite
from slimmer.passes.registry import Registry
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Option, Settings
from slimmer.passes.transform import Safety, Transform
from slimmer.syntax.parser import parse
from slimmer.text.source import Source, encode
from tests.oracle.oracle import BUILDKIT, Instruction, Verdict

Ask = Callable[[bytes], Verdict]

UPDATE = os.environ.get("SLIMMER_UPDATE") == "1"
SAID = ("refusal", "advice", "offered")
KEYS = {"select", "target", "caches", "goal", "unverified", "options", *SAID}


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with a Dockerfile, and what must become of it.

    Attributes:
        after: the expected bytes, None when nothing may change.
        table: case.toml.
    """

    folder: Path
    before: bytes
    after: bytes | None
    table: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Case:
        """Read a case folder."""
        after, table = folder / "after.Dockerfile", folder / "case.toml"
        return cls(
            folder,
            (folder / "before.Dockerfile").read_bytes(),
            after.read_bytes() if after.exists() else None,
            tomllib.loads(table.read_text("utf-8")) if table.exists() else {},
        )

    @property
    def context(self) -> Context | None:
        """The files of the folder `context/`, None where there is none."""
        root = self.folder / "context"
        if not root.is_dir():
            return None
        files = (path for path in root.rglob("*") if path.is_file())
        return Context(Held({path.relative_to(root).as_posix(): path.read_bytes() for path in files}))

    @property
    def acts(self) -> bool:
        """Whether a transform has something to propose."""
        return self.after is not None or bool(self.texts("advice") or self.texts("offered"))

    def texts(self, key: str) -> list[str]:
        """The texts under a key of SAID."""
        value = self.table.get(key, [])
        return [value] if isinstance(value, str) else list(value)

    def settings(self, select: Sequence[str], registry: Registry) -> Settings:
        """The settings the case asks for."""
        place = str(self.folder / "case.toml")
        chosen = tuple(self.table.get("select", select))
        options = [
            Option(name, option, value, place)
            for name, table in self.table.get("options", {}).items()
            for option, value in table.items()
        ]
        given = {key: self.table[key] for key in ("target", "caches", "goal") if key in self.table}
        build = any(registry.get(name).safety is Safety.BUILD for name in chosen)
        unverified = bool(self.table.get("unverified", build and "offered" not in self.table))
        return Settings(select=chosen, unverified=unverified, options=tuple(options), **given)


def folders(root: Path) -> list[Path]:
    """The folders in a folder, sorted; none when it is not there."""
    return (
        sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] not in "._") if root.is_dir() else []
    )


def run(data: bytes, settings: Settings, transforms: Sequence[Transform], context: Context | None = None) -> FileResult:
    """Rewrite the bytes of a Dockerfile."""
    return rewrite(Source.decode(data, "Dockerfile"), settings, transforms, context=context)


def check(case: Case, select: Sequence[str], registry: Registry, ask: Ask) -> FileResult:
    """Run a case and assert what it expects, and all the laws."""
    unknown = case.table.keys() - KEYS
    assert not unknown, f"case.toml has unknown keys: {sorted(unknown)}"
    settings = case.settings(select, registry)
    transforms = registry.choose(settings)
    result = run(case.before, settings, transforms, case.context)
    assert_laws(case.before, result, settings, transforms, ask, case.context)
    _update(case, result)
    assert encode(result.after) == (case.before if case.after is None else Case.read(case.folder).after)
    said = {
        "refusal": [each.reason for each in result.refusals],
        "advice": [each.message for each in result.advice],
        "offered": [each.message for each in result.offered],
    }
    for key in SAID:
        for text in case.texts(key):
            assert any(text in each for each in said[key]), f"no {key} says {text!r}: {said[key]}"
    if not case.texts("advice"):
        assert said["advice"] == []
    if not case.texts("offered"):
        assert said["offered"] == []
    return result


def assert_laws(
    before: bytes,
    result: FileResult,
    settings: Settings,
    transforms: Sequence[Transform],
    ask: Ask,
    context: Context | None = None,
) -> None:
    """What must hold whatever was rewritten; none of it is asked of the guards."""
    after = encode(result.after)
    assert result.error is None
    assert result.guard_failures == ()
    problems = [problem.message for problem in parse(Source.decode(after)).problems]
    assert problems == [], f"the result does not parse: {problems}"
    again = run(after, settings, transforms, context)
    assert encode(again.after) == after, "a second run changes more"
    assert again.guard_failures == ()
    text = Source.decode(before).text
    assert encode(result.edits.invert(text).apply(result.after)) == before, "the inverted edits do not restore it"
    assert not _comment_lines(before) - _comment_lines(after), "a comment was lost"
    assert before.endswith(b"\n") == after.endswith(b"\n"), "the end of the last line"
    assert (b"\r\n" in before) == (b"\r\n" in after), "the line endings"
    _assert_accepted(ask(before), ask(after))


def _comment_lines(data: bytes) -> Counter[bytes]:
    lines = (line.strip(b" \t\r") for line in data.split(b"\n"))
    return Counter(line for line in lines if line.startswith(b"#"))


def _assert_accepted(before: Verdict, after: Verdict) -> None:
    """BuildKit takes what it took, and the shells take the scripts they took."""
    if before.source == BUILDKIT:
        assert before.ok, f"BuildKit does not read the case: {before.error}"
        assert after.ok, f"BuildKit does not read the result: {after.error}"
        assert after.stages_ok or not before.stages_ok, f"BuildKit refuses the result: {after.stages_error}"
    old, new = _scripts(before.instructions), _scripts(after.instructions)
    for shell in ("bash", "dash"):
        if shutil.which(shell) and all(_reads(shell, script) for script in old - new):
            for script in new - old:
                assert _reads(shell, script), f"{shell} does not read {script!r}"


def _scripts(instructions: Iterable[Instruction]) -> set[str]:
    """The scripts of all RUN instructions, those behind ONBUILD too."""
    inner = (each.onbuild or each for each in instructions)
    return {each.body for each in inner if each.body is not None and not each.shebang}


def _reads(shell: str, script: str) -> bool:
    done = subprocess.run([shell, "-n"], input=encode(script), capture_output=True, check=False)
    return done.returncode == 0 and not done.stderr


def _update(case: Case, result: FileResult) -> None:
    """Accept the result as the new `after.Dockerfile`, where there is one and it is asked for."""
    if UPDATE and case.after is not None and result.changed:
        (case.folder / "after.Dockerfile").write_bytes(encode(result.after))
