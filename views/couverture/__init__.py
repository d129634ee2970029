"""Couverture : qui est loin, si un site ferme, où ouvrir les prochains."""
