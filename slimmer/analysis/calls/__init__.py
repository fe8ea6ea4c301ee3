"""The shell of a step read as calls: programs, their arguments, the words and paths they are given."""
