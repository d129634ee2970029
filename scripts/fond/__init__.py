"""Ce que la carte montre autour de la région, et où elle pose ses noms : assets/carte/fond/<région>.json."""
