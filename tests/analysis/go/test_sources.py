"""How Go's sources are read; `go list` itself is asked about the standard library where there is a Go."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from slimmer.analysis.go.constraints import taken_by_constraints, taken_by_name
from slimmer.analysis.go.files import GoFile, head_of, read_go
from slimmer.analysis.go.modules import GoProgram, go_folders, read_go_mod
from slimmer.analysis.go.programs import GoNeeds, cgo_reason, needs_of
from slimmer.analysis.go.tokens import go_tokens
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

PACKAGES = (
    "net/...",
    "os/...",
    "time/...",
    "runtime/...",
    "crypto/...",
    "internal/syscall/...",
    "cmd/go/...",
    "cmd/link/...",
)


def read(text: str) -> GoFile:
    return read_go("a.go", list(go_tokens(text)))


def listed() -> list[dict[str, Any]]:
    done = subprocess.run(
        ["go", "list", "-e", "-json", *PACKAGES],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CGO_ENABLED": "1", "GOFLAGS": "", "GOOS": "linux"},
        cwd="/",
    )
    found, at, decoder = [], 0, json.JSONDecoder()
    text = done.stdout.strip()
    while at < len(text):
        package, at = decoder.raw_decode(text, at)
        found.append(package)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


@pytest.mark.slow
def test_imports_and_the_choice_of_files_are_those_of_the_go_command() -> None:
    if shutil.which("go") is None:
        return  # the cases below were taken from what it says
    files = 0
    for package in listed():
        imports: set[str] = set()
        for name in (*package.get("GoFiles", ()), *package.get("CgoFiles", ())):
            path = Path(package["Dir"], name)
            if not path.exists():
                continue  # cgo writes some
            files += 1
            file = read_go(name, head_of(path.read_text("utf-8")))
            imports.update(each.path for each in file.imports)
            assert file.package == package["Name"], path
            assert taken_by_name(name), path
            assert taken_by_constraints(file.header), path
        renamed = {target: name for name, target in package.get("ImportMap", {}).items()}
        assert imports == {renamed.get(path, path) for path in package.get("Imports", ())}, package["ImportPath"]
    assert files > 500


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('package a\nimport "os"\nfunc f() {}', ["os"]),
        ('package a; import "os"; import ("fmt"; _ "net")', ["os", "fmt", "net"]),
        ('package a\nimport (\n\t. "fmt" // dot\n\t/* two */ x "y/z"\n)', ["fmt", "y/z"]),
        ("package a\nimport `raw/path`\n", ["raw/path"]),
        ('package a\nconst s = `import "os"`\n', []),
        ('package a\n// import "os"\n/* import "net" */\n', []),
        ("", []),
        ("package a\nimport (", []),
        ('package a\nimport "unterminated\n', []),
    ],
)
def test_imports(text: str, paths: list[str]) -> None:
    assert [each.path for each in read(text).imports] == paths


def test_the_local_name_of_a_package() -> None:
    text = 'package a\nimport (\n"html/template"\n"math/rand/v2"\nhttp2 "net/http"\n"x.org/go-thing"\n)'
    assert [each.name for each in read(text).imports] == ["template", "rand", "http2", "thing"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a.txt"', "a.txt"),
        ("`a\\b`", "a\\b"),
        ('"a\\u00fc\\t\\x41\\101"', "aü\tAA"),
        ('"a" + "/" + "b"', "a/b"),
        ("name", "config.yml"),
        ("grouped", "x"),
        ('filepath.Join("a", "b", name)', "a/b/config.yml"),
        ("variable", None),
        ("flag.Arg(0)", None),
        ('dir + "/a"', None),
        ('"banners/" + font + ".txt"', "banners/*.txt"),
        ('"banner" + font', None),
        ('filepath.Join("web", name2)', "web/*"),
        ('filepath.Join(root, "web")', None),
        ('fmt.Sprintf("data/%s-%03d.json", a, b)', "data/*-*.json"),
        ('fmt.Sprintf("%s/x", a)', None),
        ("", "no argument"),
    ],
)
def test_what_an_argument_is_worth(expression: str, value: str | None) -> None:
    text = (
        'package a\nimport ("fmt"; "os"; "path/filepath")\nconst name = "config.yml"\n'
        f'const (\n\tother = 1\n\tgrouped string = "x"\n)\nvar variable = "v"\nfunc f() {{ os.Open({expression}) }}\n'
    )
    call = next(call for call in read(text).calls if call.name == "Open")
    assert call.package == "os"
    assert call.arguments == (() if value == "no argument" else (value,))


def test_methods_are_not_functions_of_a_package() -> None:
    calls = read('package a\nimport "os"\nfunc f() { s.os.Open("a"); os.Open("b"); r.Open("c") }').calls
    assert [(each.package, each.name, each.arguments) for each in calls] == [
        ("", "Open", ("a",)),
        ("os", "Open", ("b",)),
        ("", "Open", ("c",)),
    ]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a.go", True),
        ("a_test.go", False),
        ("a_linux.go", True),
        ("a_windows.go", False),
        ("a_linux_amd64.go", True),
        ("a_linux_s390x.go", False),
        ("a_arm64.go", True),
        ("linux.go", True),
        ("windows.go", True),
        ("_a.go", False),
        (".a.go", False),
        ("a.txt", False),
    ],
)
def test_files_by_name(name: str, taken: bool) -> None:
    assert taken_by_name(f"some/folder/{name}") is taken


@pytest.mark.parametrize(
    ("comment", "taken"),
    [
        ("//go:build linux", True),
        ("//go:build !linux", False),
        ("//go:build windows || (linux && cgo)", True),
        ("//go:build cgo && !netgo", True),
        ("//go:build ignore", False),
        ("//go:build tools", False),
        ("//go:build mine", True),
        ("//go:build !amd64", True),
        ("//go:build !(386 || arm)", True),
        ("//go:build go1.18 && unix", True),
        ("//go:build (linux", True),
        ("//go:build &&", True),
        ("// +build linux", True),
        ("// +build windows darwin", False),
        ("// +build linux,!cgo", False),
        ("// +builder", True),
        ("// go:build windows", True),
    ],
)
def test_files_by_constraint(comment: str, taken: bool) -> None:
    assert taken_by_constraints([comment], frozenset({"mine"})) is taken


def test_go_mod() -> None:
    module = read_go_mod(
        "svc/go.mod",
        "// comment\nmodule example.com/app/v2 // here\n\ngo 1.22.1\n\nrequire a.org/x v1.0.0\nrequire (\n"
        '\tb.org/y v0.1.0 // indirect\n\t"c.org/z" v1.2.3\n)\n'
        "replace a.org/x => ../x\nreplace (\n\tb.org/y v0.1.0 => b.org/fork v0.2.0\n)\nexclude d.org/w v1.0.0\n",
    )
    assert module is not None
    assert (module.folder, module.module, module.go) == ("svc", "example.com/app/v2", "1.22.1")
    assert module.requires == {"a.org/x": False, "b.org/y": True, "c.org/z": False}
    assert module.replaced == {"a.org/x": "x"}
    assert read_go_mod("go.mod", "go 1.22\n") is None


@pytest.mark.parametrize("text", ["module x\nrequire (\n", "module (\n\tx\n", "module x\nrequire (\n\ta.org/x v1 )\n"])
def test_go_mod_with_a_block_that_has_no_end(text: str) -> None:
    assert read_go_mod("go.mod", text) is None


def program(files: dict[str, str], tags: frozenset[str] = frozenset()) -> GoProgram:
    context = Context.of(files)
    view = View(parse(Source("Dockerfile", "FROM a\n")), context=context)
    module = read_go_mod("go.mod", files.get("go.mod", "module example.com/app\n"))
    assert module is not None
    return GoProgram(module, "", tags, context, go_folders(view))


def needs(body: str, imports: str = '"os"', **more: str) -> GoNeeds:
    files = {"main.go": f"package main\nimport ({imports})\nfunc main() {{ {body} }}\n", **more}
    return needs_of([program(files)], frozenset())


def test_only_what_is_linked_counts() -> None:
    found = program(
        {
            "main.go": 'package main\nimport "example.com/app/a"\nfunc main() {}\n',
            "main_windows.go": 'package main\nimport "C"\n',
            "a/a.go": 'package a\nimport "os"\n',
            "a/a_test.go": 'package a\nimport "C"\n',
            "a/tool.go": '//go:build ignore\n\npackage main\nimport "os/exec"\n',
            "b/b.go": 'package b\nimport "C"\n',
        }
    )
    assert [file.path for file in found.files] == ["main.go", "a/a.go"]
    assert cgo_reason(found) is None
    assert found.problem is None


def test_a_module_replaced_by_a_folder_is_read() -> None:
    found = program(
        {
            "go.mod": "module example.com/app\nreplace x.org/y => ./y\n",
            "main.go": 'package main\nimport "x.org/y/z"\n',
            "y/z/z.go": 'package z\nimport "C"\n',
        }
    )
    assert cgo_reason(found) == 'y/z/z.go:2 imports "C": the program needs cgo'


def test_imports_in_a_circle_end() -> None:
    files = {
        "main.go": 'package main\nimport "example.com/app/a"\n',
        "a/a.go": 'package a\nimport "example.com/app/a"\n',
    }
    assert len(program(files).files) == 2


def test_a_folder_without_a_main_package_is_no_program() -> None:
    assert "no package main" in (program({"main.go": "package other\n"}).problem or "")


@pytest.mark.parametrize(
    ("imports", "body", "problem"),
    [
        ('"os/exec"', 'exec.CommandContext(ctx, "git")', "main.go:3 runs git"),
        ('"os/exec"', "exec.Command(name)", "runs a program whose name is not known"),
        ('"os/exec"', "_ = exec.ErrNotFound", "imports os/exec"),
        ('"syscall"', 'syscall.Exec("/bin/x", nil, nil)', "runs /bin/x"),
        ('run "os/exec"', 'run.Command("ls")', "runs ls"),
        ('"go/build"', "", "needs Go's own files"),
        ('"os"', 'os.Getenv("GOPATH")', "asks for GOPATH"),
    ],
)
def test_what_an_empty_image_lacks(imports: str, body: str, problem: str) -> None:
    assert problem in (needs(body, imports).problem or "")


def test_what_a_small_program_needs() -> None:
    found = needs('os.Open("a.txt")')
    assert found.problem is None
    assert found.unknown is None
    assert found.opened == {"a.txt"}
    assert [found.certificates, found.zones, found.home, found.temporary, found.types] == [False] * 5


@pytest.mark.parametrize(
    ("imports", "body", "need"),
    [
        ('"net/http"', "", "certificates"),
        ('"crypto/tls"', "", "certificates"),
        ('"x.org/y"', "", "certificates"),
        ('"x.org/y"', "", "zones"),
        ('"time"', "", "zones"),
        ('"os"', "os.UserHomeDir()", "home"),
        ('"os"', 'os.ExpandEnv("$HOME/x")', "home"),
        ('"os/user"', "user.Current()", "home"),
        ('"k8s.io/client-go/rest"', "", "home"),
        ('"os"', 'os.MkdirTemp("", "x")', "temporary"),
        ('"net/http"', 'r.FormFile("f")', "temporary"),
        ('"os"', 'os.Open("/tmp/x")', "temporary"),
        ('"net/http"', 'http.FileServer(http.Dir("x"))', "types"),
    ],
)
def test_needs(imports: str, body: str, need: str) -> None:
    assert getattr(needs(body, imports), need) is True


@pytest.mark.parametrize("imports", ['"time"; _ "time/tzdata"'])
def test_zones_in_the_program(imports: str) -> None:
    assert needs("", imports).zones is False


@pytest.mark.parametrize(
    ("imports", "body"),
    [
        ('"os"', "os.Open(name)"),
        ('"html/template"', "template.ParseFiles(a...)"),
        ('"github.com/spf13/viper"', ""),
        ('"github.com/gin-gonic/gin"', "r.LoadHTMLGlob(pattern)"),
    ],
)
def test_reads_of_unknown_names(imports: str, body: str) -> None:
    assert "main.go:" in (needs(body, imports).unknown or "")


def test_embedded_files() -> None:
    text = 'package main\nimport "embed"\n//go:embed web all:more/*.txt\nvar f embed.FS\n'
    found = needs_of([program({"main.go": text, "web/a/b.css": "", "more/c.txt": "", "other.txt": ""})], frozenset())
    assert found.embedded == {"web/a/b.css", "more/c.txt"}
