"""Mappings of which every step stays."""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.model.growing import FEW, updated


def test_each_step_keeps_what_it_held() -> None:
    steps: list[Mapping[str, str]] = [{}]
    for number in range(10 * FEW):
        steps.append(updated(steps[-1], {f"name{number}": str(number), "last": str(number)}))
    for number, step in enumerate(steps):
        assert dict(step) == {f"name{each}": str(each) for each in range(number)} | (
            {"last": str(number - 1)} if number else {}
        )
        assert len(step) == (number + 1 if number else 0)
        assert f"name{number}" not in step
        assert step.get("other") is None


def test_two_may_go_on_from_one() -> None:
    base = updated({}, {f"name{number}": "base" for number in range(2 * FEW)})
    left, right = updated(base, {"name1": "left"}), updated(base, {"name1": "right", "more": "right"})
    assert (base["name1"], left["name1"], right["name1"]) == ("base", "left", "right")
    assert len(left) == len(base) == len(right) - 1


def test_names_whose_hashes_begin_alike_lie_together() -> None:
    class Alike(str):
        __slots__ = ()

        def __hash__(self) -> int:
            return 7

        __eq__ = str.__eq__

    names = [Alike(number) for number in range(2 * FEW)]
    held = updated({}, {name: str(name) for name in names})
    assert [held[name] for name in names] == list(map(str, names))
    assert len(held) == len(names)
