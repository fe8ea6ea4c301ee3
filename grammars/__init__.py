"""The grammars, as package data: one `.lark` file for each layer, and in a wheel its LALR tables."""
