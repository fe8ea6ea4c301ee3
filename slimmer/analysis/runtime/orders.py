"""What a file of a project has containers run, by the kind of the file.

Each answer is a text in which commands are plain words; what else stands around them does no harm, since only the
names of programs and scripts are looked for in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from slimmer.model.yaml_nodes import Yaml, YamlError

# Bounded, for the sake of hostile files: a long line of words that begin a match must not be read again for each.
_CONTAINER = re.compile(
    r"\b(?:docker|podman|nerdctl|docker-compose|kubectl)\b(?!\.)[^\n;|&]{0,400}?\s(run|exec)\s([^\n;|&#]*)"
)
_OFFICIAL = r"(?:golang|node|alpine|debian|ubuntu|busybox|python)(?::[\w.-]+)?"
# `compose run web node scripts/seed.js` names a program, no image.
_OTHER_IMAGE = re.compile(rf"(?:^|\s)(?!node\s+[\w-]*[./]){_OFFICIAL}(?=\s)")
_COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")
_MARKS = re.compile(r"""\n[ \t]*-\s|["'\[\],]""")
_INSIDE = re.compile(r"(?<![\w.])([\w.]{1,100}(?:\([^()]{0,200}\))?)\.inside\b[^{\n]{0,200}\{")
_AGENT = re.compile(r"\bagent\s*\{\s*dockerfile\b")
_KEYS = "command|args|release_command|preDeployCommand|dockerCommand|startCommand|release|run"
_KEY = re.compile(rf"""(?:^|[\s{{,])["']?(?P<key>{_KEYS})["']?[ \t]*[:=](?P<value>.*)""")
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")
_DEPLOYED = ("fly.toml", "heroku.yml", "render.yaml", "railway.json", "railway.toml")
_MOST_LINES = 50
_MOST_BLOCKS = 50
_BLOCK = 10_000


def orders(path: str, text: str) -> Iterator[str]:
    """What a file has containers run, unless they are those of a well-known image.

    Args:
        path: of the file in its project.
        text: of the file; lines that a backslash continues are joined.
    """
    name = path.rpartition("/")[2]
    told = ((found[1], found[2]) for found in _CONTAINER.finditer(text))
    yield from (words for verb, words in told if verb == "exec" or _OTHER_IMAGE.search(words) is None)
    if name == "Jenkinsfile":
        yield from _jenkins(text)
    elif name == ".gitlab-ci.yml" and "image" in text:
        yield from _gitlab(_yaml(text))
    elif name.startswith("cloudbuild."):
        yield from _cloud_build(_yaml(text))
    elif path.startswith(".github/workflows/") or "/.github/workflows/" in path:
        yield from _workflow(_yaml(text)) if "container:" in text else ()
    elif name in _DEPLOYED or (name.endswith((".yml", ".yaml")) and "containers:" in text.lower() and "kind:" in text):
        yield _values(_COMMENT.sub("", text))


def _spoken(text: str) -> str:
    return _MARKS.sub(" ", text)


def _yaml(text: str) -> Yaml:
    try:
        return Yaml.parse(text.encode())
    except YamlError:
        return Yaml(None)


def _jenkins(text: str) -> Iterator[str]:
    """The blocks of `.inside { ... }`, and all steps where a Dockerfile is the agent."""
    if _AGENT.search(text):
        yield _spoken(text)
    for found in islice(_INSIDE.finditer(text), _MOST_BLOCKS):
        receiver = found[1]
        named = re.search(rf"\b{re.escape(receiver)}\s*=\s*(docker\.image\([^()]*\))", text)
        if re.match(rf"""docker\.image\(\s*["']{_OFFICIAL}["']""", named[1] if named is not None else receiver) is None:
            yield _spoken(_block(text[found.end() : found.end() + _BLOCK]))


def _block(text: str) -> str:
    """Up to the brace that closes."""
    depth = 1
    for at, each in enumerate(text):
        depth += (each == "{") - (each == "}")
        if depth == 0:
            return text[:at]
    return text


def _gitlab(document: Yaml) -> Iterator[str]:
    """The scripts of the jobs that run in an image of the project's own registry."""
    general = _image(document.get("default")) or _image(document)
    for name in document.keys:
        job = document.get(name)
        image = _image(job) or general
        variable = _VARIABLE.match(image)
        told = document.get("variables", variable[1]).text if variable is not None else None
        if job.is_map and "CI_REGISTRY_IMAGE" in (told or image):
            scripts = (job.get(key) for key in ("before_script", "script", "after_script"))
            lines = [each.text or "" for script in scripts for each in (*script.items, script)]
            yield _spoken(" ; ".join(filter(None, lines)))


def _image(job: Yaml) -> str:
    image = job.get("image")
    return image.text or image.get("name").text or ""


def _cloud_build(document: Yaml) -> Iterator[str]:
    """The steps that run in an image of the project: its name holds a variable."""
    for step in document.get("steps").items:
        if "$" in (step.get("name").text or "") and not step.get("entrypoint").is_null:
            words = [step.get("entrypoint").text or "", *(each.text or "" for each in step.get("args").items)]
            yield _spoken(" ".join(words))


def _workflow(document: Yaml) -> Iterator[str]:
    """The steps of the jobs whose container is an image that the repository publishes."""
    jobs = document.get("jobs")
    for name in jobs.keys:
        job = jobs.get(name)
        container = job.get("container")
        if "github.repository" in (container.text or container.get("image").text or ""):
            yield _spoken(" ; ".join(step.get("run").text or "" for step in job.get("steps").items))


def _values(text: str) -> str:
    """What stands behind the keys of commands: on their line, and deeper in those below; YAML, TOML or JSON."""
    lines = text.split("\n")
    found: list[str] = []
    for at, line in enumerate(lines):
        key = _KEY.search(line)
        if key is None:
            continue
        # A list of arguments goes on where the command ends.
        found.append("" if key["key"] == "args" else ";")
        found.append(key["value"])
        indent = len(line) - len(line.lstrip(" \t-"))
        for below in lines[at + 1 : at + _MOST_LINES]:
            bare = below.lstrip(" \t")
            depth = len(below) - len(bare)
            if bare and depth <= indent and not (depth == indent and bare.startswith("- ")):
                break
            found.append(f"\n{below}")
    return _spoken(" ".join(found))
