"""What a context answers, whatever its files come from."""

from __future__ import annotations

from slimmer.model.context import Context, Held, Listing


def test_names_are_sorted_and_folders_follow_from_them() -> None:
    context = Context.of({"b/c/d": "x", "a": "y"})
    assert context.names == ("a", "b/c/d")
    assert context.listing.folders == {"b", "b/c"}
    assert list(context.below("b")) == list(context.below("b/c")) == ["b/c/d"]
    assert list(Context.of(dict.fromkeys(["a-", "a/b", "a0", "ab/c"], "")).below("a")) == ["a/b"]
    assert list(context.below("")) == ["a", "b/c/d"]


def test_has_is_of_files() -> None:
    context = Context.of({"b/c": "x"})
    assert [context.has(path) for path in ("b/c", "b", "c", "./b/c", "b/../b/c", "b/c/d")] == [
        True, False, False, True, True, False,
    ]  # fmt: skip


def test_read_takes_the_byte_order_mark_and_bytes_that_are_not_utf_8() -> None:
    context = Context(Held({"a": b"\xef\xbb\xbfx\xff"}))
    assert context.read("a") == "x\ufffd"
    assert context.unread("a") is None
    assert context.read("b") is None
    assert context.unread("b") == "b does not exist"


def test_sizes() -> None:
    context = Context(Held({"b/é.txt": "é".encode(), "a": b""}))
    assert (context.size("b/é.txt"), context.size("a"), context.size("b")) == (2, 0, None)


def test_a_context_with_problems_is_not_whole() -> None:
    assert Context.of({}).is_whole
    assert not Context.of({}, ("the folder x cannot be searched",)).is_whole


LINKS = {
    "relative": "b/c",
    "absolute": "/b/c",
    "folder": "b",
    "b/up": "../../../b/c",
    "loop": "loop",
    "one": "two/x",
    "two": "one",
    "gone": "nowhere",
    "through": "folder/c",
    "top": "/",
}


def test_links_are_followed_inside_the_context_alone() -> None:
    listing = Listing.of(["b/c"], links=LINKS)
    assert {name: listing.real(name) for name in LINKS} == {
        "relative": "b/c",
        "absolute": "b/c",
        "folder": "b",
        "b/up": "b/c",
        "loop": None,
        "one": None,
        "two": None,
        "gone": None,
        "through": "b/c",
        "top": "",
    }
    assert listing.real("folder/c") == listing.real("top/top/folder/up") == "b/c"
    assert listing.real("b/c/") == "b/c"
    assert listing.real("b/c/..") is None  # b/c is no folder
    assert listing.names == ("absolute", "b/c", "b/up", "gone", "loop", "one", "relative", "through", "two")
