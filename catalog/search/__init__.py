"""Finding products: words, facets, suggestions, and the index they are answered from."""
