"""Ce que l'on voit, en fonctions pures de (atlas, vue)."""
