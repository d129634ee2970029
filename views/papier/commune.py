"""La feuille A4 d'une commune : son PDF, son nom de fichier, son adresse."""

from __future__ import annotations

from layers.aides.situation import Situation
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.socle.noms import plain
from views.aides.section import SUPPOSEE, Demande, adresse_de
from views.papier import phrases as t
from views.papier.papier import papier
from views.papier.pdf import pdf


def fiche_pdf(atlas: Atlas, contours: Contours, code: str, adresse: str, situation: Situation = SUPPOSEE) -> bytes:
    """Le PDF de la commune `code`, qui existe. `adresse` : celle du site, pour le code QR ; « » : pas de code QR."""
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    return pdf(papier(atlas, contours, it, adresse, situation))


def nom_du_fichier(atlas: Atlas, code: str) -> str:
    """« fiche-46102-figeac.pdf »."""
    return t.nom_de_fichier(plain(atlas.communes.at[code, "nom"]).lower().replace(" ", "-"), code)


def adresse_du_papier(code: str, demande: Demande) -> str:
    """« /commune/46102/fiche.pdf », suivi de la situation si elle a été choisie."""
    return f"/commune/{code}/fiche.pdf" + ("" if demande.supposee else f"?{adresse_de(demande.situation)}")
