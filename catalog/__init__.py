"""The public wing: holds only facts that are public now, plus what buyers send."""
