"""La page de la carte."""
