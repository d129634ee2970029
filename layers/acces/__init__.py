"""Qui est à portée d'un site, ce qu'une fermeture éloigne, où ouvrir le suivant. Ne connaît pas Dash."""
