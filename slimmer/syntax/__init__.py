"""Syntax: bytes to logical lines to Lark to typed read-only nodes, and the shell inside them."""
