"""Two stages of one: what moves, what stays, and what is refused."""

from __future__ import annotations

from slimmer.syntax.nodes import Arg, Expose, From, Instruction, Run
from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.stages import Moved, Piece, staged
from slimmer.text.source import Source


def apply(text: str, pieces: list[Piece | type[Instruction]], base: str = "scratch") -> str:
    tree = parse(Source("Dockerfile", text))
    last = next(each for each in tree.instructions if isinstance(each, Run))
    given: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, type):
            given.append(Moved(next(each for each in tree.instructions if isinstance(each, piece))))
        else:
            given.append(piece)
    answer = staged(tree, last, base, given)
    return answer.reason if isinstance(answer, No) else answer.apply(text)


def test_what_builds_stays_and_what_follows_is_of_the_new_stage() -> None:
    before = 'FROM golang\nRUN go build\n\n# start\nCMD ["a"]\n'
    after = 'FROM golang AS build\nRUN go build\n\nFROM scratch\nCOPY --from=build /a /a\n\n# start\nCMD ["a"]\n'
    assert apply(before, ["COPY --from=build /a /a"]) == after


def test_a_moved_instruction_takes_its_comments_and_leaves_no_second_blank_line() -> None:
    before = "FROM golang\n\n# ports\n# of the service\nEXPOSE 80 \\\n  81\n\nRUN go build\n"
    after = "FROM golang AS build\n\nRUN go build\n\nFROM scratch\n# ports\n# of the service\nEXPOSE 80 \\\n  81\n"
    assert apply(before, [Expose]) == after


def test_a_named_stage_keeps_its_name_and_lower_case_stays_lower() -> None:
    before = "from golang as b\nrun go build"
    assert (
        apply(before, ["COPY --from=b /a /a"]) == "from golang as b\nrun go build\n\nfrom scratch\ncopy --from=b /a /a"
    )


def test_carriage_returns_and_margin_are_kept() -> None:
    before = '  FROM golang\r\n  RUN go build\r\n  CMD ["a"]\r\n'
    after = '  FROM golang AS build\r\n  RUN go build\r\n\r\n  FROM scratch\r\n  USER 1\r\n  CMD ["a"]\r\n'
    assert apply(before, ["USER 1"]) == after


def test_flags_of_the_new_base() -> None:
    before = "FROM golang\nRUN go build\n"
    after = "FROM golang AS build\nRUN go build\n\nFROM --platform=linux/arm64 scratch\n"
    assert apply(before, [], "--platform=linux/arm64 scratch") == after


def test_a_file_with_two_stages_is_refused() -> None:
    assert "exactly one stage" in apply("FROM a\nRUN x\nFROM b\n", [])


def test_what_stands_behind_the_build_is_not_moved() -> None:
    assert "only what stands above" in apply("FROM golang\nRUN go build\nEXPOSE 80\n", [Expose])


def test_from_and_the_arguments_above_it_are_not_moved() -> None:
    assert "only what stands above" in apply("FROM golang\nRUN go build\n", [From])
    assert "only what stands above" in apply("ARG A=1\nFROM golang\nRUN go build\n", [Arg])


def test_a_piece_must_be_one_instruction_on_one_line() -> None:
    assert "is not one instruction" in apply("FROM golang\nRUN go build\n", ["USER 1\nUSER 2"])
    assert "is not one instruction" in apply("FROM golang\nRUN go build\n", ["# a comment"])
