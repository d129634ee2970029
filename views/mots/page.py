"""La page de la carte en mots : d'une demande à ce que le gabarit place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.recherche.demande import repondre
from layers.recherche.recherche import recherche
from layers.territoire.territoires import path_to
from views.ecriture import phrases as w
from views.export.contenu import adresse_de_vue
from views.mots.adresse import DemandeDeMots, adresse, vers
from views.mots.commune import CommuneDite, commune
from views.mots.filtres import Filtres, caches_de_recherche, formulaire
from views.mots.liste import PageDeListe, liste
from views.mots.territoire import TerritoireDit, territoire
from views.sources.millesimes import phrase_de_la_vue
from views.vue.vue import default_view

MOST_FOUND = 20


@dataclass(frozen=True)
class PageEnMots:
    """Une page. Un seul de `commune`, `territoire` et `liste` est là. `annonce` : ce que le script dit en arrivant ici.
    `fil` : (nom, lien) du plus grand au plus petit. `trouvees` : les communes cherchées (nom, lien) ; None si l'on ne cherche pas."""

    titre: str
    annonce: str
    avis: str
    fil: tuple[tuple[str, str], ...]
    commune: CommuneDite | None
    territoire: TerritoireDit | None
    liste: PageDeListe | None
    filtres: Filtres
    couche: str
    dates: str
    carte: str
    q: str
    caches: tuple[tuple[str, str], ...]
    trouvees: tuple[tuple[str, str], ...] | None
    cartes: tuple[tuple[str, str], ...]


def page(demande: DemandeDeMots) -> PageEnMots | None:
    """La page d'une demande ; None si elle vise une page de liste qui n'existe pas."""
    atlas, view = demande.atlas, demande.view
    path = path_to(atlas, view.territoire)
    la, ici, tous = None, None, None
    if demande.classe:
        tous = liste(atlas, view, demande.classe, demande.page)
        if tous is None:
            return None
        titre, annonce = tous.titre, tous.titre
    elif path[-1].niveau == "com":
        la = commune(atlas, view, path[-1].code)
        titre, annonce = la.titre, la.annonce
    else:
        ici = territoire(atlas, view)
        titre, annonce = ici.nom, f"{ici.nom}. {ici.resume}"
    return PageEnMots(
        titre=titre,
        annonce=annonce,
        avis=w.avis_adresse(demande.ignorees),
        fil=tuple((step.nom, vers(atlas, view, step.id)) for step in path),
        commune=la,
        territoire=ici,
        liste=tous,
        filtres=formulaire(atlas, view),
        couche=atlas.catalogue.couche(view.theme).title,
        dates=phrase_de_la_vue(atlas, view),
        carte=adresse_de_vue(atlas, view),
        q=demande.q,
        caches=caches_de_recherche(atlas, view),
        trouvees=_trouvees(demande) if demande.q else None,
        cartes=_autres_cartes(atlas),
    )


def _trouvees(demande: DemandeDeMots) -> tuple[tuple[str, str], ...]:
    """Les communes de la région que la recherche trouve, la meilleure d'abord."""
    atlas = demande.atlas
    # L'index est celui de toute la France, fait une fois : il ne dépend pas de la région montrée.
    found = repondre(recherche(demande.france), demande.q, MOST_FOUND * 3)
    names = [(one.commune.code_commune, one.commune.nom, one.commune.nom_departement) for one in found]
    here = [(f"{name} ({departement})", code) for code, name, departement in names if code in atlas.communes.index]
    inside = [(name, code) for name, code in here if atlas.communes.at[code, "region"] == atlas.region]
    return tuple((name, vers(atlas, demande.view, f"com-{code}")) for name, code in inside[:MOST_FOUND])


def _autres_cartes(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    """Les autres cartes de ce service, en mots."""
    others = [replace(atlas, region=region) for region in atlas.cartes if region != atlas.region]
    return tuple((one.regions.at[one.region, "nom"], adresse(one, default_view(one))) for one in others)
