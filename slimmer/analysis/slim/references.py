"""Where a file names a full image, and what would be written there for the slim one."""

from __future__ import annotations

import re

from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.knowledge.images import variant
from slimmer.model.expansion import expanded, global_values
from slimmer.model.stages import Stage
from slimmer.records import dataclass
from slimmer.syntax.nodes import Instruction, Token
from slimmer.text.rare import rare

_PLAIN = rare(r"[0-9][0-9.]*|latest|lts|current|stable")
_SLIM = "-slim"


@dataclass(frozen=True, slots=True, eq=False)
class SlimReference:
    """An edit that chooses the slim image.

    Attributes:
        reference: the image that is built on then, arguments having their defaults.
        instruction: FROM, or the ARG that holds the whole reference.
        token: the word to replace.
        text: what to write there.
    """

    reference: str
    instruction: Instruction
    token: Token
    text: str


def slim_reference(view: View, stage: Stage) -> SlimReference | str:
    """The slim sibling of a stage's image and where it is to be written, or a clause that says why not."""
    from_, image = stage.from_, stage.image
    if from_ is None or from_.image is None or image is None:
        return "there is no image"
    if image.digest is not None:
        return "a digest decides which image it is"
    written = str(image)
    slim = variant(written, "slim")
    if slim is None:
        return f"no slim tag of the same version and suite as {written} is known"
    if "$" not in from_.image.text:
        return SlimReference(slim, from_, from_.image, slim)
    return _with_arguments(view, stage, slim)


def _with_arguments(view: View, stage: Stage, slim: str) -> SlimReference | str:
    """The reference is built of arguments: a part of it that is written out, or one that is all of it, can change."""
    assert stage.from_ is not None  # noqa: S101  the caller has seen it
    token = stage.from_.image
    assert token is not None  # noqa: S101  as above
    names = re.findall(r"\$\{?(\w+)\}?", token.text)
    arguments = {pair.key.text: (each, pair) for each in stages(view).global_arguments for pair in each.pairs}
    if any(name not in arguments for name in names) or re.search(r"\$\{\w+[^\w}]", token.text):
        return "the image is chosen by an argument with a rule"
    if len(names) == 1 and token.text.strip("${}") == names[0]:
        argument, pair = arguments[names[0]]
        if pair.value is None or "$" in pair.value.text or view.text.count(names[0]) != 2:
            return f"ARG {names[0]} is used elsewhere, too"
        return SlimReference(slim, argument, pair.value, _quoted_like(pair.value.text, slim))
    values = global_values(stages(view).global_arguments, view.tree.escape)
    for name in names:
        text = values[name].text if name in values else None
        if text is None or not (_PLAIN().fullmatch(text) or "/" in text or text.isalpha()):
            return f"the value of ARG {name} names more than a version"
    for at in [len(token.text), *(found.start() for found in re.finditer("-", token.text))]:
        text = token.text[:at] + _SLIM + token.text[at:]
        if "$" not in text[at:].replace(token.text[at:], "") and expanded(text, values, view.tree.escape).text == slim:
            return SlimReference(slim, stage.from_, token, text)
    return "the tag has no place of its own for the variant"


def _quoted_like(old: str, new: str) -> str:
    quote = old[:1] if old[:1] in "\"'" and old[-1:] == old[:1] else ""
    return f"{quote}{new}{quote}"
