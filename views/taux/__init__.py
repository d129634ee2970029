"""Les taux, prêts à lire : le tableau des territoires, le profil de l'un d'eux."""
