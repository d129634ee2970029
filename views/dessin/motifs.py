"""Les motifs et les formes d'un plan, en SVG : une classe se reconnaît sans sa couleur, une structure à sa forme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from layers.registre.catalogue import Classe
from layers.registre.marques import MASQUE, PAR_CODE, PARTAGE
from views.ecriture import phrases as w

SANS_CLASSE = Classe("", w.PAS_DE_DONNEE, "#D8D6CF", "absent")
HORS_CLASSE = {code: Classe("", w.MARQUES_DU_JEU[code], PAR_CODE[code].couleur, PAR_CODE[code].motif) for code in (MASQUE, PARTAGE)}
TRACES = {
    "croix": '<path d="M0 0L8 8M8 0L0 8"/>',
    "carreaux": '<path d="M0 4H8M4 0V8"/>',
    "diagonale": '<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2"/>',
    "diagonale-inverse": '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>',
    "horizontal": '<path d="M0 4H8"/>',
    "points": '<circle cx="2" cy="2" r=".6"/><circle cx="6" cy="6" r=".6"/>',
    "points-epars": '<circle cx="4" cy="4" r=".5"/>',
    "absent": '<path d="M0 0L8 8M-2 6L2 10M6 -2L10 2" stroke-dasharray="2 2"/>',
}
CLAIRS = ("croix", "carreaux", "diagonale", "diagonale-inverse", "absent")
FORMES = {
    "rond": '<circle r="5"/>',
    "carre": '<rect x="-4.5" y="-4.5" width="9" height="9"/>',
    "plus": '<path d="M-2 -5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z"/>',
    "croix": '<path d="M-5.5 -3L-3 -5.5L0 -2.5L3 -5.5L5.5 -3L2.5 0L5.5 3L3 5.5L0 2.5L-3 5.5L-5.5 3L-2.5 0Z"/>',
    "losange": '<path d="M0 -6L6 0L0 6L-6 0Z"/>',
    "triangle": '<path d="M0 -6L6 5H-6Z"/>',
    "hexagone": '<path d="M0 -6L5.2 -3V3L0 6L-5.2 3V-3Z"/>',
    "pentagone": '<path d="M0 -6L5.7 -1.9L3.5 4.9H-3.5L-5.7 -1.9Z"/>',
    "pointe": '<path d="M0 6L6 -5H-6Z"/>',
    "sablier": '<path d="M-5 -5.5H5L1.5 0L5 5.5H-5L-1.5 0Z"/>',
    "chevron": '<path d="M0 -6L6 1V6L0 0.5L-6 6V1Z"/>',
    "etoile": '<path d="M0.0 -6.6L1.6 -2.3L6.3 -2.0L2.7 0.9L3.9 5.3L0.0 2.8L-3.9 5.3L-2.7 0.9L-6.3 -2.0L-1.6 -2.3Z"/>',
}
# Sur le papier, plus le besoin est grand, plus le fond est foncé ; le motif, lui, tient à la photocopie.
FONDS_GRIS = {
    "croix": "#C4C4C4",
    "carreaux": "#E4E4E4",
    "diagonale-inverse": "#CFCFCF",
    "diagonale": "#D8D8D8",
    "points": "#E4E4E4",
    "points-epars": "#ECECEC",
    "plein": "#ECECEC",
}
ENCRE_GRISE = "#333333"


@dataclass(frozen=True)
class Encres:
    """De quoi un plan est peint. `limite` : la couleur et la largeur du trait entre deux communes."""

    eau: str
    loin: str
    limite: tuple[str, float]
    gris: bool

    def fond(self, classe: Classe) -> str:
        """La couleur de fond d'une classe."""
        return FONDS_GRIS.get(classe.pattern, "#FFFFFF") if self.gris else classe.colour

    def encre(self, classe: Classe) -> str:
        """Le trait d'un motif : clair sur les classes foncées, foncé sur les autres, comme sur la carte."""
        if self.gris:
            return ENCRE_GRISE
        return "#DDA98C" if classe.pattern in CLAIRS else "#8A5A33"

    def motif(self, classe: Classe) -> str:
        """Le motif d'une classe, à appeler par `motif_id`."""
        return (
            f'<pattern id="{motif_id(classe)}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{self.fond(classe)}"/><g stroke="{self.encre(classe)}" stroke-width=".8">'
            f"{TRACES.get(classe.pattern, '')}</g></pattern>"
        )


ECRAN = Encres("#E4EAEC", "#EAE7DF", ("#FFFFFF", 1.2), False)
PAPIER = Encres("#FFFFFF", "#FFFFFF", ("#777777", 0.7), True)


def motif_id(classe: Classe) -> str:
    """L'identifiant d'un motif dans un SVG."""
    return f"motif-{classe.pattern}-{classe.colour.removeprefix('#')}"


def motifs(encres: Encres, classes: Iterable[Classe]) -> Iterator[str]:
    """Les motifs de ces classes, dans un ordre constant."""
    yield "<defs>"
    for classe in sorted(classes, key=lambda one: one.label):
        yield encres.motif(classe)
    yield "</defs>"


def pastille(encres: Encres, classe: Classe) -> str:
    """Une pastille de légende : le SVG d'un rectangle de 26 sur 16 au motif de la classe."""
    fill = f'<rect x=".5" y=".5" width="25" height="15" fill="url(#{motif_id(classe)})" stroke="#444444"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 16">{"".join(motifs(encres, (classe,)))}{fill}</svg>'


def forme(shape: str) -> str:
    """La forme d'une structure dans une légende, seule : un SVG de 14 sur 14."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-7 -7 14 14"><g fill="#1B1B1F">{FORMES[shape]}</g></svg>'
