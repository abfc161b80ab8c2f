"""Every version of a product or an enterprise: who, when and why; two of them compared; an old one brought back."""
