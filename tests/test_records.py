"""The data classes of slimmer beside those of the standard library: the same declarations, the same behaviour."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import pytest

from slimmer import records

Make = Callable[..., Any]
BOTH = pytest.mark.parametrize("module", [records, dataclasses], ids=["records", "dataclasses"])


@pytest.fixture(autouse=True, params=[0, records._FEW], ids=["written", "first"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests with an `__init__` that is written for the first instance, and with one that never is."""
    monkeypatch.setattr(records, "_FEW", 1000 * request.param)


FORMS: list[dict[str, bool]] = [
    {"frozen": frozen, "slots": slots, "eq": eq, "kw_only": kw_only}
    for frozen in (True, False)
    for slots in (True, False)
    for eq in (True, False)
    for kw_only in (True, False)
]


def declared(module: Any, **form: bool) -> Any:
    @module.dataclass(**form)
    class Point:
        """A place."""

        kind: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: list[str] = module.field(default_factory=list, repr=False)
        note: str = module.field(default="none", compare=False)

        @property
        def total(self) -> int:
            return self.x + self.y

    return Point


def outcome(action: Callable[[], object]) -> object:
    """What an action gives, or the kind of its error."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001  whatever it is, both must have it
        return type(error)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: "-".join(name for name, on in form.items() if on) or "plain")
def test_behaves_as_a_standard_data_class(form: dict[str, bool]) -> None:
    def seen(module: Any) -> list[object]:
        point = declared(module, **form)

        def assigned() -> int:
            made = point(x=1)
            made.x = 5
            return int(made.x)

        def deleted() -> bool:
            made = point(x=1)
            del made.x
            return hasattr(made, "x")

        return [
            outcome(lambda: repr(point(1))),
            outcome(lambda: repr(point(1, 3, ["a"], "b"))),
            outcome(lambda: repr(point(x=1, note="b"))),
            outcome(point),
            outcome(lambda: point(1, 2, [], "", 5)),
            outcome(lambda: point(x=1, z=2)),
            outcome(lambda: point(x=1) == point(x=1, note="other")),
            outcome(lambda: point(x=1) == point(x=2)),
            outcome(lambda: point(x=1) == (1, 2, [], "none")),
            outcome(lambda: hash(point(x=1)) is not None),
            outcome(lambda: point(x=1).tags is point(x=1).tags),
            outcome(assigned),
            outcome(deleted),
            outcome(lambda: point(x=1).total),
            outcome(lambda: [each.name for each in dataclasses.fields(point)]),
            outcome(lambda: [(each.type, each.repr, each.compare) for each in dataclasses.fields(point)]),
            outcome(lambda: dataclasses.asdict(point(x=1, tags=["a"]))),
            outcome(lambda: repr(dataclasses.replace(point(x=1), y=5))),
            outcome(lambda: repr(module.replace(point(x=1, note="kept"), y=5))),
            outcome(lambda: module.replace(point(x=1), z=5)),
            outcome(lambda: repr(copy.copy(point(x=1, y=7)))),
            outcome(lambda: repr(copy.deepcopy(point(x=1, y=7)))),
            hasattr(point(x=1), "__dict__"),
            point.__match_args__,
            point.__qualname__,
            point.__doc__,
            point.kind,
            getattr(point, "__slots__", None),
        ]

    assert seen(records) == seen(dataclasses)


@pytest.mark.parametrize("slots", [True, False])
def test_a_frozen_instance_takes_no_attribute_that_is_no_field(slots: bool) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="other"):
        declared(records, frozen=True, slots=slots)(1).other = 1


@BOTH
def test_what_a_class_defines_itself_stays(module: Any) -> None:
    @module.dataclass(frozen=True, slots=True)
    class Own:
        x: int
        y: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.x == other.x

        def __hash__(self) -> int:
            return self.x

        def __repr__(self) -> str:
            return "own"

    own: Any = Own
    assert (own(1, 2) == own(1, 3), hash(own(1, 2)), repr(own(1, 2))) == (True, 1, "own")


@BOTH
def test_an_own_equality_does_not_cost_the_hash(module: Any) -> None:
    @module.dataclass(frozen=True)
    class Own:  # noqa: PLW1641  the decorator gives it a hash
        x: int

        def __eq__(self, other: object) -> bool:
            return False

    own: Any = Own
    assert hash(own(1)) == hash(own(1))
    assert own(1) != own(1)


@BOTH
def test_fields_of_a_base_come_first_and_may_get_a_default(module: Any) -> None:
    @module.dataclass(frozen=True, slots=True)
    class Base:
        a: int
        b: int

    @module.dataclass(frozen=True, slots=True)
    class Below(Base):
        c: int = 3
        b: int = 5

    base: Any = Base
    below: Any = Below
    assert repr(below(1)).endswith("Below(a=1, b=5, c=3)")
    assert below.__slots__ == ("c",)
    assert not hasattr(below(1), "__dict__")
    assert base(1, 5) != below(1)


@BOTH
def test_a_class_without_slots_below_one_with_them_can_keep_what_it_found(module: Any) -> None:
    @module.dataclass(frozen=True, slots=True, eq=False)
    class Base:
        a: int

    @module.dataclass(frozen=True, eq=False)
    class Below(Base):
        b: int = 2

        @cached_property
        def total(self) -> int:
            return self.a + self.b

    kind: Any = Below
    below = kind(1)
    assert (below.total, vars(below)["total"], below == kind(1)) == (3, 3, False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        below.a = 2


@BOTH
def test_what_comes_after_init_may_refuse(module: Any) -> None:
    @module.dataclass(frozen=True)
    class Positive:
        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError(self.x)

    positive: Any = Positive
    assert positive(1).x == 1
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            positive(-1)


@BOTH
def test_a_class_with_an_init_of_its_own(module: Any) -> None:
    @module.dataclass(frozen=True, slots=True, init=False)
    class Own:
        x: tuple[int, ...]

        def __init__(self, *x: int) -> None:
            object.__setattr__(self, "x", x)

    assert Own(1, 2) == Own(1, 2)
    assert Own(1, 2).x == (1, 2)


@BOTH
def test_abstract_classes_stay_abstract(module: Any) -> None:
    class Abstract(ABC):
        @abstractmethod
        def run(self) -> int: ...

    @module.dataclass(frozen=True)
    class Unfinished(Abstract):
        x: int = 1

    @module.dataclass(frozen=True)
    class Done(Unfinished):
        def run(self) -> int:
            return self.x

    with pytest.raises(TypeError, match="abstract"):
        Unfinished()  # type: ignore[abstract]  # the mistake the test is about
    assert Done().run() == 1


@BOTH
@pytest.mark.parametrize("frozen", [True, False])
def test_frozen_and_other_classes_do_not_mix(module: Any, frozen: bool) -> None:
    @module.dataclass(frozen=frozen)
    class Base:
        x: int

    with pytest.raises(TypeError, match="frozen"):

        @module.dataclass(frozen=not frozen)
        class Below(Base):
            y: int


@BOTH
def test_a_default_that_can_change_is_refused(module: Any) -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @module.dataclass
        class Shared:
            x: list[int] = []  # noqa: RUF012  the mistake the test is about


@BOTH
def test_a_field_without_a_default_does_not_follow_one_that_has_one(module: Any) -> None:
    with pytest.raises(TypeError, match="'y'"):

        @module.dataclass
        class Late:
            x: int = 1
            y: str


@BOTH
def test_classes_of_one_shape_keep_their_own_names_and_defaults(module: Any) -> None:
    @module.dataclass(frozen=True, slots=True)
    class First:
        a: int
        b: int = 1
        c: list[int] = module.field(default_factory=lambda: [1])

    @module.dataclass(frozen=True, slots=True)
    class Second:
        x: int
        y: int = 2
        z: list[int] = module.field(default_factory=lambda: [2])

    first: Any = First
    second: Any = Second
    assert (repr(first(0)).partition(".")[2], first(0).c) == (repr(first(a=0, b=1, c=[1])).partition(".")[2], [1])
    assert (second(0).y, second(0).z, second(x=0, z=[3]).z) == (2, [2], [3])
    with pytest.raises(TypeError, match="unexpected keyword argument 'a'"):
        second(a=0)


@BOTH
def test_an_unknown_option_is_refused(module: Any) -> None:
    with pytest.raises(TypeError):
        module.dataclass(frosen=True)(type("A", (), {}))


@records.dataclass(frozen=True, slots=True)
class Slotted:
    x: int
    y: str = "b"


@records.dataclass(frozen=True, eq=False)
class Dictionary:
    x: int
    y: str = "b"

    @cached_property
    def twice(self) -> int:
        return 2 * self.x


@records.dataclass(slots=True)
class Changing:
    x: int
    y: str = "b"


@pytest.mark.parametrize("kind", [Slotted, Dictionary, Changing])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_goes_to_other_processes(kind: type[Any], protocol: int) -> None:
    there = pickle.loads(pickle.dumps(kind(3, "c"), protocol))
    assert (type(there), there.x, there.y) == (kind, 3, "c")


def test_what_was_found_out_stays_behind() -> None:
    here = Dictionary(3)
    assert here.twice == 6
    assert "twice" not in vars(pickle.loads(pickle.dumps(here)))


def test_names_of_fields() -> None:
    assert records.field_names(Slotted) == ("x", "y")
    assert records.field_names(int) == ()


def test_matches_by_position() -> None:
    match Slotted(1, "c"):
        case Slotted(x, y):
            assert (x, y) == (1, "c")


def test_an_error_names_the_class() -> None:
    with pytest.raises(TypeError, match=r"Slotted.__init__\(\) missing 1 required positional argument: 'x'"):
        Slotted()  # type: ignore[call-arg]  # the mistake the test is about


def test_a_subclass_that_is_no_data_class_inherits_all_of_it() -> None:
    class Below(Slotted):
        pass

    assert repr(Below(1)) == f"{Below.__qualname__}(x=1, y='b')"
    assert Below(1) == Below(1)
    assert Below(1) != Slotted(1)


def test_declaring_a_class_compiles_nothing_and_imports_nothing() -> None:
    program = (
        "import builtins, sys\n"
        "from slimmer.records import _FEW, dataclass\n"
        "compiled = []\n"
        "real, builtins.compile = compile, lambda *given: (compiled.append(given[0]), real(*given))[1]\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class A:\n    x: int = 1\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class B:\n    y: int = 2\n"
        "assert A(2).x == 2 and A().x == 1 and B().y == 2\n"
        "assert A(1) == A() and hash(A()) and repr(A())\n"
        "assert not compiled, compiled\n"
        "made = [A(1) for _ in range(_FEW)], [B() for _ in range(_FEW)]\n"
        "assert len(compiled) == 1, compiled\n"
        "assert made[0][0] == made[0][-1] and made[1][0].y == made[1][-1].y == 2\n"
        "assert 'dataclasses' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
