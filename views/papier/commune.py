"""Le dépliant A4 d'une commune : son PDF, son nom de fichier, son adresse."""

from __future__ import annotations

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.socle.noms import plain
from views.papier import phrases as t
from views.papier.papier import ELU, papier
from views.papier.pdf import pdf


def fiche_pdf(atlas: Atlas, contours: Contours, modele: Modele, code: str, adresse: str, lecteur: str = ELU) -> bytes:
    """Le PDF de la commune `code`, qui existe. `adresse` : celle du site, pour le code QR ; « » : pas de code QR."""
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    return pdf(papier(atlas, contours, modele, it, adresse, lecteur))


def nom_du_fichier(atlas: Atlas, code: str, lecteur: str = ELU) -> str:
    """« fiche-46102-figeac.pdf », « fiche-46102-figeac-visiteur.pdf »."""
    name = plain(atlas.communes.at[code, "nom"]).lower().replace(" ", "-")
    return t.nom_de_fichier(name if lecteur == ELU else f"{name}-{lecteur}".strip("-"), code)


def adresse_du_papier(code: str, lecteur: str = ELU) -> str:
    """« /commune/46102/fiche.pdf », « …?lecteur=visiteur »."""
    return f"/commune/{code}/fiche.pdf" + ("" if lecteur == ELU else f"?lecteur={lecteur}")
