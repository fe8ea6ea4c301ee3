"""What a RUN adds besides packages of apt: named where it is not known, nothing where it is small."""

from __future__ import annotations

import pytest

from tests.estimate.tables import MB, layer


@pytest.mark.parametrize(
    "script",
    [
        "mkdir -p /a && cd /a && touch b && ln -s b c",
        "apt-get clean; rm -rf /tmp/*; true",
        "useradd -m me && echo hello && export A=1",
        "apt-get purge -y curl",
    ],
)
def test_small_things(script: str) -> None:
    found = layer(f"RUN {script}")
    assert (found.low, found.high, found.unknown) == (0, 0, ())


@pytest.mark.parametrize(
    ("script", "unknown"),
    [
        ("make && make install", "what `make` writes"),
        (
            "curl -o x https://a.org/x && tar xzf x && ./configure",
            "what `curl`, `tar extract`, `configure` write",
        ),
        ("./build.sh", "what `build.sh` writes"),
        ("$CMD x", "what `a command that is not known` writes"),
        ("apk add curl git", "what `apk add` installs (curl, git)"),
        ("pip install --no-cache-dir a b c d e", "what `pip install` installs (a, b, c, d and 1 more)"),
        ("pip install --no-cache-dir .", "what `pip install` installs"),
        ("case x in (", "what the script does, which cannot be read: "),
    ],
)
def test_what_is_not_known_is_named(script: str, unknown: str) -> None:
    found = layer(f"RUN {script}")
    assert found.high is None
    assert len(found.unknown) == 1
    assert found.unknown[0].startswith(unknown)


def test_caches_that_stay() -> None:
    found = layer("RUN pip install flask")
    assert [(part.what, part.low / MB) for part in found.parts] == [("pip's cache", 1)]
    assert layer("RUN pip install --no-cache-dir flask").parts == ()


@pytest.mark.parametrize(
    ("above", "counted"),
    [
        ("RUN true", 1),
        ("RUN apt-get update && apt-get install -y a", 0),
        ("RUN if [ -f /x ]; then apt-get update; fi", 1),
        ("RUN apt-get update && rm -rf /var/lib/apt/lists/*", 1),
        ("RUN apt-get update\nRUN add-apt-repository ppa:a/b", 1),
        ("RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*", 1),
    ],
)
def test_lists_that_a_layer_below_holds_are_not_counted_again(above: str, counted: int) -> None:
    found = layer(f"{above}\nRUN apt-get update")
    assert [part.what for part in found.parts] == ["package lists"] * counted


LOCK = """{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {}, "node_modules/b": {"dev": true},
"node_modules/c": {"link": true}}}"""


@pytest.mark.parametrize(
    ("text", "context", "told"),
    [
        ("COPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt",
         {"requirements.txt": "# x\nflask\n-i y\nnumpy==1\n\n"}, "2 requirements in requirements.txt"),
        ("RUN pip install --no-cache-dir -r requirements.txt", {"requirements.txt": "flask\n"}, "requirements.txt"),
        ("WORKDIR /app\nCOPY package*.json ./\nRUN npm ci", {"package-lock.json": LOCK, "package.json": "{}"},
         "2 packages in package-lock.json, 1 of them for development"),
        ("WORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev", {"package-lock.json": LOCK},
         "1 package in package-lock.json"),
        ("WORKDIR /app\nCOPY . .\nRUN npm ci", {"package-lock.json": "[]"}, "package-lock.json"),
        ("WORKDIR /app\nCOPY . .\nRUN npm ci", {"package-lock.json": "{"}, "package-lock.json"),
        ("WORKDIR /app\nCOPY . .\nRUN yarn install", {"yarn.lock": "# v1\n\na@1:\n  version 1\n\n\"b@2\":\n  x\n"},
         "2 packages in yarn.lock"),
        ("WORKDIR /app\nCOPY . .\nRUN pnpm install", {"pnpm-lock.yaml": "x: y\n"}, "the packages in pnpm-lock.yaml"),
    ],
)  # fmt: skip
def test_lock_files_of_the_context_tell_how_much(text: str, context: dict[str, str], told: str) -> None:
    assert layer(text, context).unknown[0].endswith(f"installs ({told})")


def test_no_context_tells_nothing() -> None:
    assert layer("RUN npm ci").unknown == ("what `npm ci` installs",)


COPIED = "COPY big /srv/\nCOPY small /srv/sub/\n"
FILES = {"big": "x" * 900, "small": "y" * 50}


@pytest.mark.parametrize(
    ("run", "again"),
    [
        ("chown -R me /srv", 950),
        ("chown -R me:me /srv/sub", 50),
        ("chmod +x /srv/big", 900),
        ("mkdir /new && chown me /new", 0),
    ],
)
def test_files_whose_owner_or_mode_changes_are_stored_again(run: str, again: int) -> None:
    found = layer(f"{COPIED}RUN {run}", FILES)
    assert (found.low, found.high) == (again, again)


def test_files_of_unknown_size_that_are_stored_again() -> None:
    again = "the files that `chown` changes and that are stored once more"
    assert layer(f"{COPIED}RUN chown -R me /srv").unknown == (again,)
    assert layer(f"{COPIED}RUN chown -R me /opt", FILES).unknown == (again,)
