"""An empty value has an empty span, wherever a join follows it."""

import pytest

from slimmer.syntax.nodes import PairsInstruction
from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.flags import with_token
from slimmer.text.source import Source


@pytest.mark.parametrize(
    "text", ["FROM a\nENV A=\\\n  B=1\n", "FROM a\r\nLABEL A=\\\r\n  B=1\r\n", "ARG A=\\\n  B=1\n"]
)
def test_an_empty_value_before_a_join_can_be_filled(text: str) -> None:
    tree = parse(Source("Dockerfile", text))
    instruction = tree.instructions[-1]
    assert isinstance(instruction, PairsInstruction)
    value = instruction.pairs[0].value
    assert value is not None
    assert value.start == value.end
    edits = with_token(tree, instruction, value, "x")
    assert not isinstance(edits, No)
    assert edits.apply(text) == text.replace("A=\\", "A=x\\")
