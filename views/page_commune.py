"""La page d'une commune : de la demande au HTML."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.contours import Contours
from layers.fiche import fiche
from views import wording_fiche as f
from views.adresse_commune import destination
from views.feuille import feuille
from views.gabarits import Gabarits
from views.plan import plan


def page_commune(atlas: Atlas, contours: Contours, gabarits: Gabarits, code: str, demande: dict[str, str]) -> str:
    """Le HTML de la fiche de `code`, qui existe. `demande` : les paramètres de l'adresse ; un paramètre inconnu est ignoré."""
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    return gabarits.page(
        "commune.html",
        chemin=f"/commune/{code}",
        embarque=demande.get("embed") == "1",
        fiche=feuille(atlas, it),
        plan=plan(atlas, contours, it),
        ancien=_ancien(atlas, code, it.nom, demande.get("ancien", "")),
        sur_carte=it.dans_la_region,
        sommaire=f.SECTIONS,
        requete="",
    )


def _ancien(atlas: Atlas, code: str, nom: str, ancien: str) -> str:
    """Le mot dit à qui vient d'un ancien code ; « » si ce code ne mène pas ici."""
    return f.ancien_code(ancien.upper(), nom) if ancien.upper() != code and destination(atlas, ancien) == code else ""
