"""Les graphiques de la maison, en SVG : quelques dessins, d'une seule main."""
