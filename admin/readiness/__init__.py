"""How far a product is from what buyers ask: packaging, papers, seals, photos, a price that is true today."""
