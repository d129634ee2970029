"""Le papier : feuilles A4 et PDF."""
