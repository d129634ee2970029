"""La feuille A4 d'une commune, de la demande au PDF : une à la fois, les dernières gardées."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from layers.aides.situation import Situation
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.socle.noms import plain
from views.aides.section import SUPPOSEE, Demande, adresse_de
from views.papier import phrases as t
from views.papier.papier import papier
from views.papier.pdf import pdf

# Une feuille pèse cent kilo-octets et demande deux dixièmes de seconde de calcul : on garde les dernières, et un processus
# n'en compose qu'une à la fois, pour qu'une rafale de demandes ne prenne pas la place de la carte.
GARDEES = 64
_UNE_A_LA_FOIS = Lock()


def fiche_pdf(atlas: Atlas, contours: Contours, code: str, adresse: str, situation: Situation = SUPPOSEE) -> bytes:
    """Le PDF de la commune `code`, qui existe. `adresse` : celle du site, pour le code QR ; « » : pas de code QR.

    La situation qu'un visiteur dit sienne n'est gardée nulle part : seule la feuille ordinaire l'est.
    """
    if situation == SUPPOSEE:
        return _ordinaire(atlas, contours, code, adresse)
    return _compose(atlas, contours, code, adresse, situation)


@lru_cache(maxsize=GARDEES)
def _ordinaire(atlas: Atlas, contours: Contours, code: str, adresse: str) -> bytes:
    return _compose(atlas, contours, code, adresse, SUPPOSEE)


def _compose(atlas: Atlas, contours: Contours, code: str, adresse: str, situation: Situation) -> bytes:
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    with _UNE_A_LA_FOIS:
        return pdf(papier(atlas, contours, it, adresse, situation))


def nom_du_fichier(atlas: Atlas, code: str) -> str:
    """« fiche-46102-figeac.pdf »."""
    return t.nom_de_fichier(plain(atlas.communes.at[code, "nom"]).lower().replace(" ", "-"), code)


def adresse_du_papier(code: str, demande: Demande) -> str:
    """« /commune/46102/fiche.pdf », suivi de la situation si elle a été choisie."""
    return f"/commune/{code}/fiche.pdf" + ("" if demande.supposee else f"?{adresse_de(demande.situation)}")
