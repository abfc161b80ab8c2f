"""The staff wing: private facts, and the operations that publish."""
