"""The people behind an enterprise: who comes, who leaves, who is titular."""
