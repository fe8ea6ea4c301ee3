"""A transform that waits for words finds nothing where none of them is: else a file would miss it."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.analysis.view import View
from slimmer.knowledge.programs import fillers
from slimmer.knowledge.tiers import load_bases
from slimmer.model.context import Context
from slimmer.passes.registry import load
from slimmer.passes.settings import Settings
from slimmer.syntax.parser import parse
from slimmer.text.source import Source
from tests.transforms.harness import Case, folders

HERE = Path(__file__).resolve().parent
REGISTRY = load()
MADE = {name: kind() for name, kind in REGISTRY.classes.items() if name in REGISTRY.words}
CASES = [case for transform in folders(HERE) for case in folders(transform)]

ODD = [
    "FROM debian\nRUN a''pt-get update\n",
    'FROM debian\nRUN "apt-get" "update"\n',
    "FROM debian\nRUN ap\\t-get update && a\\\npt-get install -y curl\n",
    "FROM debian\nARG A=ap\nARG B=t-get\nRUN $A$B update && ${A}${B:-x} install -y curl\n",
    "FROM python:3.12\nARG P=p\nRUN pi${P} install flask && python -m pi$P install flask\n",
    "FROM node:20\nWORKDIR /a\nCOPY package.json .\nRUN n''pm ci && np\\m ci && $(echo npm) ci\n",
    "FROM node:20\nCOPY . /a\nRUN sh /a/build.sh && make\n",
    "FROM node:20\nCOPY a /a\nRUN ch''own -R node /a && c\\hown node /a\n",
    "FROM debian\nCOPY big /big\nRUN r''m /big\nRUN rm\t/big && \\rm  -rf /big\nRUN exec rm\\\n -r /big\n",
    'FROM debian\nCOPY big /big\nRUN ["rm", "/big"]\nRUN ["\\u0072m", "/big"]\n',
    "FROM debian\nRUN cu''rl -O https://e.org/a.tgz && tar xf a.tgz\n",
    "ARG I=lang\nARG R=docker.io/library\nFROM ${R}/go${I}:1.22\nCOPY . .\nRUN go build -o /a .\nCMD /a\n",
    "ARG I=de\nFROM no${I}:20\nCOPY . .\nCMD node a.js\n",
    "FROM alpine\nRUN a''pk add curl\nRUN <<E\nap''k add curl\nE\n",
    "FROM fedora\nRUN dn''f install -y a && yu\\m install -y b\nRUN $(command -v dnf) install -y a\n",
]
"""Words as nobody writes them."""


def check(view: View) -> int:
    """Ask every transform that is not woken; gives how many there were."""
    waiting = [each for each in REGISTRY.choose(Settings()) if each.name in MADE]
    asleep = [each.name for each in waiting if not each.may_concern(view)]
    found = {name: list(MADE[name].rewrites(view)) for name in asleep}
    assert not {name: answers for name, answers in found.items() if answers}
    return len(asleep)


@pytest.mark.parametrize("transform", folders(HERE), ids=lambda folder: folder.name)
def test_no_case_of_any_transform_has_findings_of_one_that_sleeps(transform: Path) -> None:
    for case in map(Case.read, folders(transform)):
        tree = parse(Source.decode(case.before, "Dockerfile"))
        check(View(tree, case.table.get("target"), case.context))


@pytest.mark.parametrize("text", ODD)
def test_odd_spellings_wake_or_find_nothing(text: str) -> None:
    files = {"package.json": '{"devDependencies": {"a": "1"}}', "build.sh": "npm ci\nrm /big\napt-get update\n"}
    for context in (None, Context.of(files)):
        check(View(parse(Source("Dockerfile", text)), None, context))


def test_what_has_nothing_to_do_with_any_of_them_wakes_none() -> None:
    text = "FROM ubuntu:24.04\nCOPY apt pip npm golang chown /app/\nRUN make node python\nCMD apt-get\n"
    assert check(View(parse(Source("Dockerfile", text)))) == len(MADE)


@pytest.mark.parametrize(
    ("name", "caches"),
    [
        ("apk-cache-left-behind", ["apk-index"]),
        ("npm-cache-left-behind", ["npm-cache", "yarn-cache", "yarn-berry-cache", "pnpm-store", "bun-cache"]),
        ("pip-cache-left-behind", ["pip-cache"]),
        ("rpm-cache-left-behind", ["yum-cache", "dnf-cache", "tdnf-cache", "zypper-cache"]),
    ],
)
def test_every_program_that_fills_a_cache_has_a_word(name: str, caches: list[str]) -> None:
    programs = [program for cache in caches for program in fillers(cache)]
    assert programs
    assert not [each for each in programs if not any(word in each for word in REGISTRY.words[name])]
    assert not [word for word in REGISTRY.words[name] if not any(word in each for each in programs)]


def test_every_family_with_slim_images_is_a_word() -> None:
    families = {family for family, entry in load_bases()["family"].items() if "slim" in entry}
    assert set(REGISTRY.words["full-base-image"]) == {f"FROM {family}" for family in families}


def test_the_chosen_transforms_wait() -> None:
    chosen = REGISTRY.choose(Settings())
    assert {each.name for each in chosen if type(each).__name__ == "Waiting"} == set(MADE)
