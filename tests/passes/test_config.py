"""Configuration files, variables and how they are merged; every mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.errors import UsageError
from slimmer.passes import config
from slimmer.passes.settings import Layer, Option, Settings, command_line, merge

NOTHING = Layer({}, {})


def written(folder: Path, text: str, name: str = config.FILE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_all_keys_of_a_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        select = ["a", "b"]
        ignore = ["c"]
        unverified = true
        target = "app"
        caches = "mount"
        goal = "both"
        exclude = ["third_party", "*.tmpl"]

        [transforms.a-b]
        limit = 3
        """,
    )
    assert merge(config.from_file(path)) == Settings(
        select=("a", "b"),
        ignore=("c",),
        unverified=True,
        target="app",
        caches="mount",
        goal="both",
        exclude=("third_party", "*.tmpl"),
        options=(Option("a-b", "limit", 3, f"{path}:11"),),
        root=tmp_path,
    )


def test_the_table_of_pyproject(tmp_path: Path) -> None:
    path = written(tmp_path, '[project]\nname = "x"\n[tool.slimmer]\ncaches = "mount"\n', config.PROJECT)
    assert config.from_file(path).values["caches"] == "mount"
    assert config.from_file(path).places["caches"] == f"{path}:4"


MISTAKES = [
    ('selct = ["a"]\n', 1, "unknown key `selct`; did you mean `select`?"),
    ('\n\n# select = 1\nselect = "a"\n', 4, "`select` must be a list of strings"),
    ("select = [1]\n", 1, "`select` must be a list of strings"),
    ('unverified = "yes"\n', 1, "`unverified` must be true or false"),
    ("unverified = 1\n", 1, "`unverified` must be true or false"),
    ('target = ""\n', 1, "`target` must be the name of a stage"),
    ('caches = "keep"\n', 1, '`caches` must be "clean" or "mount"'),
    ("goal = 3\n", 1, '`goal` must be "size" or "time" or "both"'),
    ("transforms = 3\n", 1, "`transforms` must be a table of tables"),
    ("[transforms]\n'a' = 3\n", 2, "`transforms.a` must be a table of the transform's options"),
    ("a.b = 1\n", 1, "unknown key `a`"),
    ("[elsewhere]\nselect = []\n", 1, "unknown key `elsewhere`"),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        config.from_file(path)
    assert str(caught.value) == f"{path}:{line}: {message}"


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES[:8])
def test_mistakes_in_pyproject_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path, f"[project]\nselect = 0\n[tool.slimmer]\n{text}", config.PROJECT)
    with pytest.raises(UsageError) as caught:
        config.from_file(path)
    assert str(caught.value) == f"{path}:{line + 3}: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [("select = [\n", r":1: not TOML: "), ("[x\n", r":1: not TOML: "), ("a = 1\na = 2\n", r":2: not TOML: ")],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=message):
        config.from_file(path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / config.FILE
    path.write_bytes(b'target = "\xff"\n')
    with pytest.raises(UsageError, match="is not UTF-8"):
        config.from_file(path)


def test_a_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / ".slimmer.toml").mkdir()
    with pytest.raises(UsageError, match=r"\.slimmer\.toml: is a folder, and no configuration"):
        config.find(tmp_path)


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    far = written(tmp_path, "")
    assert config.find(below) == far
    near = written(tmp_path / "a", "")
    assert config.find(below) == near


def test_own_files_come_before_any_pyproject(tmp_path: Path) -> None:
    far = written(tmp_path, "")
    near = tmp_path / "a"
    written(near, "[tool.slimmer]\n", config.PROJECT)
    assert config.find(near) == far


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    far = written(tmp_path, "[tool.slimmer]\n", config.PROJECT)
    near = tmp_path / "a"
    written(near, '[project]\nname = "slimmer-user"\n', config.PROJECT)
    assert config.find(near) == far
    written(near, "[broken\n", config.PROJECT)
    assert config.find(near) == far


@pytest.mark.parametrize("text", ["tool = 3 # slimmer\n", "[tool]\nslimmer = 3\n"])
def test_a_table_that_is_none(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text, config.PROJECT)
    if "slimmer =" in text:
        with pytest.raises(UsageError, match=rf"{path}:2: `tool.slimmer` must be a table"):
            config.find(tmp_path)
    else:
        assert config.find(tmp_path) != path


def test_variables() -> None:
    layer = config.from_environment(
        {"SLIMMER_SELECT": "a, b,", "SLIMMER_UNVERIFIED": "1", "SLIMMER_TARGET": "", "SLIMMER_UPDATE": "1", "HOME": "x"}
    )
    assert layer.values == {"select": ("a", "b"), "unverified": True}
    assert layer.places == {"select": "SLIMMER_SELECT", "unverified": "SLIMMER_UNVERIFIED"}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SLIMMER_UNVERIFIED", "maybe", "SLIMMER_UNVERIFIED: `unverified` must be true or false"),
        ("SLIMMER_CACHES", "keep", 'SLIMMER_CACHES: `caches` must be "clean" or "mount"'),
    ],
)
def test_wrong_variables(name: str, value: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        config.from_environment({name: value})
    assert str(caught.value) == message


def test_the_command_line_wins_over_variables_and_they_over_files(tmp_path: Path) -> None:
    written(tmp_path, 'caches = "mount"\ngoal = "time"\ntarget = "file"\n')
    environment = {"SLIMMER_GOAL": "both", "SLIMMER_TARGET": "variable"}
    given = command_line({"target": "given", "select": (), "unverified": None})
    settings = config.resolve(tmp_path, environment, given)
    assert (settings.caches, settings.goal, settings.target) == ("mount", "both", "given")
    assert (settings.select, settings.unverified) == ((), False)
    assert settings.places["goal"] == "SLIMMER_GOAL"


def test_options_win_one_by_one() -> None:
    one, two, three = Option("a", "x", 1, ""), Option("a", "y", 2, ""), Option("a", "x", 3, "")
    merged = merge(Layer({"options": (one, two)}, {}), Layer({"options": (three,)}, {}))
    assert set(merged.options) == {two, three}


def test_an_unknown_setting_of_the_command_line_is_refused() -> None:
    with pytest.raises(UsageError, match="--nonsense: unknown setting"):
        command_line({"nonsense": 1})


@pytest.mark.parametrize(
    ("glob", "path", "is_excluded"),
    [
        ("*.tmpl", "a/Dockerfile.tmpl", True),
        ("*.tmpl", "a/Dockerfile", False),
        ("third_party", "third_party/a/Dockerfile", True),
        ("third_party/", "third_party/a/Dockerfile", True),
        ("a/*/Dockerfile", "a/b/Dockerfile", True),
        ("Dockerfile", "a/b/Dockerfile", True),
        ("b", "a/b/Dockerfile", False),
    ],
)
def test_exclusion_is_relative_to_the_configuration(tmp_path: Path, glob: str, path: str, is_excluded: bool) -> None:
    settings = Settings(exclude=(glob,), root=tmp_path)
    assert config.excluded(settings, tmp_path / path) is is_excluded
