from __future__ import annotations

import pytest

from slimmer.model.stages import StageGraph, stage_graph
from slimmer.model.values import Certainty
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

FILE = """\
ARG VERSION=12
ARG BASE
FROM debian:${VERSION} AS Build
RUN make
FROM build AS test
RUN make check
FROM alpine AS tools
FROM ${BASE:-alpine}
COPY --from=0 /out /out
RUN --mount=from=tools,target=/t true
ONBUILD COPY --from=build /x /x
FROM $BASE AS last
"""


def graph(text: str = FILE, target: str | None = None) -> StageGraph:
    return stage_graph(parse(Source.decode(text.encode())), target)


def test_names_parents_and_images() -> None:
    stages = graph().stages
    assert [stage.name for stage in stages] == ["build", "test", "tools", None, "last"]
    assert [stage.parent and stage.parent.index for stage in stages] == [None, 0, None, None, None]
    assert [str(stage.image) for stage in stages] == ["debian:12", "None", "alpine", "None", "None"]
    assert stages[0].base.certainty is Certainty.DEFAULT
    assert stages[3].base.certainty is Certainty.UNKNOWN


def test_a_parents_name_is_compared_as_written() -> None:
    assert graph("FROM a AS Build\nFROM Build\n").stages[1].parent is None


@pytest.mark.parametrize(
    ("target", "index"), [(None, 4), ("TEST", 1), ("build", 0), ("3", 3), ("9", None), ("none", None)]
)
def test_target(target: str | None, index: int | None) -> None:
    found = graph(target=target).target
    assert (found and found.index) == index


@pytest.mark.parametrize(
    ("target", "reaching", "needed"),
    [("test", {0, 1}, {0, 1}), ("3", {3}, {0, 2, 3}), ("none", set(), set())],
)
def test_what_reaches_the_target(target: str, reaching: set[int], needed: set[int]) -> None:
    found = graph(target=target)
    assert {stage.index for stage in found.stages if found.reaches_target(stage)} == reaching
    assert {stage.index for stage in found.stages if found.is_needed(stage)} == needed


def test_references() -> None:
    found = [(used.stage.index, used.instruction.name, used.to.index, used.sources) for used in graph().references]
    assert found == [(3, "COPY", 0, ("/out",)), (3, "RUN", 2, ("",)), (3, "COPY", 0, ("/x",))]


def test_a_mounts_stage_has_no_number_and_a_name_may_be_taken_twice() -> None:
    found = graph("FROM a AS x\nFROM b AS x\nFROM c\nRUN --mount=from=0,target=/m true\nCOPY --from=x /a /a\n")
    assert [used.to.index for used in found.references] == [1]


def test_the_chain_and_those_who_continue() -> None:
    found = graph("FROM a AS x\nFROM x AS y\nFROM y\nFROM b\n")
    assert [stage.index for stage in found.chain(found.stages[2])] == [0, 1, 2]
    assert [stage.index for stage in found.continued_by(found.stages[0])] == [1, 2]


@pytest.mark.parametrize("parents", ["", "0123456", "0000000", "xx0x1120", "x0x2013x45"])
def test_whether_one_stage_continues_another(parents: str) -> None:
    lines = (f"FROM {'a' if each == 'x' else f's{each}'} AS s{at}\n" for at, each in enumerate(parents, 1))
    found = graph("FROM a AS s0\n" + "".join(lines))
    for stage in found.stages:
        for other in found.stages:
            assert found.continues(stage, other) == (other in found.chain(stage))


def test_what_the_first_of_a_chain_has_is_inherited() -> None:
    found = graph("FROM a AS s0\nFROM s0 AS s1\nFROM s1 AS s2\nFROM b AS s3\nFROM s3 AS s4\n")
    assert found.inherited({}) == {}
    assert found.inherited({1: "one", 2: "two", 4: "four"}) == {1: "one", 2: "one", 4: "four"}


def test_a_fragment_is_one_stage_that_is_built() -> None:
    found = graph("RUN a\nRUN b\n")
    assert len(found.stages) == 1
    assert found.reaches_target(found.stages[0])
    assert found.stages[0].base.text is None


def test_an_empty_file_has_no_stage() -> None:
    assert graph("# nothing\n").target is None


def test_every_instruction_has_its_stage() -> None:
    tree = parse(Source.decode(FILE.encode()))
    found = stage_graph(tree)
    owners = [found.stage_of(each) for each in tree.instructions]
    assert [owner and owner.index for owner in owners] == [None, None, 0, 0, 1, 1, 2, 3, 3, 3, 3, 4]
