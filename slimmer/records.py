"""Data classes as the standard library has them, whose methods are written when they are first called.

`dataclasses.dataclass` compiles up to six functions for each class as it is imported, 0.4 to 0.8 ms a class: with two
hundred classes that was a third of a run over one file (docs/adr/0006). Here `__init__` is written when there are some
instances, of code that all classes with so many fields share, and sets slots by their descriptors, which for frozen
instances takes half as long; the other methods are shared by all classes.

The contract is the standard one, of which slimmer needs this much: `frozen`, `slots`, `eq`, `init` and `kw_only` of a
class; `default`, `default_factory`, `repr` and `compare` of a field; `__post_init__`, `ClassVar`, inheritance.
`dataclasses.fields` and what rests on it work with these classes too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:  # a type checker knows what these give
    from dataclasses import dataclass, field, replace

__all__ = ["dataclass", "field", "field_names", "replace"]

_MISSING: Any = object()
_FEW = 8
"""Instances after which it pays to write an `__init__`: that takes as long as to make a hundred without one."""


class _Field:
    """What a class says of one field; `name` and `type` are known when the class is."""

    __slots__ = ("compare", "default", "factory", "kw_only", "name", "repr", "type")

    def __init__(self, default: Any = _MISSING, factory: Any = _MISSING, *, repr: bool = True, compare: bool = True):  # noqa: A002  the standard library's name
        self.default, self.factory, self.repr, self.compare = default, factory, repr, compare
        self.name, self.type, self.kw_only = "", "", False

    @property
    def is_required(self) -> bool:
        return self.default is _MISSING and self.factory is _MISSING


def _field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    repr: bool = True,  # noqa: A002  the standard library's name
    compare: bool = True,
) -> Any:
    """Say more of a field than its type and default: a factory, or that it is not shown or compared."""
    return _Field(default, default_factory, repr=repr, compare=compare)


def _dataclass(cls: type[Any] | None = None, /, *, slots: bool = False, **how: bool) -> Any:
    """Make a data class of a class; with options, give the decorator that does.

    Raises:
        TypeError: a frozen class inherits from one that is not, or the other way round; a field without a default
            follows one that has one.
        ValueError: the default of a field can change.
    """
    if cls is None:
        return lambda found: _made(found, slots, **how)
    return _made(cls, slots, **how)


def _made(
    cls: Any, slots: bool, *, frozen: bool = False, eq: bool = True, init: bool = True, kw_only: bool = False
) -> Any:
    """The class, or with slots another one of the same contents: a class cannot get slots later."""
    own = _own_fields(cls, kw_only)
    inherited: dict[str, _Field] = {}
    for base in cls.__mro__[:0:-1]:
        if "__record__" in vars(base):
            inherited |= base.__record__
            if base.__frozen__ is not frozen:
                raise TypeError(f"{cls.__qualname__}: frozen and other data classes do not inherit from each other")
    fields = inherited | own
    _check_order(cls, fields)
    for name, each in own.items():
        if each.default is not _MISSING and not slots:
            setattr(cls, name, each.default)
        elif name in vars(cls):
            delattr(cls, name)
    if slots:
        cls = _slotted(cls, tuple(name for name in own if name not in inherited))
    cls.__record__, cls.__frozen__ = fields, frozen
    given = set(vars(cls))
    if vars(cls).get("__hash__") is None and "__eq__" in given:  # Python's own answer to an `__eq__`
        given.discard("__hash__")
    for name, method in _methods(cls, frozen=frozen, eq=eq, init=init).items():
        if name not in given:
            setattr(cls, name, method)
    return cls


def _check_order(cls: Any, fields: dict[str, _Field]) -> None:
    optional = False
    for each in fields.values():
        if optional and each.is_required and not each.kw_only:
            raise TypeError(f"{cls.__qualname__}: {each.name!r} without a default follows a field that has one")
        optional = optional or not (each.is_required or each.kw_only)


def _own_fields(cls: type[Any], kw_only: bool) -> dict[str, _Field]:
    found = {}
    for name, kind in cls.__annotations__.items():
        if "ClassVar" in (kind if isinstance(kind, str) else str(kind)).partition("[")[0]:
            continue
        default = vars(cls).get(name, _MISSING)
        each = default if isinstance(default, _Field) else _Field(default)
        if each.default.__class__.__hash__ is None:
            raise ValueError(f"{cls.__qualname__}.{name}: a default that can change needs a default_factory")
        each.name, each.type, each.kw_only = name, kind, kw_only
        found[name] = each
    return found


def _slotted(cls: Any, names: tuple[str, ...]) -> Any:
    contents = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    made = type(cls)(cls.__name__, cls.__bases__, contents | {"__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _methods(cls: type[Any], *, frozen: bool, eq: bool, init: bool) -> dict[str, Any]:
    """What a class gets unless it has it of its own."""
    fields = cls.__record__.values()
    methods: dict[str, Any] = {"__repr__": _repr, "__dataclass_fields__": _STANDARD}
    methods["__match_args__"] = tuple(each.name for each in fields if not each.kw_only)
    if init:
        methods["__init__"] = _first_init(cls)
    if frozen:
        methods |= {"__setattr__": _no_assignment, "__delattr__": _no_deletion}
        methods |= {"__getstate__": _getstate, "__setstate__": _setstate}
    if eq:
        key = _key([each.name for each in fields if each.compare])
        methods["__eq__"] = _equal_by(key)
        methods["__hash__"] = (lambda self: hash(key(self))) if frozen else None
    return methods


def _first_init(cls: type[Any]) -> Callable[..., None]:
    """An `__init__` for the first instances, which puts the written one in its place when there are more."""
    made = 0

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  it becomes a method
        nonlocal made
        made += 1
        if made > _FEW or not _is_set(self, cls, values, named):
            cls.__init__ = _written_init(cls)
            cls.__init__(self, *values, **named)
        elif hasattr(cls, "__post_init__"):
            self.__post_init__()

    return __init__


def _is_set(record: Any, cls: type[Any], values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Set all fields of an instance; False where the arguments are wrong, which Python says best itself."""
    names = cls.__match_args__
    given = dict(zip(names, values, strict=False))
    if len(values) > len(names) or not given.keys().isdisjoint(named):
        return False
    given |= named
    for each in cls.__record__.values():
        if each.name in given:
            value = given.pop(each.name)
        elif each.factory is not _MISSING:
            value = each.factory()
        else:
            value = each.default
        if value is _MISSING:
            return False
        object.__setattr__(record, each.name, value)
    return not given


