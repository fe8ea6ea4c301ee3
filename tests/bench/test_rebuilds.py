"""The cost model: which steps a build of a history runs again, and what that costs."""

from __future__ import annotations

import pytest

from slimmer.bench.plans import plan
from slimmer.bench.rebuilds import Build, Costs, costs, kept, modelled, pooled, replayed
from slimmer.build.result import Step as Measured
from slimmer.model.dockerignore import DockerIgnore


def ran(*builds: tuple[str, dict[str, str]]) -> list[list[str]]:
    """For each build, the texts of the steps that run."""
    found = replayed(Build(plan(text), files) for text, files in builds)
    return [[each.text for each in steps] for steps in found]


MANIFEST_FIRST = "FROM a\nCOPY list .\nRUN install\nCOPY . .\nRUN make\n"
FILES = {"list": "1", "src/x": "1", "src/deep/y": "1", "docs/z": "1"}


@pytest.mark.parametrize(
    ("text", "changed", "again"),
    [
        (MANIFEST_FIRST, {}, []),
        (MANIFEST_FIRST, {"src/x": "2"}, ["COPY . .", "RUN make"]),
        (MANIFEST_FIRST, {"list": "2"}, ["COPY list .", "RUN install", "COPY . .", "RUN make"]),
        ("FROM a\nCOPY src /s\nRUN make\n", {"docs/z": "2"}, []),
        ("FROM a\nCOPY ./src/ /s\nRUN make\n", {"src/deep/y": "2"}, ["COPY ./src/ /s", "RUN make"]),
        ("FROM a\nCOPY sr /s\n", {"src/x": "2"}, []),
        ("FROM a\nCOPY s* /s\n", {"src/deep/y": "2"}, ["COPY s* /s"]),
        ("FROM a\nCOPY src/* /s\n", {"src/deep/y": "2"}, ["COPY src/* /s"]),
        ("FROM a\nCOPY src/* /s\n", {"docs/z": "2"}, []),
        ("FROM a\nCOPY li?t /s\n", {"list": "2"}, ["COPY li?t /s"]),
        ('FROM a\nCOPY ["src", "/s"]\n', {"src/x": "2"}, ['COPY ["src", "/s"]']),
        ("FROM a\nARG D=src\nCOPY $D /s\n", {"docs/z": "2"}, []),
        ("FROM a\nARG D\nCOPY $D /s\n", {"docs/z": "2"}, ["COPY $D /s"]),
        ("FROM a\nCOPY . .\n", {"added": "1"}, ["COPY . ."]),
        ("FROM a\nCOPY <<E /x\nlist\nE\n", {"list": "2"}, []),
        ("FROM a\nADD https://example.com/list /\n", {"list": "2"}, []),
        ("FROM a\nRUN --mount=type=bind,target=/s make\n", {"docs/z": "2"}, ["RUN --mount=type=bind,target=/s make"]),
        ("FROM a\nRUN --mount=type=bind,source=src,target=/s make\n", {"docs/z": "2"}, []),
        ("FROM a\nRUN --mount=type=cache,target=/s make\n", {"docs/z": "2"}, []),
        ("FROM a\nCOPY list /\nCOPY --link src /s\nRUN make\n", {"list": "2"}, ["COPY list /", "RUN make"]),
    ],
)  # fmt: skip
def test_a_change_runs_what_reads_it_and_what_builds_on_that(
    text: str, changed: dict[str, str], again: list[str]
) -> None:
    assert ran((text, FILES), (text, {**FILES, **changed}))[1] == again


STAGES = """FROM a AS unneeded
COPY . .
FROM a AS build
COPY src .
RUN make
FROM b AS other
COPY docs .
FROM build AS more
RUN more
FROM c
COPY --from=more /x /x
RUN --mount=from=other,target=/o use
RUN last
"""


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ({"list": "2"}, []),
        (
            {"src/x": "2"},
            ["COPY src .", "RUN make", "RUN more", "COPY --from=more /x /x",
             "RUN --mount=from=other,target=/o use", "RUN last"],
        ),
        ({"docs/z": "2"}, ["COPY docs .", "RUN --mount=from=other,target=/o use", "RUN last"]),
    ],
)  # fmt: skip
def test_stages_are_a_graph(changed: dict[str, str], again: list[str]) -> None:
    first, second = ran((STAGES, FILES), (STAGES, {**FILES, **changed}))
    assert second == again
    assert len(first) == 12 - 2  # a target's steps, without those of a stage it does not need


