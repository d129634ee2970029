"""Les territoires et leurs chiffres."""
