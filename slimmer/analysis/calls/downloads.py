"""The files that a call downloads, and the archives and packages that one unpacks."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument, FlagUse
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.naming import flag_path, flag_text, paths_of, texts_of, word_texts
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.shell.nodes import Redirect
from slimmer.syntax.shell.words import Word

_DOWNLOADERS = frozenset(("curl", "wget", "aria2c"))
# Which file there is in the end depends on what the server says, or on what is there already.
_UNSURE = frozenset(
    (
        *("-J", "--remote-header-name", "-K", "--config", "-z", "--time-cond", "--next", "-:", "-I", "--head"),
        *("-Z", "--parallel", "--no-clobber", "--etag-compare", "-T", "--upload-file", "--url"),
    )
)
_UNSURE_WGET = frozenset(
    (
        *("-r", "--recursive", "-m", "--mirror", "-p", "--page-requisites", "-i", "--input-file", "-b", "--background"),
        *("-x", "--force-directories", "-E", "--adjust-extension", "--html-extension", "-nc", "--no-clobber", "-N"),
        *("--timestamping", "--content-disposition", "--trust-server-names", "--spider", "--delete-after"),
        *("--backups", "-e", "--execute", "--config"),
    )
)
_STDOUT = ("-", "/dev/stdout")
_SIGNS = "?#%{}[]*\\&;"  # in a URL: what becomes of them in the file's name differs from version to version


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file that a call writes or reads.

    Attributes:
        path: as `slimmer.analysis.calls.paths` has it.
        word: where it is spelt as a word of its own; None where it is not.
    """

    path: str
    word: Word | None = None


def downloaded(call: Call) -> tuple[File, ...] | None:
    """The files a call downloads; None when it downloads something of a name that is not certain."""
    if call.program not in _DOWNLOADERS:
        return ()
    redirected = tuple(output_files(call)) if call.redirects else ()
    if redirected:
        return redirected
    if call.program == "curl":
        found = _curl(call)
    elif call.program == "wget":
        found = _wget(call)
    else:
        found = _aria2c(call)
    if found is None or any(not paths.is_exact(each.path) for each in found):
        return None
    return tuple(each for each in found if not each.path.startswith(("/dev/", "/proc/")))


def output_files(call: Call) -> Iterator[File]:
    """The files that `>` makes of a call's output."""
    for redirect in redirects(call, ">", ">|"):
        if redirect.fd is None or redirect.fd.text == "1":
            (text, *more) = word_texts(redirect.target, call.variables, call.step.scope, call.folder)
            if not more:
                yield File(paths.joined(call.folder, text), _word(call, redirect))


def told_to(call: Call) -> str | None:
    """A file that a call's output goes to, which somebody may want; None where it is shown, or thrown away."""
    written = redirects(call, ">", ">|", ">>", "&>", "&>>", ">&")
    texts = (each.target.literal or "a file" for each in written)
    return next((text for text in texts if text != "/dev/null" and not text.isdigit()), None)


def _word(call: Call, redirect: Redirect) -> Word | None:
    """The word that a redirection names a file by, where it stands in the step's own script."""
    return redirect.target if call.command is not None else None


def redirects(call: Call, *operators: str) -> tuple[Redirect, ...]:
    """The redirections of a call by these operators."""
    return tuple([each for each in call.redirects if each.operator.text in operators]) if call.redirects else ()


def _curl(call: Call) -> list[File] | None:
    if call.has(*_UNSURE):
        return None
    outputs = [use for use in call.flags if use.name in ("-o", "--output", "-O", "--remote-name")]
    if call.has("--remote-name-all"):
        return _by_url(call, call.operands, call.flag("--output-dir"))
    if not outputs:
        return []
    if len(outputs) != len(call.operands):
        return None
    found: list[File] = []
    for use, url in zip(outputs, call.operands, strict=True):
        if use.name in ("-o", "--output"):
            each = _named_output(call, use, call.flag("--output-dir"))
        else:
            each = next(iter(_by_url(call, (url,), call.flag("--output-dir")) or ()), None)
        if each is None or (use.name in ("-o", "--output") and _is_template(call, use.value)):
            return None
        found.append(each)
    return found


def _is_template(call: Call, value: Value | None) -> bool:
    """Whether curl puts parts of the URL into the name (`#1`)."""
    return value is not None and "#" in (value.text or "") and not call.has("-g", "--globoff")


