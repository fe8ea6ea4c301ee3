"""Dockerfiles made by grammar: every kind of instruction, broken and commented wherever Docker lets one."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

ODD = ("\u2028", "\x1c", "\x85", "\xa0")
"""Characters that Python takes for line ends or blanks; for Docker's joins and the shell they are letters."""

_WORDS = (
    *("a", "install", "-y", "--flag=1", "x=1", "./b", "/c/*.txt", "'q r'", '"d $e"', "${f:-g h}", "$(i j | k)"),
    *("`l m`", "\\$n", 'o"p"q', "2>&1", ">/dev/null", "$((1 + 2))", "#no", "r#s", "esac", "{t,u}", "~"),
    *(f"v{char}w" for char in ODD),
)
_NAMES = ("apt-get", "pip", "echo", "true", "make", "[", "cd", "A=1 env")
_OPERATORS = ("&&", "&&", "&&", "&&", "||", ";", "|")
_COMMENTS = ("# note", "#", "# && not a command", "  # indented \\", "\t# tab `")
_IMAGES = ("debian:12", "${BASE}", "scratch", "registry:5000/a/b@sha256:" + "0" * 64)


@st.composite
def joins(draw: DrawFn, escape: str, newline: str, *, often: bool = False) -> str:
    """What may stand between two words: a blank, or a join with comments and blank lines behind it."""
    if draw(st.integers(0, 2 if often else 5)) != 0:
        return draw(st.sampled_from((" ", " ", "  ", "\t")))
    lines = draw(st.lists(st.sampled_from((*_COMMENTS, "", "  ")), max_size=2))
    ending = draw(st.sampled_from((escape, escape, f"{escape} ")))
    indent = draw(st.sampled_from(("    ", "\t", "  ", " ")))
    return f" {ending}{newline}{''.join(line + newline for line in lines)}{indent}"


@st.composite
def scripts(draw: DrawFn, escape: str, newline: str) -> str:
    """A shell script on one logical line."""
    gaps = joins(escape, newline)
    parts: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        if number:
            operator = draw(st.sampled_from(_OPERATORS))
            parts.append(
                f"{draw(joins(escape, newline, often=True))}{operator}{draw(joins(escape, newline, often=True))}"
            )
        kind = draw(st.integers(0, 9))
        command = draw(st.sampled_from(_NAMES))
        for _ in range(draw(st.integers(0, 4))):
            command += draw(gaps) + draw(st.sampled_from(_WORDS))
        if command.startswith("["):
            command += " ]"
        if kind == 0:
            command = f"for x in 1 2; do{draw(gaps)}{command}; done"
        elif kind == 1:
            command = f"({draw(gaps)}{command} )"
        elif kind == 2:
            command = f"if {command}; then{draw(gaps)}set -e; fi"
        parts.append(command)
    lead = draw(st.sampled_from(("", "", "", "set -e; ", "set -ex && ")))
    tail = draw(st.sampled_from(("", "", "", "", " # trailing", ";", " &")))
    return lead + "".join(parts) + tail


@st.composite
def heredocs(draw: DrawFn, newline: str) -> tuple[str, str]:
    """A here-document's mark and its lines."""
    chomp = draw(st.sampled_from(("", "-")))
    quote = draw(st.sampled_from(("", "'", '"')))
    lines = draw(st.lists(st.sampled_from(("set -e", "echo a b", "# kept", "", "echo $(c d) \\", "x && y", "f; g"))))
    while lines and lines[-1].endswith("\\"):
        lines.pop()
    margin = "\t" if chomp else ""
    body = "".join(f"{margin}{line}{newline}" for line in lines)
    return f"<<{chomp}{quote}EOF{quote}", f"{newline}{body}{margin}EOF"


@st.composite
def instructions(draw: DrawFn, escape: str, newline: str) -> str:
    """One instruction without its last line's end."""
    gap = draw(joins(escape, newline))
    script = draw(scripts(escape, newline))
    kind = draw(st.integers(0, 15))
    if kind < 5:
        flags = draw(st.sampled_from(("", "", f"--mount=type=cache,target=/m{gap}", "--network=none ")))
        text = f"{draw(st.sampled_from(('RUN', 'RUN', 'run', 'Run')))}{gap}{flags}{script}"
    elif kind < 7:
        mark, body = draw(heredocs(newline))
        text = f"RUN {draw(st.sampled_from(('', 'cat ', 'bash -s ')))}{mark}{body}"
    elif kind == 7:
        mark, body = draw(heredocs(newline))
        text = f"COPY {mark} /etc/x{body}"
    else:
        others = (
            f"COPY --chown=a:b{gap}x y /z/",
            f'COPY{gap}["a b", "c"]',
            f"ENV{gap}A=1{gap}B='x y'",
            "ENV legacy value with spaces",
            f"FROM{gap}{draw(st.sampled_from(_IMAGES))}{draw(st.sampled_from(('', ' AS b', ' as c')))}",
            f"ONBUILD RUN{gap}{script}",
            f"HEALTHCHECK --interval=5s{gap}CMD {script}",
            f"CMD{gap}{script}",
            'ENTRYPOINT ["a", "b"]',
            f"LABEL a=b{gap}c=d",
            "WORKDIR /w w",
            "USER u",
            f"EXPOSE 1{gap}2/udp",
            'SHELL ["/bin/bash", "-e", "-c"]',
            "ARG V=1",
        )
        text = draw(st.sampled_from(others))
    return draw(st.sampled_from(("", "", "", "  ", "\t"))) + text


@st.composite
def dockerfiles(draw: DrawFn) -> str:
    """A whole file."""
    escape = draw(st.sampled_from(("\\", "\\", "\\", "`")))
    newline = draw(st.sampled_from(("\n", "\n", "\n", "\r\n")))
    head = draw(st.sampled_from(("", "", "", "\ufeff")))
    if escape == "`":
        head += f"# escape=`{newline}"
    head += draw(st.sampled_from(("", f"# a header{newline}", f"{newline}", f"ARG BASE=x{newline}")))
    lines = [f"FROM debian{newline}"]
    between = st.sampled_from(
        ("", "", newline, newline, f"# about it{newline}", f"{newline}  # one{newline}#two{newline}")
    )
    drawn = draw(st.lists(st.tuples(between, instructions(escape, newline)), min_size=1, max_size=6))
    lines += [f"{gap}{text}{newline}" for gap, text in drawn]
    whole = head + "".join(lines)
    return whole if draw(st.integers(0, 3)) else whole.removesuffix(newline)


def texts() -> SearchStrategy[str]:
    """Any text a file may hold: whole files, damaged files, and noise."""
    pieces = st.sampled_from(
        (
            "FROM a",
            "RUN ",
            "ONBUILD ",
            "COPY <<E /x",
            "E",
            "\n",
            "\n",
            "\r\n",
            "\\\n",
            "`\n",
            "# c",
            "#escape=`",
            "--f=",
            "[",
            '"a"',
            "]",
            "=",
            " ",
            "\t",
            "{{ x }}",
            *ODD,
        )
    )
    noise = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60)
    damaged = st.tuples(dockerfiles(), st.integers(0, 300), st.integers(0, 5), st.one_of(pieces, st.just(""))).map(
        lambda parts: parts[0][: parts[1]] + parts[3] + parts[0][parts[1] + parts[2] :]
    )
    return st.one_of(dockerfiles(), damaged, st.lists(pieces, max_size=30).map("".join), noise)
