"""Questions that a producer answers by a link, without signing in: one about one product, and nothing else."""
