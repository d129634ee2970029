"""La feuille A4 d'une commune : son nom de fichier, son adresse."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.socle.noms import plain
from views.aides.section import Demande, adresse_de
from views.papier import phrases as t


def nom_du_fichier(atlas: Atlas, code: str) -> str:
    """« fiche-46102-figeac.pdf »."""
    return t.nom_de_fichier(plain(atlas.communes.at[code, "nom"]).lower().replace(" ", "-"), code)


def adresse_du_papier(code: str, demande: Demande) -> str:
    """« /commune/46102/fiche.pdf », suivi de la situation si elle a été choisie."""
    return f"/commune/{code}/fiche.pdf" + ("" if demande.supposee else f"?{adresse_de(demande.situation)}")
