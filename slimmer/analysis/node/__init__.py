"""Node: installed packages, what of them runs, and what only the build needs."""
