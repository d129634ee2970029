"""Les pages du site."""
