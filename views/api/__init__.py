"""Les réponses de l'API."""
