"""La légende d'une carte exportée : chaque classe, sa couleur, son motif, son décompte ; le même calcul que celui de l'écran."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.registre.catalogue import Couche
from layers.registre.marques import AVENIR as A_VENIR
from layers.registre.marques import LETTRES, PAR_CODE
from views.dessin.motifs import TRACES
from views.ecriture import phrases as w
from views.export.contenu import affichees, classe, libelle, nom_de_legende
from views.vue.filtres import tally
from views.vue.vue import View

ASPECTS = {code: (PAR_CODE[code].couleur, PAR_CODE[code].motif) for code in LETTRES}
AVENIR = PAR_CODE[A_VENIR].couleur
FONCES = ("croix", "diagonale", "diagonale-inverse")


@dataclass(frozen=True)
class LigneDeLegende:
    """Une ligne de légende : couleur et motif, nom, décompte déjà écrit."""

    colour: str
    pattern: str
    nom: str = ""
    compte: str = ""

    @property
    def fill_id(self) -> str:
        return f"m-{self.pattern}-{self.colour.removeprefix('#')}"

    @property
    def dessine(self) -> bool:
        """Vrai s'il y a un motif à dessiner sur la couleur."""
        return self.pattern in TRACES

    @property
    def fill(self) -> str:
        return f"url(#{self.fill_id})" if self.dessine else self.colour

    @property
    def ink(self) -> str:
        """Le trait du motif : clair sur les classes foncées, foncé sur les autres."""
        return "#DDA98C" if self.pattern in FONCES else "#8A5A33"


def paint(couche: Couche, code: str, annee: int) -> LigneDeLegende:
    """Comment peindre une commune de cette classe (ou marque) ; une vague à venir est pâle."""
    found = classe(couche, code)
    if found is None:
        return LigneDeLegende(*ASPECTS[code])
    if couche.kind == "date" and int(code) > annee:
        return LigneDeLegende(AVENIR, "plein")
    return LigneDeLegende(found.colour, found.pattern)


def legende(atlas: Atlas, view: View) -> list[LigneDeLegende]:
    """Les classes affichées et présentes, puis les marques présentes, dans l'ordre de l'écran."""
    couche = atlas.catalogue.couche(view.theme)
    counts = tally(atlas, view)
    shown = affichees(atlas, view)[couche.id]
    lines = []
    later = 0
    for code in [code for code in counts.index if (shown == code).any()]:
        look, n = paint(couche, code, view.annee), int(counts.at[code, "communes"])
        if look.colour == AVENIR:
            later += n
            continue
        found = classe(couche, code)
        nom = nom_de_legende(found) if found else libelle(couche, code)
        lines.append(LigneDeLegende(look.colour, look.pattern, nom, _count(n, float(counts.at[code, "part"]))))
    if later:
        lines.append(LigneDeLegende(AVENIR, "plein", w.A_VENIR, _count(later, float("nan"))))
    return lines


def _count(n: int, part: float) -> str:
    """« 312 communes · 13,5 % des hab. »"""
    told = w.pluriel(n, "commune")
    return told if part != part else f"{told} · {w.pourcentage(part)} des hab."
