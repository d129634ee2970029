"""Ce qu'un œil distingue : l'écart CIEDE2000 de deux couleurs, telles que les voit un œil sans rouge, sans vert, ou en gris.

Sources : Sharma, Wu et Dalal, « The CIEDE2000 color-difference formula », 2005 ; Machado, Oliveira et Fernandes, « A
physiologically-based model for simulation of color vision deficiency », 2009 (sévérité 1, en sRGB linéaire) ; WCAG 2.2.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triplet = tuple[float, float, float]
GREY = (0.2126, 0.7152, 0.0722)
VISIONS: dict[str, tuple[Triplet, Triplet, Triplet]] = {
    "ordinaire": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deutéranopie": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopie": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "gris": (GREY, GREY, GREY),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Triplet:
    """« #8C2D04 » -> les trois lumières, de 0 à 1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return r, g, b


def times(matrix: tuple[Triplet, Triplet, Triplet], v: Triplet) -> Triplet:
    a, b, c = (sum(m * x for m, x in zip(row, v)) for row in matrix)
    return a, b, c


def lab(colour: str, vision: str = "ordinaire") -> Triplet:
    """La couleur en CIELAB, vue par cet œil."""
    seen = times(VISIONS[vision], linear(colour))
    xyz = times(TO_XYZ, tuple(min(1.0, max(0.0, part)) for part in seen))
    x, y, z = (v ** (1 / 3) if (v := part / white) > 216 / 24389 else (24389 / 27 * v + 16) / 116 for part, white in zip(xyz, WHITE))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Triplet, other: Triplet) -> float:
    """L'écart CIEDE2000 de deux couleurs CIELAB : 1 se voit à peine, 10 se voit d'un coup d'œil."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    (c1, h1), (c2, h2) = ((hypot((1 + g) * a, b), degrees(atan2(b, (1 + g) * a)) % 360) for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    big = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    t = 1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h)) + 0.32 * cos(radians(3 * h + 6)) - 0.2 * cos(radians(4 * h - 63))
    sl, sc, sh = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2), 1 + 0.045 * c, 1 + 0.015 * c * t
    rt = -2 * sqrt(c**7 / (c**7 + 25**7)) * sin(radians(60 * exp(-(((h - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, big / sh
    return sqrt(dl**2 + dc**2 + dh**2 + rt * dc * dh)


def contrast(one: str, other: str) -> float:
    """Le contraste de WCAG : de 1 à 21."""
    low, high = sorted(sum(k * part for k, part in zip(GREY, linear(colour))) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)
