"""What was measured of cases, told to a person on a terminal, in a pull request or in a browser, or to a program.

Nothing here builds: results are read as values (`slimmer.bench.results`) and come out as text.
"""
