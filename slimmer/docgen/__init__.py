"""Pages and tables about the transforms, made of their docstrings; strings only, nothing is written here."""
