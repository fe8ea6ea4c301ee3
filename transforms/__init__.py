"""The transforms that come with slimmer: a module each, found by the entry-point group `slimmer.transforms`."""
