"""Reads a page as a browser does, and says what is not as it must be."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "br", "rect", "line", "circle"}
"""Elements without an end: HTML's own, and those of SVG that are closed at once."""
TAGS = VOID | {
    *("html", "head", "title", "style", "body", "main", "header", "footer", "section", "figure", "h1", "h2", "h3"),
    *("p", "a", "code", "pre", "small", "span", "bdi", "div", "ul", "li", "dl", "dt", "dd", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "defs", "pattern", "text"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "class", "id", "scope", "colspan", "href", "title", "role"),
    *("style", "aria-hidden", "aria-label", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "dy", "width"),
    *("height", "text-anchor", "patternunits", "patterntransform", "stroke", "stroke-width", "stroke-opacity"),
}
STYLE = re.compile(r"position:absolute|margin-top:10px|left:[\d.]+%;top:[\d.]+%;width:[\d.]+%;height:[\d.]+%")


class Page(HTMLParser):
    """A page.

    Attributes:
        faults: what is wrong.
        texts: all text between tags but style sheets.
        ids: of elements.
        links: where `a` elements lead.
        sheets: the style sheets.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sheets: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}> is not one of ours")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES:
            self.faults.append(f"<{tag} {name}> is not one of ours")
        if name == "id":
            self.ids.append(value)
        if name == "href":
            self.links.append(value)
        if name == "style" and not STYLE.fullmatch(value):
            self.faults.append(f"<{tag} style={value!r}>")
        if name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r") and not re.fullmatch(
            r"-?\d+(\.\d+)?%?", value
        ):
            self.faults.append(f"<{tag} {name}={value!r}> is no length")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        (self.sheets if self._open[-1:] == ["style"] else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data!r}")
