"""Write tables/facts/images.toml: tags, suites, sizes and package sets of base images.

    python -m benchmarks.facts_build.images BASES.json --official-images CLONE

BASES.json holds collected sizes and tags (its key `schema` says how); CLONE is a clone of
docker-library/official-images, whose history tells every tag the families in HISTORY ever had. Run
`python -m benchmarks.facts_build` after it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.facts_build import history
from benchmarks.facts_build.facts import FACTS
from benchmarks.facts_build.history import LastSeen
from slimmer.knowledge.tags import slim_names, suite_of

HISTORY = (
    *("python", "node", "ruby", "perl", "debian", "openjdk", "rust", "pypy", "erlang", "elixir", "haskell", "swift"),
    *("golang", "buildpack-deps", "ubuntu", "alpine", "nginx", "eclipse-temurin"),
)
"""Families whose tags of all times are read."""

_VARIANTS = re.compile(
    r"alpine.*|slim|onbuild|jdk|jre|threaded|backports|curl|scm|perl|otel|windows.*|nanoserver.*|oracle.*|ubi\d+|minimal|centos\d*"
)
_DATED = re.compile(r"(\w+)-(\d{6,8}(?:\.\d+)?|updates)(.*)")
_QUALITY = {
    "repo-info-exact": "exact", "repo-info-layers": "exact", "dotnet-versions": "exact",
    "repo-info-sample": "sample", "derived": "derived", "deb-sum": "derived",
}  # fmt: skip


def table(bases: Mapping[str, Any], seen: Mapping[str, Mapping[str, LastSeen]], commit: str) -> str:
    """The text of images.toml."""
    lines = [
        "# Base images: tags that are known to exist, sizes, packages. Written by benchmarks/facts_build/images.py.",
        "#",
        '# tags: [versions, endings]: each version was published with each ending; "=" stands for none.',
        "# suites: the release a version without a suite in its name was built on last.",
        "# unlike: tags whose slim tag was last built on another release or day, or for which that is not known.",
        "# sizes: [tags, variant, compressed, unpacked, quality, source]: bytes for amd64, 0 where not known; the",
        '# quality "exact" or "sample" is that of the compressed size, "derived" is a sum of layers or packages (5 %',
        '# off, as a rule), "ratio" says that the unpacked size is the compressed one times a family\'s usual ratio.',
        "",
        "[sources]",
        *_sources(bases, commit),
        "",
    ]
    for name, entry in sorted(bases["families"].items()):
        more = _ubuntu(bases["dotnet_os_base_layers"]) if name == "ubuntu" else []
        lines += _family(name, entry, seen.get(name, {}), more)
    lines += _packages(bases["package_sets"])
    return "\n".join(lines) + "\n"


def _sources(bases: Mapping[str, Any], commit: str) -> list[str]:
    name, date = commit.split()
    dated = {
        "tags": (f"docker-library/official-images, library/*, history up to {name}", date),
        "repo-info": ("docker-library/repo-info, layers of the images", "2026-09-29"),
        "repo-info-2018": ("docker-library/repo-info, copy of March 2018", "2018-03-01"),
        "dotnet": ("dotnet/versions, image sizes", bases["snapshots"]["dotnet+versions"].split()[1]),
        "debian": ("Installed-Size and file sizes of Debian's packages", "2026-11-23"),
        "chroots": ("packages installed with apt in chroots of each release", "2026-11-23"),
    }
    return [
        f"{name} = {{ title = {_quoted(title)}, date = {_quoted(date)}, kind = {_quoted('source')} }}"
        for name, (title, date) in dated.items()
    ]


def _family(
    name: str, entry: Mapping[str, Any], seen: Mapping[str, LastSeen], more: Iterable[list[Any]] = ()
) -> list[str]:
    known = {*seen, *entry["tags"], *entry.get("tags_2018", {}), *entry.get("current_tags", "").split()}
    known = {
        tag for tag in known if re.fullmatch(r"[A-Za-z0-9_][\w.-]*", tag) and "windows" not in tag and "nano" not in tag
    }
    lines = [f"[family.{_quoted(name)}]", "tags = ["]
    lines += [f"  [{_quoted(versions)}, {_quoted(endings)}]," for versions, endings in _grouped(name, known)]
    lines.append("]")
    suites = defaultdict(list)
    for tag in sorted(known):
        if tag in seen and not suite_of(tag) and "slim" not in tag and seen[tag].suite:
            suites[seen[tag].suite].append(tag)
    lines += [f"suites.{suite} = {_quoted(' '.join(tags))}" for suite, tags in sorted(suites.items())]
    unlike = [tag for tag in sorted(known) if _unlike(tag, seen, known)]
    lines += [f"unlike = {_quoted(' '.join(unlike))}"] if unlike else []
    sizes = [*_sizes(entry), *more]
    if sizes:
        lines += ["sizes = [", *(f"  {json.dumps(size)}," for size in sizes), "]"]
    return [*lines, ""]


def split(family: str, tag: str) -> tuple[str, str]:
    """A tag's version and what follows it; a dated tag of a distribution is a version."""
    dated = _DATED.fullmatch(tag) if family in ("debian", "ubuntu") else None
    if dated:
        return f"{dated[1]}-{dated[2]}", dated[3]
    parts = tag.split("-")
    at = 0
    while at < len(parts) and not _VARIANTS.fullmatch(parts[at]) and not (at and suite_of(parts[at])):
        at += 1
    at = at or (1 if family in ("debian", "buildpack-deps") else 0)
    return "-".join(parts[:at]), tag[len("-".join(parts[:at])) :]


