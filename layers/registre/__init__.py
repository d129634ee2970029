"""Le registre : couches, structures, indicateurs, glossaire, repères."""
