"""Analysis: facts about a Dockerfile, each computed once a tree, frozen, with its reason."""
