"""Le plan du site : chaque page, une fois, dans sa famille. Une page ajoutée au menu ou aux onglets y est d'elle-même."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.regions import adresse_de_carte
from views.couverture import phrases as wording_couverture
from views.ecriture import phrases_pages as p
from views.mots import phrases as wording_mots
from views.papier import phrases_departement as wording_feuilles
from views.reunion import phrases as wording_reunion
from views.site import phrases_plan as wp
from views.territoire import phrases as wording_territoire

Liens = tuple[tuple[str, str], ...]


def familles(atlas: Atlas) -> tuple[tuple[str, Liens], ...]:
    """(titre, ((adresse, nom), …)) de chaque famille de pages, dans l'ordre du menu."""
    regions = atlas.cartes or (atlas.region,)
    cartes = tuple((adresse_de_carte(atlas, code), f"{wp.ACCUEIL_DE_LA_CARTE} {atlas.regions.at[code, 'nom']}") for code in regions)
    return (
        (wp.CARTES, (*cartes, ("/carte-en-mots", wording_mots.TITRE), ("/reunion", wording_reunion.TITRE), ("/borne", wp.BORNE))),
        (wp.COMMUNES, (("/commune", p.CHERCHER_TITRE), ("/feuilles/", wording_feuilles.TITRE))),
        (wp.TERRITOIRES, (("/territoires", wording_territoire.FICHES), ("/desaccords", wording_territoire.DESACCORDS))),
        (wp.COUVERTURE, wording_couverture.VUES),
        (wp.CHIFFRES, p.ONGLETS),
        (wp.EXPLICATIONS, p.ONGLETS_COMPRENDRE),
        (wp.SERVICE, wp.SERVICE_PAGES),
    )
