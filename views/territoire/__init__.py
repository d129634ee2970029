"""Les pages d'un territoire."""
