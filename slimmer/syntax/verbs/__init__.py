"""Verbs for transform authors: each returns the smallest edits that do one thing exactly, or says why not.

A verb keeps the file's own style (indentation, where `&&` stands, line ending, escape character) and never
writes into a comment. Whatever it proposes it has read again first: the edited instruction must parse, and its
outline must be the old one but for the change asked for. What cannot be done exactly is answered with `No`.
"""