@pytest.mark.parametrize(
    ("after", "again"),
    [
        (MANIFEST_FIRST + "CMD x\nEXPOSE 8\nLABEL a=b\n", []),
        ("# a comment\n" + MANIFEST_FIRST.replace("RUN make", "RUN \\\n# c\n  make"), ["RUN   make"]),
        (MANIFEST_FIRST.replace("make", "make all"), ["RUN make all"]),
        (MANIFEST_FIRST.replace("FROM a\n", "FROM a\nENV X=1\n"), ["RUN install", "COPY . .", "RUN make"]),
        (MANIFEST_FIRST.replace("FROM a", "FROM b"), ["FROM b", "COPY list .", "RUN install", "COPY . .", "RUN make"]),
        (MANIFEST_FIRST.replace("FROM a", "FROM a AS named"), []),
        (MANIFEST_FIRST.replace("COPY list .", 'COPY ["./list", "./"]').replace("COPY . .", "copy ./ ./"), []),
        (MANIFEST_FIRST.replace("COPY list .", "COPY --chown=1 list ."),
         ["COPY --chown=1 list .", "RUN install", "COPY . .", "RUN make"]),
        (MANIFEST_FIRST.replace("COPY . .", "COPY . x"), ["COPY . x", "RUN make"]),
    ],
)  # fmt: skip
def test_a_change_of_the_dockerfile_runs_all_from_the_changed_instruction_on(after: str, again: list[str]) -> None:
    assert ran((MANIFEST_FIRST, FILES), (after, FILES))[1] == again


def test_what_was_changed_back_is_found_again() -> None:
    changed = {**FILES, "list": "2"}
    assert ran((MANIFEST_FIRST, FILES), (MANIFEST_FIRST, changed), (MANIFEST_FIRST, FILES))[2] == []


def test_files_that_dockerignore_leaves_out_change_nothing() -> None:
    files = {"a": "1", "docs/x": "1", "docs/kept/y": "1", ".git/HEAD": "1", "deep/docs/z": "1"}
    rules = DockerIgnore.parse(b"docs\n.git\n!docs/kept\n")
    assert kept(files, rules).keys() == {"a", "docs/kept/y", "deep/docs/z"}
    assert kept(files, DockerIgnore.parse(b"docs")).keys() == {"a", ".git/HEAD", "deep/docs/z"}


def test_costs_are_those_of_the_step_at_the_same_place() -> None:
    steps = plan("FROM a AS build\nWORKDIR /x\nRUN make\nFROM scratch\nCOPY --from=build /x /x\n")
    measured = (
        Measured("[internal] load build definition", 9.0, cached=False, internal=True),
        Measured("[build 1/3] FROM docker.io/library/a", 0.5, cached=False, internal=False),
        Measured("[build 2/3] WORKDIR /x", 0.25, cached=False, internal=False),
        Measured("[build 3/3] RUN make", 8.0, cached=False, internal=False),
        Measured("[stage-1 1/1] COPY --from=build /x /x", 1.0, cached=False, internal=False),
    )
    assert [costs(steps, measured).of(each) for each in steps] == [0.5, 0.25, 8.0, 1.0]


def test_a_step_that_was_not_measured_costs_what_the_most_similar_one_does() -> None:
    told = Costs({"RUN make all": 8.0, "RUN rm -r x": 1.0, "COPY make all": 0.5})
    first, second, third = plan("FROM scratch\nRUN make\nCOPY make x\nWORKDIR /make\n")
    assert (told.of(first), told.of(second), told.of(third)) == (8.0, 0.5, 0.0)


def test_what_several_variants_share_costs_the_mean_in_each() -> None:
    texts = {
        "before": "FROM a\nCOPY list .\nRUN make\nRUN rm x\n",
        "after": "FROM a AS build\nCOPY list ./\nRUN make\nFROM scratch\nCOPY --from=build /x /\n",
        "other base": "FROM b\nCOPY list .\nRUN make\n",
        "otherwise": "FROM a\nENV CC=cc\nCOPY list .\nRUN make\n",
    }
    last = {name: Build(plan(text), FILES) for name, text in texts.items()}
    told = {
        "before": Costs({"FROM a": 1.0, "COPY list .": 1.0, "RUN make": 10.0, "RUN rm x": 2.0}),
        "after": Costs({"FROM a": 3.0, "COPY list ./": 2.0, "RUN make": 14.0, "COPY --from=build /x /": 0.5}),
        "other base": Costs({"FROM b": 1.0, "COPY list .": 1.0, "RUN make": 20.0}),
        "otherwise": Costs({"FROM a": 2.0, "COPY list .": 9.0, "RUN make": 30.0}),
    }
    found = {name: [each.seconds[step.text] for step in last[name].steps] for name, each in pooled(last, told).items()}
    assert found == {
        "before": [2.0, 4.0, 12.0, 2.0],  # neither the name of a stage nor `./` for `.` makes another step
        "after": [2.0, 4.0, 12.0, 0.5],
        "other base": [1.0, 1.0, 20.0],
        "otherwise": [2.0, 4.0, 30.0],  # a COPY is the same whatever ENV says, a RUN is not
    }
    assert pooled({"before": last["before"]}, told) == {"before": told["before"]}


def test_the_expected_seconds_for_each_number_of_commits_a_build() -> None:
    told = Costs({"FROM a": 1.0, "COPY list .": 1.0, "RUN install": 10.0, "COPY . .": 1.0, "RUN make": 3.0})
    steps = plan(MANIFEST_FIRST)
    # Of six commits behind the first, all change the source and the last one the list.
    builds = [Build(steps, {"list": "2" if at == 6 else "1", "src/x": str(at)}) for at in range(7)]
    found = modelled("before", builds, told, (1, 3, 10))
    assert [(each.commits, each.builds, each.expected) for each in found] == [
        (1, 6, (5 * 4.0 + 15.0) / 6),
        (3, 2, (4.0 + 15.0) / 2),
    ]