def _grouped(family: str, tags: Iterable[str]) -> list[tuple[str, str]]:
    endings: dict[str, set[str]] = defaultdict(set)
    for tag in tags:
        version, ending = split(family, tag)
        endings[version or "="].add(ending or "=")
    versions: dict[str, list[str]] = defaultdict(list)
    for version, some in endings.items():
        versions[" ".join(sorted(some))].append(version)
    return sorted((" ".join(sorted(some)), ending) for ending, some in versions.items())


def _unlike(tag: str, seen: Mapping[str, LastSeen], known: set[str]) -> bool:
    """Whether a full tag has slim siblings of which none is certainly of the same version and suite."""
    if "slim" in tag or tag not in seen:
        return False
    siblings = [each for each in slim_names(tag) if each in known]
    return bool(siblings) and not any(_alike(tag, each, seen) for each in siblings)


def _alike(tag: str, slim: str, seen: Mapping[str, LastSeen]) -> bool:
    """Whether both were listed to the same day, with the same suite in their names or folders."""
    if slim not in seen or seen[slim].date != seen[tag].date:
        return False
    return (suite_of(tag) or seen[tag].suite) == (suite_of(slim) or seen[slim].suite)


def _sizes(entry: Mapping[str, Any]) -> list[list[Any]]:
    """The sizes, tags of one image together."""
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for tag, each in entry["tags"].items():
        if each.get("c"):
            quality = _QUALITY[each["src"]]
            unpacked = each.get("u") or each.get("u_est") or 0
            if unpacked and not each.get("u"):
                quality = "ratio"
            source = {"dotnet-versions": "dotnet", "deb-sum": "debian"}.get(each["src"], "repo-info")
            found[(each["v"], each["c"], unpacked, quality, source)].append(tag)
    for tag, (compressed, unpacked, _, variant, *_user) in entry.get("tags_2018", {}).items():
        if tag not in entry["tags"] and not _moving(tag):
            found[(variant, compressed or 0, unpacked or 0, "exact", "repo-info-2018")].append(tag)
    return [[" ".join(sorted(tags)), *size] for size, tags in sorted(found.items(), key=lambda item: sorted(item[1]))]


def _moving(tag: str) -> bool:
    """Whether a tag names whatever is newest: what it was years ago says nothing of it today."""
    return not any(char.isdigit() for char in tag) and not suite_of(tag)


def _ubuntu(layers: Mapping[str, int]) -> list[list[Any]]:
    """Ubuntu's images, which other images' base layers are; unpacked by the ratio of those of 2018."""
    tags = {"jammy": "22.04", "noble": "24.04", "resolute": "26.04"}
    return [
        [f"{version} {name}", "full", layers[name], int(layers[name] * 2.54), "ratio", "dotnet"]
        for name, version in tags.items()
    ]


def _packages(sets: Mapping[str, Any]) -> list[str]:
    lines = ["# Packages of each tier, and what each adds to the one below, in kB (Installed-Size)."]
    for name, entry in sets.items():
        if "packages_kb" in entry:
            below = entry["adds_to"] or ""
            lines += [f"[packages.{name}]", f"adds_to = {_quoted(below)}", f"unpacked = {entry['apparent_bytes']}"]
            lines += [
                "kilobytes = { "
                + ", ".join(f"{_quoted(p)} = {kb}" for p, kb in sorted(entry["packages_kb"].items()))
                + " }",
                "",
            ]
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bases", type=Path)
    parser.add_argument("--official-images", type=Path, required=True)
    chosen = parser.parse_args()
    bases = json.loads(chosen.bases.read_text(encoding="utf-8"))
    seen = {family: history.tags(chosen.official_images, family) for family in HISTORY}
    text = table(bases, seen, history.head(chosen.official_images))
    FACTS.joinpath("images.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
