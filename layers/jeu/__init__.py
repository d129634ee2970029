"""Un jeu de données préparé : relu sans confiance, mis en service d'un renommage."""
