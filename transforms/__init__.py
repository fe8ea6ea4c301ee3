"""The transforms that come with slimmer: one module each, found through the entry-point group `slimmer.transforms`."""
