"""La fiche d'une commune."""
