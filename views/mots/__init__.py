"""La carte en mots : la même vue et les mêmes chiffres que la carte, dits. Fonctions pures de (Atlas, vue)."""
