"""Dessiner : cadre, découpe, motifs, code QR."""
