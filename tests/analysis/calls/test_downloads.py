"""Which file a call downloads, unpacks, and what it does with others."""

from __future__ import annotations

import pytest

from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.calls import calls
from slimmer.analysis.calls.downloads import downloaded, unpacked
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.effects.deeds import Deed, acts
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

U = "https://example.com"


def all_calls(script: str) -> tuple[Call, ...]:
    view = View(parse(Source.decode(f"FROM debian\nWORKDIR /w\nRUN {script}\n".encode())))
    return tuple(calls(view).all())


@pytest.mark.parametrize(
    ("script", "files"),
    [
        (f"curl -o a {U}/x", ["/w/a"]),
        (f"curl -oa {U}/x", ["/w/a"]),
        (f"curl -fsSLo /t/a {U}/x", ["/t/a"]),
        (f"curl --output=../a {U}/x", ["/a"]),
        (f"curl -LO {U}/d/x.tgz", ["/w/x.tgz"]),
        (f"curl -O {U}/a -O {U}/b", ["/w/a", "/w/b"]),
        (f"curl -o 1 {U}/a -O {U}/b", ["/w/1", "/w/b"]),
        (f"curl --output-dir /t -O {U}/x", ["/t/x"]),
        (f"curl {U}/x > a", ["/w/a"]),
        (f"curl {U}/x", []),
        (f"curl {U}/x | tar xz", []),
        (f"curl -o - {U}/x", []),
        (f"curl -o /dev/null {U}/x", []),
        (f"curl -O {U}/a {U}/b", None),
        (f"curl -OJ {U}/x", None),
        (f"curl -O '{U}/x?y'", None),
        (f"curl -O {U}/x%20y", None),
        ("curl -O $URL", None),
        (f"curl -O {U}/", None),
        (f"curl -I -o a {U}/x", None),
        (f"wget {U}/d/x.tgz", ["/w/x.tgz"]),
        (f"wget {U}/a {U}/b", ["/w/a", "/w/b"]),
        (f"wget -qP /t {U}/x", ["/t/x"]),
        (f"wget -O a {U}/x", ["/w/a"]),
        (f"wget -nv -qO/t/a {U}/x", ["/t/a"]),
        (f"wget -qO- {U}/x", []),
        (f"wget -O - {U}/x > a", ["/w/a"]),
        (f"wget -i list {U}/x", None),
        (f"wget -r {U}/x", None),
        (f"wget --content-disposition {U}/x", None),
        (f"aria2c -d /t -o a {U}/x", ["/t/a"]),
        (f"aria2c {U}/x", None),
        (f"cd /t && wget {U}/x", ["/t/x"]),
        (f"pushd /t; popd; wget {U}/x", ["/w/x"]),
    ],
)
def test_downloaded(script: str, files: list[str] | None) -> None:
    call = next(each for each in all_calls(script) if each.program in ("curl", "wget", "aria2c"))
    found = downloaded(call)
    assert (None if found is None else [each.path for each in found]) == files


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("tar xf a", ["/w/a"]),
        ("tar -C /x --strip 1 -xzf ../a", ["/a"]),
        ("tar --extract --file=a", ["/w/a"]),
        ("tar -x -f a", ["/w/a"]),
        ("tar xz < a", ["/w/a"]),
        ("tar xz", []),
        ("tar xf -", []),
        ("tar tf a", []),
        ("tar czf a b", []),
        ("unzip -q a -d /x", ["/w/a"]),
        ("unzip -l a", []),
        ("7z x a", ["/w/a"]),
        ("7z a a b", []),
        ("jar xf a", ["/w/a"]),
        ("jar -xf a", ["/w/a"]),
        ("gunzip a.gz", []),
        ("gunzip -k a.gz", []),
        ("dpkg -i a.deb", ["/w/a.deb"]),
        ("dpkg -I a.deb", []),
        ("apt-get install -y ./a.deb", ["/w/a.deb"]),
        ("rpm -Uvh a.rpm", ["/w/a.rpm"]),
        ("rpm -q a.rpm", []),
        ("dnf install -y a.rpm", ["/w/a.rpm"]),
        ("apk add --allow-untrusted a.apk", ["/w/a.apk"]),
    ],
)
def test_unpacked(script: str, files: list[str]) -> None:
    (call,) = all_calls(script)
    assert [each.path for each in unpacked(call)] == files


@pytest.mark.parametrize(
    ("script", "deeds"),
    [
        ("rm /w/a", [(Deed.REMOVES, True)]),
        ("rm *", [(Deed.REMOVES, True)]),
        ("rm -r /w", [(Deed.REMOVES, True)]),
        ("rm /w", []),
        ("rm $X", [(Deed.REMOVES, False)]),
        ("rm -rf b", []),
        ("rm -rf a/b", [(Deed.USES, True)]),
        ("mv a b", [(Deed.REMOVES, True)]),
        ("mv b a", [(Deed.MAKES, True)]),
        ("mv b .", []),
        ("cp a /x", [(Deed.USES, False)]),
        ("cp x/a .", [(Deed.MAKES, True)]),
        ("cp -r . /x", [(Deed.USES, False)]),
        ("cp -r /y/. .", [(Deed.MAKES, False)]),
        ("cp -r /y/* /", [(Deed.MAKES, False)]),
        ("cp -r /y/w /", [(Deed.MAKES, False)]),
        ("cp -r /y/z /", []),
        ("mkdir -p a/b", [(Deed.MAKES, True)]),
        ("echo a", []),
        ("echo b > a", [(Deed.MAKES, True)]),
        ("cat < a", [(Deed.USES, True)]),
        ("git clone https://example.com/a.git", [(Deed.MAKES, True)]),
        ("git clone https://example.com/b a", [(Deed.MAKES, True)]),
        ("git clone https://example.com/b", []),
        ("cd a && make", [(Deed.USES, True), (Deed.USES, True)]),
        ("make -C a", [(Deed.USES, True)]),
        ("make", []),
        ("dd if=/x of=a", [(Deed.USES, True)]),
        ("find . -name '*.pyc' -delete", []),
        ("find . -delete", [(Deed.REMOVES, False)]),
        ("chown -R x /w", [(Deed.USES, False)]),
        ("chown x /w", []),
        ("python -c 'open(\"a\")'", [(Deed.USES, True)]),
        ("sh -c 'rm a'", [(Deed.REMOVES, True)]),
        ("cat > x.sh <<EOF\nrm a\nEOF", [(Deed.USES, True)]),
        ("make ARG=$X", []),
        ("sh $X", []),
    ],
)
def test_deeds_with_a_folder(script: str, deeds: list[tuple[Deed, bool]]) -> None:
    found = [(act.deed, act.exact) for call in all_calls(script) for act in acts(call, Spot("/w/a"))]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(deeds))
