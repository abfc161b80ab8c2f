"""The demonstration catalogue: invented makers, plausible goods, and pictures drawn by our own code."""
