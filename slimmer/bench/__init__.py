"""Benchmarks: cases built before and after, measured, proven, and reported from one type of result."""
