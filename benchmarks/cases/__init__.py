"""Small real applications with the Dockerfiles people write for them: built before and after, and run.

Each folder holds `context/` (the application, its naive Dockerfile), `ideal.Dockerfile` (by hand, the human yardstick)
and `case.toml` (what it is, its smoke test, and a second one that no rewrite is shown).
"""
