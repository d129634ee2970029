"""Le banc d'essai : la carte et sa référence, mesurées ensemble. `make bench`."""
