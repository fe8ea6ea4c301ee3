"""Words put in by one command's own reading are those that a reading of the whole script puts in."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.syntax.nodes import Dockerfile
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import Dialect, walk
from slimmer.syntax.shell.nodes import AndOr, ListItem, SimpleCommand
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs import fragments
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.outline import END, outline
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.syntax.verbs.style import operator_gap
from slimmer.text.edits import EditSet
from slimmer.text.source import Source

COMMAND = "rm -f a.tgz"
TEXT = "--no-cache-dir -x=1"
FOLDERS = sorted(Path(__file__).parents[2].glob("transforms/*"))
ODD = """\
RUN a \\
  # note
  b\\
c d; e>f 2>g "h"i; for x in j k; do l; done; [[ m -eq n ]] && o=p q # r \\
  && s
RUN case $t in u) v w;; esac; x() { y z; }; time a b | ! c d; e &
RUN <<EOF
f g \\
  h
cat <<X
i j
X
EOF
RUN echo $(k l) `m n` ${o:-p q} {r,s}; t <<<u; v\r
RUN w "$(x y | z "$(a b)" '$(c d)')" "`e f \\"g\\" \\`h i\\``" ${j:-$(k l)} "${m:-`n o`}"
RUN echo $(( $(p q) + 1 )); r=$(s t) u[$(v w)]=`x y`
RUN <<EOF
z=(a $(b c) `d \\\\ e`) f "g $(h
i) j" <(k l)
cat <<X
m $(n o) `p q`
X
EOF
"""


def trees() -> list[Dockerfile]:
    texts = [path.read_bytes() for folder in FOLDERS for path in sorted(folder.glob("*/before.Dockerfile"))[::3]]
    return [parse(Source.decode(text, "Dockerfile")) for text in (*texts, ODD.encode())]


def sites(tree: Dockerfile) -> list[ShellSite]:
    found = (shell_site(tree, each) for each in tree.instructions)
    return [site for site in found if isinstance(site, ShellSite)]


def local(site: ShellSite, command: SimpleCommand, word: Word) -> EditSet | None:
    words = fragments.only_words(TEXT, site.script.dialect)
    assert words is not None
    return fragments.grown_locally(site, command, word, TEXT, words)


def test_both_ways_give_the_same() -> None:
    asked = grown = 0
    for site in (site for tree in trees() for site in sites(tree)):
        for command in walk(site.script):
            if not isinstance(command, SimpleCommand):
                continue
            for word in command.words:
                edits = local(site, command, word)
                asked += 1
                if edits is not None:
                    grown += 1
                    assert site.with_after(word, TEXT) == edits, site.script.text
    assert grown > 0.9 * asked > 500


def test_both_ways_link_the_same() -> None:
    asked = linked = 0
    lines = ["Pipeline", *outline(COMMAND, fragments.single_command(COMMAND, Dialect.BASH)), END]
    for site in (site for tree in trees() for site in sites(tree)):
        for chain in walk(site.script, substitutions=False):
            if not isinstance(chain, AndOr) or {each.text for each in chain.operators} != {"&&"}:
                continue
            for index, pipeline in enumerate(chain.pipelines[:-1]):
                gap = operator_gap(site.text, site.form.folded, chain, index)
                text = f"{gap.before}&&{gap.after}{COMMAND}"
                edits = fragments.linked_locally(site, pipeline, text, lines)
                before, own, after = site.outline_around(pipeline)
                asked += 1
                if edits is not None:
                    linked += 1
                    assert site.checked(edits, [*before, *own, "Token &&", *lines, *after]) == edits, site.script.text
    assert linked > 0.8 * asked
    assert asked > 100


def test_both_ways_list_the_same() -> None:
    asked = listed = 0
    lines = ["Pipeline", *outline(COMMAND, fragments.single_command(COMMAND, Dialect.BASH)), END]
    for site in (site for tree in trees() for site in sites(tree)):
        for item in (each for each in walk(site.script, substitutions=False) if isinstance(each, ListItem)):
            for gap in ("; ", ";  \\\n  ", "\n"):
                text = f"{gap}{COMMAND}"
                edits = fragments.listed_locally(site, item, text, lines)
                before, own, after = site.outline_around(item)
                kept = own[: -1 - (item.separator is not None)]
                new = ["Token ;", END, "ListItem", "AndOr", *lines, END]
                asked += gap != "\n" or site.is_heredoc_script
                if edits is not None:
                    listed += 1
                    expected = [*before, *kept, *new, *own[len(kept) :], *after]
                    assert site.checked(edits, expected) == edits, site.script.text
    assert listed > 0.8 * asked
    assert asked > 100


def test_both_ways_take_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = taken = 0
    for site in (site for tree in trees() for site in sites(tree)):
        for chain in walk(site.script, substitutions=False):
            if not isinstance(chain, AndOr) or len(chain.pipelines) < 2:
                continue
            for index in range(len(chain.pipelines)):
                monkeypatch.setattr("slimmer.syntax.verbs.appending.LONG", 0)
                with monkeypatch.context() as whole:
                    whole.setattr("slimmer.syntax.verbs.appending.LONG", len(site.script.text))
                    expected = site.without_link(chain, index)
                with monkeypatch.context() as apart:
                    apart.setattr("slimmer.syntax.verbs.placed.reread", lambda *_: No("it is read as a whole"))
                    edits = site.without_link(chain, index)
                asked += index > 0
                if isinstance(edits, EditSet):
                    taken += 1
                    assert edits == expected, site.script.text
    assert taken > 0.7 * asked
    assert asked > 100


def test_a_long_script_is_not_read_again_for_each_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = " && \\\n    ".join(f"pip install a{number}" for number in range(fragments.LONG // 10))
    (site,) = sites(parse(Source.decode(f"FROM x\nRUN {calls}\n".encode(), "Dockerfile")))
    monkeypatch.setattr("slimmer.syntax.verbs.placed.reread", None)
    commands = [node for node in walk(site.script) if isinstance(node, SimpleCommand)]
    edits = [site.with_after(each.words[1], "--no-cache-dir") for each in commands]
    assert all(isinstance(each, EditSet) for each in edits)
