"""The page of one transform, from its class."""

from __future__ import annotations

import inspect
from dataclasses import fields

from slimmer.passes.transform import Safety, Transform
from slimmer.records import dataclass

HEADINGS = ("## Why it costs bytes", "## When it is not applied", "## Example")
"""What every docstring holds after its first paragraph, in this order."""

TRUST = {
    Safety.SAFE: "`safe`: made by default; the image behaves the same and only loses caches nobody reads",
    Safety.BUILD: "`build`: made with `--unverified`, since only a build can prove it",
    Safety.ADVICE: "`advice`: shown, never made",
}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a transform: a key of its table in the configuration."""

    name: str
    kind: str
    default: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a transform.

    Attributes:
        summary: the docstring's first paragraph, on one line.
        body: the rest, Markdown.
        missing: headings the docstring should have, in their order, and has not.
    """

    name: str
    safety: Safety
    summary: str
    body: str
    related: tuple[str, ...]
    requires: tuple[str, ...]
    options: tuple[Option, ...]
    missing: tuple[str, ...]


def page(kind: type[Transform]) -> Page:
    """The page of a transform."""
    text = inspect.cleandoc(kind.__doc__ or "")
    first, _, body = text.partition("\n\n")
    options = (Option(each.name, str(each.type), repr(each.default)) for each in fields(kind))
    return Page(
        name=kind.name,
        safety=kind.safety,
        summary=" ".join(first.split("\n")),
        body=body,
        related=kind.related,
        requires=kind.requires,
        options=tuple(options),
        missing=tuple(_missing(body)),
    )


def markdown(page: Page) -> str:
    """The page as Markdown."""
    facts = [("Safety", TRUST[page.safety])]
    if page.related:
        facts.append(("Found by others as", ", ".join(f"`{name}`" for name in page.related)))
    if page.requires:
        facts.append(("Runs after", ", ".join(f"[{name}]({name}.md)" for name in page.requires)))
    facts.append(("Leave it alone", f"`# slimmer: ignore={page.name} -- reason` on the line above"))
    rows = "".join(f"| {what} | {value} |\n" for what, value in facts)
    parts = [f"# {page.name}\n", page.summary + "\n", f"| | |\n| --- | --- |\n{rows}"]
    if page.body:
        parts.append(page.body + "\n")
    if page.options:
        parts.append(_options(page))
    return "\n".join(parts)


def _options(page: Page) -> str:
    rows = "".join(f"| `{each.name}` | `{each.kind}` | `{each.default}` |\n" for each in page.options)
    where = f"Set in `.slimmer.toml`, in the table `[transforms.{page.name}]`.\n"
    return f"## Options\n{where}\n| Option | Type | Default |\n| --- | --- | --- |\n{rows}"


def _missing(body: str) -> list[str]:
    lines = body.split("\n")
    found = [line for line in lines if line in HEADINGS]
    return [heading for heading in HEADINGS if heading not in found] or (
        [] if found == list(HEADINGS) else ["(the headings in their order, each once)"]
    )
