"""Tout ce que l'Atlas sait d'une commune : sa fiche, ses voisines, ses semblables, le pourquoi de sa classe."""
