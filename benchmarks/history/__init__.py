"""The cost model against real histories: each commit is really built, and the sum compared with the prediction."""
