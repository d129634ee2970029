"""La page d'une commune : de la demande au HTML."""

from __future__ import annotations

from collections.abc import Iterable

from layers.aides.lieu import ZONAGE_MEDECINS
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.recherche.designation import code_propre, commune_designee
from layers.regions import adresse_de_carte
from views.aides.section import demande_de, section_aides
from views.commune import phrases as f
from views.commune.bref import bref
from views.commune.chaines import ZONAGES
from views.commune.fiche import feuille
from views.commune.plan import plan
from views.gabarits import Gabarits
from views.mots.adresse import adresse_en_mots
from views.papier.commune import adresse_du_papier


def page_commune(atlas: Atlas, contours: Contours, gabarits: Gabarits, code: str, paires: Iterable[tuple[str, str]]) -> str:
    """Le HTML de la fiche de `code`, qui existe. `paires` : les paramètres de l'adresse ; un paramètre inconnu est ignoré."""
    asked = list(paires)
    demande = dict(reversed(asked))  # donné deux fois, un paramètre de page vaut la première
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    wanted = demande_de(asked)
    aides = section_aides(atlas, code, wanted)
    if aides is None:
        raise KeyError(code)
    return gabarits.page(
        "commune.html",
        chemin=f"/commune/{code}",
        fiche=(found := feuille(atlas, it)),
        bref=bref(found, aides),
        plan=plan(atlas, contours, it),
        aides=aides,
        papier=adresse_du_papier(code, wanted),
        zonage=ZONAGES.get(wanted.situation.profession or "", ZONAGE_MEDECINS),
        ancien=_ancien(atlas, code, it.nom, demande.get("ancien", "")),
        carte=adresse_de_carte(atlas, it.region),
        en_mots=adresse_en_mots(atlas, it.region, code),
        sommaire=f.SECTIONS,
    )


def _ancien(atlas: Atlas, code: str, nom: str, ancien: str) -> str:
    """Le mot dit à qui vient d'un ancien code ; « » si ce code ne mène pas ici."""
    return f.ancien_code(code_propre(ancien), nom) if code_propre(ancien) != code and commune_designee(atlas, ancien) == code else ""
