"""Edits that change a file and nothing it does: what a rebuild after a commit is timed with."""

from __future__ import annotations

from pathlib import PurePosixPath


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" "))


_HASH = _words(
    ".bash .cfg .conf .coffee .dockerignore .env .ex .exs .gemspec .ini .jl .mk .nix .pl .pm .pp .properties .ps1 .py "
    ".pyi .r .rake .rb .sh .tf .toml .txt .yaml .yml .zsh"
)
_SLASHES = _words(
    ".c .cc .cjs .cpp .cs .cts .cxx .dart .go .gradle .groovy .h .hpp .java .js .jsx .kt .kts .less .m .mjs .mts "
    ".proto .rs .sass .sbt .scala .scss .swift .ts .tsx .zig .mod"
)
_ANGLES = _words(".htm .html .md .svelte .svg .vue .xhtml .xml .csproj .fsproj .vbproj .props .targets")
_COMMENTS = {
    **dict.fromkeys(_HASH, ("# ", "")),
    **dict.fromkeys(_SLASHES, ("// ", "")),
    **dict.fromkeys(_ANGLES, ("<!-- ", " -->")),
    **dict.fromkeys((".css",), ("/* ", " */")),
    **dict.fromkeys((".sql", ".hs", ".lua", ".elm"), ("-- ", "")),
}
_NAMES = dict.fromkeys(
    ("Gemfile", "Makefile", "GNUmakefile", "makefile", "Pipfile", "Procfile", "Rakefile", "yarn.lock"), ("# ", "")
)
_JSON = (".json", ".lock.json", ".webmanifest", ".ipynb")
_BLANKS = (" ", "\t", "\n")


def edited(path: str, data: bytes, mark: int) -> bytes | None:
    """A file after an edit that nobody who reads it can tell: a comment, or blanks where JSON allows them.

    Args:
        path: of the file, whose name tells its language.
        data: its content.
        mark: makes the edit one that was never made before, so that no cache knows it; 0 or more.

    Returns:
        The new content; None where no such edit is known for the language.
    """
    name = PurePosixPath(path).name
    suffix = PurePosixPath(path).suffix.lower()
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    if suffix in _JSON:
        return data + _blanks(mark).encode()
    comment = _NAMES.get(name) or _COMMENTS.get(suffix)
    if comment is None or data.rstrip().endswith(b"\\"):  # what continues on the next line would swallow the comment
        return None
    begin = data if not data or data.endswith(b"\n") else data + newline
    return begin + f"{comment[0]}edit {mark}{comment[1]}".encode() + newline


def _blanks(mark: int) -> str:
    """A number written in blanks (RFC 8259, section 2, allows them behind the value)."""
    digits = ""
    while True:
        mark, digit = divmod(mark, len(_BLANKS))
        digits += _BLANKS[digit]
        if not mark:
            return digits + "\n"
