"""Laws: does a command that rewrites Dockerfiles corrupt them?

The command runs over copies; each pair of before and after is then judged by others' parsers: BuildKit's for
the file, `bash -n` and `dash -n` for the RUN bodies. Nothing here knows slimmer: every fixer is measured by
the same code. See `python -m benchmarks.laws --help`.
"""
