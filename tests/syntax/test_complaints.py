"""What a person is told about a file that BuildKit refuses: the place of the mistake, and the way out."""

from __future__ import annotations

import pytest

from slimmer.syntax.complaints import Complaint, complaint
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def told(text: str) -> tuple[Complaint, str]:
    found = complaint(parse(Source("Dockerfile", text)))
    return found, text[found.span.start : found.span.end]


HEALTH = """FROM python:3.12
HEALTHCHECK --interval=30s --timeout=3s \\
  CMD python - <<'PY' || exit 1
import urllib.request
try:
    urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=2)
except Exception:
    raise SystemExit(1)
PY
USER app
"""


def test_a_here_document_behind_healthcheck() -> None:
    found, place = told(HEALTH)
    assert found.line == 2
    assert found.message == "HEALTHCHECK takes no here-document: Docker allows them in RUN, COPY and ADD only"
    assert found.help.startswith('write it in exec form, `HEALTHCHECK CMD ["python", "-c", "..."]`, or COPY the script')
    assert place == "<<'PY'"


@pytest.mark.parametrize(
    ("line", "name", "help_"),
    [
        ("CMD sh <<EOF", "CMD", '`CMD ["sh", "-c", "..."]`'),
        ("ENTRYPOINT /usr/bin/node - <<-EOF", "ENTRYPOINT", '`ENTRYPOINT ["/usr/bin/node", "-e", "..."]`'),
        ("CMD ./serve <<EOF", "CMD", "COPY the script into the image and call it"),
        ("ENV X=<<EOF", "ENV", "write the value on one line"),
        ("ONBUILD CMD sh <<EOF", "CMD", '`CMD ["sh", "-c", "..."]`'),
    ],
)
def test_other_instructions_that_take_none(line: str, name: str, help_: str) -> None:
    found, place = told(f"FROM x\n{line}\necho hello\nEOF\n")
    assert found.line == 2
    assert found.message.startswith(f"{name} takes no here-document")
    assert help_ in found.help
    assert place in ("<<EOF", "<<-EOF")


@pytest.mark.parametrize("line", ['RUN ["sh"] <<EOF', "RUN sh <<EOF", "COPY <<EOF /x"])
def test_not_where_a_here_document_is_allowed(line: str) -> None:
    found, _ = told(f"FROM x\n{line}\nhello\nEOF\nRUNN x\n")
    assert "takes no here-document" not in found.message


def test_exec_form_of_run() -> None:
    found, place = told('FROM x\nRUN ["sh", "-s", "<<EOF"]\necho\nEOF\n')
    assert (found.line, found.message) == (2, "RUN in exec form takes no here-document")
    assert (found.help, place) == ("write RUN in shell form, without the brackets", "<<EOF")


def test_inside_quotes_that_do_not_end() -> None:
    assert told("FROM x\nHEALTHCHECK CMD sh -c 'python - <<PY\nimport os\nPY\n'\n")[1] == "<<PY"


def test_without_the_line_that_ends_it_it_is_not_believed() -> None:
    assert told("FROM x\nCMD python <<PY\nimport os\nUSER app\n")[0].message == "unknown instruction: import"


def test_a_mistake_behind_the_here_document_is_its_own() -> None:
    found, _ = told("FROM x\nCMD sh <<EOF\nEXPOSE 80\nEOF\n")
    assert (found.line, found.message) == (
        2,
        "CMD takes no here-document: Docker allows them in RUN, COPY and ADD only",
    )
    found, _ = told("FROM x\nRUN cat <<EOF\nEXPOSE 80\nEOF\nRUNN a\n")
    assert (found.line, found.message) == (5, "unknown instruction: RUNN")


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("FROM x\nRUNN make\n", "did you mean RUN?"),
        ("FORM x\n", "did you mean FROM?"),
        ("FROM x\nRUN make\n  && make install\n", "line 2 does not end in \\: this line is not part of its RUN"),
        ("# escape=`\nFROM x\nRUN a\napt-get x\n", "line 3 does not end in `: this line is not part of its RUN"),
        ("FROM x\nUSER a\napt-get update\n", "write `RUN apt-get ...`"),
        ("FROM x\nMKDIR /x\n", "write `RUN mkdir ...`"),
        ("FROM x\n//RUN make\n", "a comment begins with #"),
        ('FROM x\nENTRYPOINT["/server"]\n', "put a blank behind ENTRYPOINT"),
        ("FROM x\n<<<<<<< HEAD\nRUN a\n", "a merge conflict is not resolved"),
        ("<!DOCTYPE html>\n", "it looks like a web page, not like a Dockerfile"),
        ("FROM x\n{{ if y }}\n", "it looks like a template: give slimmer the file that is made of it"),
        (
            "FROM x\nRUN cat <<EOF\na\n EOF\n",
            "end it with a line that holds the word and nothing else, no blank before",
        ),
        ("FROM x\nqqqq\n", ""),
        ("", "is it the right file?"),
        ("# one\n# escape=`\n", "is it the right file?"),
        ("{% if x %}\nFROM a\n{% endif %}\n", "it looks like a template"),
        ("<% if x %>\nFROM a\n", "it looks like a template"),
        ("RUNN a\rRUN b\r", "carriage returns alone end no line"),
        ("FROM a\nRUN " + "x" * 70_000, "break the line with \\"),
        ("FROM x\nENV\tA\n", ""),
        ("FROM x\nSHELL bash\n", "write it as a JSON array, with double quotes"),
    ],
)
def test_what_to_do(text: str, help_: str) -> None:
    found, _ = told(text)
    assert found.help.startswith(help_)
    assert bool(found.help) == bool(help_)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("SHELL bash", "SHELL requires the arguments to be in JSON form"),
        ("SHELL ['bash', '-c']", "SHELL requires the arguments to be in JSON form"),
        ("shell /bin/bash -c", "SHELL requires the arguments to be in JSON form"),
        ("SHELL", "SHELL requires at least one argument"),
        ("SHELL []", "SHELL requires at least one argument"),
    ],
)
def test_shell_takes_json_alone(line: str, message: str) -> None:
    found, place = told(f"FROM x\n{line}\nRUN a\n")
    assert (found.line, found.message, place) == (2, message, line)


@pytest.mark.parametrize("line", ['SHELL ["bash", "-c"]', "ONBUILD SHELL bash", "ONBUILD SHELL", "ONBUILD RUN bash"])
def test_what_is_behind_onbuild_is_looked_at_when_a_child_is_built(line: str) -> None:
    assert not parse(Source("Dockerfile", f"FROM x\n{line}\nRUN a\n")).problems


def test_what_the_parser_refuses_is_refused_behind_onbuild_too() -> None:
    assert told("FROM x\nONBUILD SHELL [1]\n")[0].message.startswith("when using JSON array syntax")
