"""Which modules of a list the Python code in an image imports: files of the context, and code within the Dockerfile."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.copies.landing import landing
from slimmer.analysis.view import View
from slimmer.knowledge.python_packages import compilers_at_run_time
from slimmer.knowledge.vocabulary import Role
from slimmer.model.stages import Stage

_IMPORT = (
    r"(?m)(?:^|[;\"'])[ \t]*(?:from[ \t]+(?P<module>[\w.]+)[ \t]+import\b[ \t]*(?P<names>\([^)]*\)|[^\n;#]*)"
    r"|import[ \t]+(?P<modules>[^\n;#\"']*))|(?:import_module|__import__)\(\s*[\"'](?P<quoted>[\w.]+)"
)


def imports_in(text: str, modules: Collection[str]) -> str | None:
    """The first of the modules, such as "tkinter" or "PIL.ImageTk", that code imports, itself or a part of it."""
    if not any(module.rpartition(".")[2] in text for module in modules):
        return None
    return next((module for name in _imported(text) for module in modules if f"{name}.".startswith(f"{module}.")), None)


def compiles(text: str) -> bool:
    """Whether code of Python has C compiled while it runs."""
    modules, called = compilers_at_run_time()
    return re.search(called, text) is not None or imports_in(text, modules) is not None


def _imported(text: str) -> Iterator[str]:
    for found in re.finditer(_IMPORT, text):
        if found["module"]:
            names = re.findall(r"\w+", re.sub(r"[ \t]as[ \t]+\w+|#.*", "", found["names"]))
            yield from (found["module"], *(f"{found['module']}.{name}" for name in names))
        elif found["modules"]:
            yield from (name for part in found["modules"].split(",") for name in part.split()[:1])
        else:
            yield found["quoted"]


def imports_of_call(call: Call, modules: Collection[str]) -> str | None:
    """The first of the modules that a call of Python runs (`-m`) or that the code its step holds imports."""
    if not (call.head[0].known or "").rpartition("/")[2].startswith(("python", "pypy")):
        return None
    use = call.meaning(Role.MODULE)
    run = use.value.text if use is not None and use.value is not None else None
    return imports_in(f"import {run}\n{call.step.text}", modules)


def imports_of_files(view: View, stage: Stage, modules: Collection[str]) -> tuple[str, str] | None:
    """The first file of the context in a stage's image that imports one of the modules, and which."""
    if view.context is None:
        return None
    for source in sorted(set(landing(view).files(stage).values())):
        text = view.context.read(source) if source.endswith((".py", ".pyw")) else None
        found = imports_in(text, modules) if text is not None else None
        if found is not None:
            return source, found
    return None
