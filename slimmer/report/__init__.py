"""Reports: what came of a file as text, unified diff or JSON. Values in, strings out."""
