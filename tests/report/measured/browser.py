"""Chromium without a window: what a page looks like, and where its texts and charts stand."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.report.measured.png import Picture, picture

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
_LEAST = 500
"""Chromium makes no window narrower than this: the page stands in a frame, which may be."""

# Texts as the reader sees them, cut where an element cuts them, and the area of each chart.
_PROBE = """
<script>
addEventListener('load', () => {
  const box = r => [r.left, r.top, r.right, r.bottom];
  const clipped = (rect, node) => {
    let [l, t, r, b] = rect;
    for (let e = node; e && e !== document.body; e = e.parentElement) {
      if (getComputedStyle(e).overflowX === 'visible') continue;
      const c = e.getBoundingClientRect();
      l = Math.max(l, c.left); t = Math.max(t, c.top); r = Math.min(r, c.right); b = Math.min(b, c.bottom);
    }
    return [l, t, r, b];
  };
  const texts = [];
  let nodes = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({contentVisibilityAuto: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    nodes += 1;
    for (const rect of range.getClientRects()) {
      const seen = clipped(box(rect), node.parentElement);
      if (seen[2] - seen[0] > 1 && seen[3] - seen[1] > 1) texts.push({text: node.data.trim(), node: nodes, box: seen});
    }
  }
  const charts = [...document.querySelectorAll('figure')].map(e => {
    const title = e.closest('section').querySelectorAll('h2, h3');
    const above = [...title].filter(t => t.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    const drawings = [...e.querySelectorAll('svg')].filter(s => !s.closest('.key'));
    const drawn = drawings.map(s => box(s.getBoundingClientRect()));
    return {title: above.textContent, box: box(e.getBoundingClientRect()), drawn};
  });
  const root = document.documentElement;
  const told = {texts, charts, width: root.scrollWidth, room: root.clientWidth, height: root.scrollHeight};
  parent.postMessage(JSON.stringify(told), '*');
});
</script>
"""
_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0"><iframe src="{name}"
style="border:0;display:block;width:{width}px;height:{height}px"></iframe><pre id="told"></pre>
<script>addEventListener('message', e => document.getElementById('told').textContent = e.data)</script>"""


def program() -> str | None:
    """Chromium, or a browser made of it."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Browser:
    """Chromium.

    Attributes:
        path: of the program.
        folder: for pages, pictures and Chromium's own files.
    """

    path: str
    folder: Path

    def layout(self, page: str, width: int) -> dict[str, Any]:
        """Where texts and charts stand, in pixels of a page of that width."""
        (self.folder / "probed.html").write_text(_POLICY.sub("", page).replace("</body>", f"{_PROBE}</body>"), "utf-8")
        self._frame("probed.html", width, 3000)
        told = self._run("--virtual-time-budget=4000", "--dump-dom", width=width, height=3000).decode("utf-8")
        found = re.search(r'<pre id="told">(.*?)</pre>', told, re.DOTALL)
        assert found is not None
        assert found[1], "the page said nothing"
        layout: dict[str, Any] = json.loads(html.unescape(found[1]))
        return layout

    def picture(self, page: str, width: int, height: int, *, dark: bool = False) -> Picture:
        """The page, as it is."""
        (self.folder / "page.html").write_text(page, "utf-8")
        self._frame("page.html", width, height)
        shot = self.folder / "page.png"
        shot.unlink(missing_ok=True)
        self._run(f"--screenshot={shot}", f"--blink-settings=preferredColorScheme={0 if dark else 1}", width=width,
                  height=height)  # fmt: skip
        return picture(shot.read_bytes())

    def printed(self, page: str) -> bytes:
        """The page on paper, as PDF."""
        (self.folder / "frame.html").write_text(page, "utf-8")
        paper = self.folder / "page.pdf"
        self._run("--no-pdf-header-footer", f"--print-to-pdf={paper}", width=1000, height=1000)
        return paper.read_bytes()

    def _frame(self, name: str, width: int, height: int) -> None:
        (self.folder / "frame.html").write_text(_FRAME.format(name=name, width=width, height=height), "utf-8")

    def _run(self, *asked: str, width: int, height: int) -> bytes:
        command = [
            *(self.path, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"),
            *("--no-first-run", f"--user-data-dir={self.folder / 'profile'}", "--disable-background-networking"),
            *(f"--window-size={max(width, _LEAST)},{height}", *asked, (self.folder / "frame.html").as_uri()),
        ]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=True)
        return done.stdout
