"""Le jeu de démonstration : simulé pour tomber juste sur les totaux publiés."""
