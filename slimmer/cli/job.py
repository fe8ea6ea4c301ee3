"""One file from its bytes to its report; what a worker process does for each path it is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slimmer.cli.configuration import Chosen, Configuration
from slimmer.cli.discovery import STDIN
from slimmer.cli.reading import Contents, read
from slimmer.cli.surroundings import Surveyor
from slimmer.errors import InputError, UsageError
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult, GuardFailure
from slimmer.records import dataclass, field
from slimmer.records import replace as changed
from slimmer.report import diff
from slimmer.report.style import PLAIN, Style
from slimmer.report.summary import Tally
from slimmer.text.source import Source, encode

if TYPE_CHECKING:
    from slimmer.cli.verifying import Verification


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept of a file: strings and counts, so that memory does not grow with the files' sizes.

    Attributes:
        output: for standard output or `-o`.
        talk: for standard error.
    """

    output: str
    talk: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with every file of a run.

    Attributes:
        format: `diff`, `text`, `json`, or None for no report.
        write: whether files are changed; standard input then is printed as it would be written.
        quiet: say nothing but errors.
        verbose: say what was left alone, and why.
        stdin: what standard input held, where it is one of the files.
        stdin_name: the name for it.
        verification: how files are proven by builds; None when they are not.
        output_style: of the report.
        talk_style: of standard error.
    """

    configuration: Configuration
    format: str | None
    write: bool = False
    quiet: bool = False
    verbose: bool = False
    stdin: bytes | None = None
    stdin_name: str | None = None
    verification: Verification | None = None
    output_style: Style = PLAIN
    talk_style: Style = PLAIN
    _surveyor: Surveyor = field(default_factory=Surveyor, repr=False)

    def run(self, path: str) -> Outcome:
        """Read, rewrite and, where asked, write one file; never an exception."""
        name = self._name(path)
        try:
            return self._run(path, name)
        except (InputError, UsageError) as error:
            return self._unchanged(path, self.outcome(FileResult(name, None, error=str(error))))
        except Exception as error:  # noqa: BLE001  whatever it is, the other files must be done
            return self._unchanged(path, self.died(path, f"{type(error).__name__}: {error}"))

    def died(self, path: str, how: str) -> Outcome:
        """The outcome of a file that a bug of slimmer's, or the end of its process, left undone."""
        failure = GuardFailure("slimmer", "never-crash", how)
        return self.outcome(FileResult(self._name(path), None, guard_failures=(failure,)))

    def outcome(self, result: FileResult, *, written: bool = False, files: int = 1) -> Outcome:
        """What is kept of a result; a path that led to no file counts as none."""
        tally = Tally.of(result, written=written)._replace(files=files)
        return Outcome(self._report(result, written=written), self._talk(result), tally)

    def _name(self, path: str) -> str:
        return (self.stdin_name or "<stdin>") if path == STDIN else path

    def _run(self, path: str, name: str) -> Outcome:
        contents = read(path) if path != STDIN else Contents(self.stdin or b"", (0, 0, 0, 0))
        source = Source.decode(contents.data, name)
        folder = Path(name).parent if path != STDIN or self.stdin_name else Path()
        chosen = self.configuration.of(folder)
        place = path if path != STDIN else self.stdin_name
        result = self._rewritten(source, chosen, place)
        if not self.write:
            return self.outcome(result)
        if path == STDIN:
            shown = self.outcome(result, written=result.changed)
            return shown if self.format else changed(shown, output=result.after)
        if result.changed:
            from slimmer.cli.writing import replace  # noqa: PLC0415  only -w writes

            replace(path, contents, encode(result.after))
        return self.outcome(result, written=result.changed)

    def _rewritten(self, source: Source, chosen: Chosen, place: str | None) -> FileResult:
        settings, transforms = chosen.settings, chosen.transforms
        known = self.configuration.registry.names
        result = rewrite(
            source, settings, transforms, known, look=lambda tree: self._surveyor.around(tree, place, settings)
        )
        if self.verification is None or result.error is not None or result.guard_failures:
            return result
        return self.verification.result(source, settings, transforms, result.around)

    def _unchanged(self, path: str, outcome: Outcome) -> Outcome:
        """An outcome that, used as a filter, gives back what came in."""
        if path == STDIN and self.write and not self.format:
            return changed(outcome, output=(self.stdin or b"").decode("utf-8", "surrogateescape"))
        return outcome

    def _report(self, result: FileResult, *, written: bool) -> str:
        match self.format:
            case "diff":
                return diff.render(result, self.output_style)
            case "text":
                from slimmer.report import text  # noqa: PLC0415  as below

                return text.render(result, self.output_style, refusals=self.verbose, sources=self.verbose)
            case "json":
                from slimmer.report import json  # noqa: PLC0415  only this format needs it

                return json.render(result, written=written)
        return ""

    def _talk(self, result: FileResult) -> str:
        troubles = result.error, result.unproven, result.guard_failures, result.warnings
        if not self.verbose and not any(troubles):
            return ""  # most files; the modules that follow cost 3 ms of a start
        from slimmer.report import text  # noqa: PLC0415  only this format needs it

        talk = text.troubles(result, self.talk_style, warnings=not self.quiet)
        if self.verbose:
            talk += text.notes(result, self.talk_style)
        if self.verbose and self.format != "text":
            talk += text.render(result, self.talk_style, refusals=True, sources=True)
        return talk
