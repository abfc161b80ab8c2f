"""The public face of an enterprise: what is proposed of it, and sent to review."""
