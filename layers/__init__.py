"""Les données, du fichier d'un éditeur jusqu'à l'Atlas figé. Ne connaît rien de Dash."""
