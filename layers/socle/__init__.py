"""Ce dont tout dépend et qui ne dépend de rien : défauts, limites, textes, noms, tables."""