def _written_init(cls: type[Any]) -> Callable[..., None]:
    """The `__init__` of a class: the code of its shape, with the names and the setters of its own fields."""
    fields: list[_Field] = sorted(cls.__record__.values(), key=lambda each: each.kw_only)
    told: dict[str, Any] = {"missing": _MISSING, "put": object.__setattr__}
    shape = []
    for at, each in enumerate(fields):
        slot = getattr(cls, each.name, None)
        told[f"name{at}"], told[f"new{at}"] = each.name, each.factory
        told[f"set{at}"] = slot.__set__ if isinstance(slot, MemberDescriptorType) else None
        shape.append((told[f"set{at}"] is not None, each.factory is not _MISSING, each.kw_only))
    code = _code(tuple(shape), hasattr(cls, "__post_init__"))
    code = code.replace(co_varnames=("self", *(each.name for each in fields)))
    written = FunctionType(code, told, "__init__")
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    values = {each.name: each.default for each in fields if not each.is_required}
    written.__defaults__ = tuple(values[each.name] for each in fields if each.name in values and not each.kw_only)
    written.__kwdefaults__ = {each.name: values[each.name] for each in fields if each.name in values and each.kw_only}
    return written


@cache
def _code(shape: tuple[tuple[bool, bool, bool], ...], checked: bool) -> CodeType:
    """The code of all `__init__` of one shape, compiled once; to compile one for each class costs 0.1 ms more.

    Args:
        shape: of each field: whether it has a slot, whether a factory, whether it is given by name only.
        checked: whether `__post_init__` is called.
    """
    parameters, body = ["self"], []
    for at, (slotted, made, named) in enumerate(shape):
        if named and "*" not in parameters:
            parameters.append("*")
        parameters.append(f"v{at}")
        value = f"new{at}() if v{at} is missing else v{at}" if made else f"v{at}"
        body.append(f"set{at}(self, {value})" if slotted else f"put(self, name{at}, {value})")
    body.append("self.__post_init__()" if checked else "pass")
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body)
    compiled = compile(source, "<slimmer.records>", "exec")
    return next(each for each in compiled.co_consts if isinstance(each, CodeType))


def _key(names: list[str]) -> Callable[[Any], Any]:
    """What instances are compared by: the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    values = [attrgetter(name) for name in names]
    return lambda self: tuple(value(self) for value in values)


def _equal_by(key: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def __eq__(self: Any, other: Any) -> Any:  # noqa: N807  it becomes a method
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in self.__record__.values() if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _no_assignment(_self: object, name: str, _value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415  only a mistake needs it

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deletion(_self: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415  only a mistake needs it

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    """For copies and other processes: the values of all fields."""
    return [getattr(self, name) for name in self.__record__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__record__, state, strict=True):
        object.__setattr__(self, name, value)


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a data class in order; none of any other class."""
    return tuple(getattr(kind, "__record__", ()))


def _replace(record: Any, /, **changes: Any) -> Any:
    """A copy with some fields changed."""
    for name in record.__record__:
        if name not in changes:
            changes[name] = getattr(record, name)
    return record.__class__(**changes)


class _Standard:
    """`__dataclass_fields__` of a class, when the standard library asks for it."""

    def __get__(self, _record: object, cls: type[Any]) -> Any:
        import dataclasses  # noqa: PLC0415  a run that rewrites does without

        standard = []
        for each in cls.__record__.values():
            given = {"default": each.default, "default_factory": each.factory}
            known = {name: value for name, value in given.items() if value is not _MISSING}
            said = dataclasses.field(repr=each.repr, compare=each.compare, kw_only=each.kw_only, **known)
            standard.append((each.name, each.type, said))
        made: Any = dataclasses.make_dataclass(cls.__name__, standard, init=False, repr=False, eq=False)
        cls.__dataclass_fields__ = made.__dataclass_fields__
        return cls.__dataclass_fields__


_STANDARD = _Standard()

if not TYPE_CHECKING:
    dataclass, field, replace = _dataclass, _field, _replace
