"""De fichiers d'éditeurs à un jeu vérifié : reconnaître, lire, rapprocher, comparer, rendre compte."""