def _wget(call: Call) -> list[File] | None:
    if call.has(*_UNSURE_WGET):
        return None
    output = call.flag("-O", "--output-document")
    if output is None:
        return _by_url(call, call.operands, call.flag("-P", "--directory-prefix"))
    if output.value is not None and output.value.text in _STDOUT:
        return []
    found = _named_output(call, output, None)
    return [found] if found is not None else None


def _aria2c(call: Call) -> list[File] | None:
    use = call.flag("-o", "--out")
    found = _named_output(call, use, call.flag("-d", "--dir")) if use else None
    return [found] if found is not None and len(call.operands) == 1 else None


def _named_output(call: Call, use: FlagUse, folder: FlagUse | None) -> File | None:
    if use.value is not None and use.value.text in _STDOUT:
        return File("/dev/stdout")
    text, base = flag_text(call, use), _folder(call, folder)
    if text is None or base is None:
        return None
    return File(paths.joined(base, text), _own_word(use) if base == call.folder else None)


def _own_word(use: FlagUse) -> Word | None:
    """The word that a flag's value is, where it is not glued to the flag."""
    argument = use.value_argument
    return argument.word if argument is not None and argument.value is use.value else None


def _folder(call: Call, use: FlagUse | None) -> str | None:
    """The folder that a flag names, else the one the call runs in; None where it is not certain which."""
    return call.folder if use is None else flag_path(call, use)


def _by_url(call: Call, urls: tuple[Argument, ...], folder: FlagUse | None) -> list[File] | None:
    """The files named after the last part of their URLs."""
    base = _folder(call, folder)
    found = []
    for url in urls:
        texts = texts_of(call, url)
        name = paths.tail(texts[0].partition("://")[2] or texts[0])
        signed = any(sign in name for sign in _SIGNS) or not paths.is_exact(name) or "/" not in texts[0]
        if base is None or len(texts) != 1 or not name or signed or paths.is_bare_name(name):
            return None
        found.append(File(paths.joined(base, f"./{name}")))
    return found


def unpacked(call: Call) -> tuple[File, ...]:
    """The archives and packages that a call unpacks or installs, as far as it names them."""
    if call.program == "tar":
        return _of_tar(call) if call.subcommand == "extract" else ()
    if call.program in ("unzip", "unrar"):
        return _operand(call, 0) if call.subcommand != "list" else ()
    if call.program == "7z":
        return _operand(call, 0) if call.subcommand == "x" else ()
    if call.program == "jar":
        is_extract = any((each.known or "").lstrip("-").startswith("x") for each in call.arguments[:1])
        return _operand(call, -1) if is_extract and len(call.arguments) == 2 else ()
    if call.program == "gunzip" or (call.program == "gzip" and call.has("-d", "--decompress", "--uncompress")):
        stays = call.has("-c", "--stdout", "--to-stdout")  # and -k asks to keep it
        return tuple(each for at in range(len(call.operands)) for each in _operand(call, at)) if stays else ()
    return _packages(call)


def _of_tar(call: Call) -> tuple[File, ...]:
    use = call.flag("-f", "--file")
    if use is None:
        return tuple(_inputs(call))
    path = flag_path(call, use)
    if path is None or (use.value is not None and use.value.text == "-"):
        return tuple(_inputs(call))
    return (File(path, _own_word(use)),)


def _inputs(call: Call) -> Iterator[File]:
    for redirect in redirects(call, "<"):
        (text, *more) = word_texts(redirect.target, call.variables, call.step.scope, call.folder)
        if not more:
            yield File(paths.joined(call.folder, text), _word(call, redirect))


def _operand(call: Call, at: int) -> tuple[File, ...]:
    operands = call.operands[at:][:1]
    return tuple(File(path, each.word) for each in operands for path in paths_of(call, each))


def _packages(call: Call) -> tuple[File, ...]:
    """Package files among the operands of what installs packages: `dpkg -i x.deb`, `dnf install ./x.rpm`."""
    installs = call.does(Effect.INSTALLS) or (call.program == "rpm" and call.has("-i", "-U", "--install", "--upgrade"))
    if not installs or call.meaning(Role.DOWNLOAD_ONLY) is not None:
        return ()
    found = [(each, path) for each in call.operands for path in paths_of(call, each)]
    return tuple(File(path, each.word) for each, path in found if path.endswith((".deb", ".rpm", ".apk")))
