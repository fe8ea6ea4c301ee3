"""Text: sources, spans, edits and diffs. Knows nothing of Docker."""
