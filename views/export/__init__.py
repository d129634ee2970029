"""Ce qui s'emporte d'une vue."""
