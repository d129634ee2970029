"""La fiche d'un territoire : ses rubriques, chaque chiffre à côté de celui de la région et de la France."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.geo.territoire import Territoire
from layers.regions import adresse_de_carte
from layers.territoire.chiffres import Chiffres, chiffres, derniers
from layers.territoire.territoires import pages, territoire
from views.papier.departement import departements, lien
from views.territoire import phrases as t
from views.territoire.lignes import LigneDIndicateur, Matrice, Puce, famille, lignes, matrice, plus_larges

# En tête, à côté du nom.
TETE = ("population", "communes")
# Un département montre aussi ce qui n'est publié que pour sa région ; au-delà, un lien y mène.
RUBRIQUES_DE_DEPARTEMENT = (
    "installation", "exercice", "cpts", "appui", "telemedecine", "recrutements", "zonages", "acces", "ald", "dentaire", "assistants",
    "agrements", "depenses",
)  # fmt: skip
MOST_WIDER = 40
# Là, un repère que personne ne publie se dit « non publié » : une colonne absente ferait croire à un oubli.
AVEC_TOUS_LES_REPERES = ("zonages", "acces")


@dataclass(frozen=True)
class Section:
    """Une rubrique : ses lignes, ses colonnes de repères (vides : ôtées), ce qui n'est publié que plus largement.

    `renvoi` : (lien, texte) quand il y en a trop pour les reprendre.
    """

    id: str
    titre: str
    colonnes: tuple[str, ...]
    lignes: tuple[LigneDIndicateur, ...]
    matrice: Matrice | None = None
    ensembles: tuple[LigneDIndicateur, ...] = ()
    larges: tuple[LigneDIndicateur, ...] = ()
    large: str = ""
    renvoi: tuple[str, str] | None = None


@dataclass(frozen=True)
class PageDeDossier:
    """Ce que le gabarit reçoit."""

    ici: Territoire
    niveau: str
    nombre: int
    fil: tuple[tuple[str, str], ...]
    tete: tuple[Puce, ...]
    sections: tuple[Section, ...]
    dedans: tuple[tuple[str, str], ...]
    nommee: tuple[Puce, ...]
    carte: str
    feuilles: str


def page_de(atlas: Atlas, id_: str) -> PageDeDossier | None:
    """La fiche d'un territoire, ou None s'il n'en a pas. Une intercommunalité en a une, sans chiffre des documents."""
    here = pages(atlas).get(id_) or _intercommunalite(atlas, id_)
    if here is None:
        return None
    every = chiffres(atlas)
    own = every.par_territoire.get(id_, ())
    known = pages(atlas)
    parents = tuple((parent, known[parent].nom) for parent in here.parents if parent in known)
    return PageDeDossier(
        here,
        t.NIVEAUX[here.niveau],
        len(own),
        parents[::-1],
        _tete(own),
        tuple(_sections(atlas, here, own, parents, every)),
        tuple((one.id, one.nom) for one in known.values() if one.parent == id_),
        _nommee(atlas, here),
        _carte(atlas, here),
        lien(here.code) if here.niveau == "dep" and here.code in departements(atlas) else "",
    )


def _intercommunalite(atlas: Atlas, id_: str) -> Territoire | None:
    """Celle qui a une commune au moins dans une région montrée ; None pour tout autre territoire."""
    here = territoire(atlas, id_) if id_.startswith("epci-") else None
    if here is None:
        return None
    regions = atlas.communes.loc[atlas.communes["epci"] == here.code, "region"]
    return here if regions.isin((atlas.region, *atlas.cartes)).any() else None


def _nommee(atlas: Atlas, here: Territoire) -> tuple[Puce, ...]:
    """Les faits plus larges qui nomment cette commune."""
    faits = atlas.faits.par_commune.get(here.code, ()) if here.niveau == "com" else ()
    return tuple(Puce(fait, fait.perimetre or fait.titre) for fait in faits)


def _carte(atlas: Atlas, here: Territoire) -> str:
    """Le lien vers la carte qui montre ce territoire, "" si aucune ne le montre."""
    region = next((id_ for id_ in (here.id, *here.parents) if id_.startswith("reg-")), "")
    base = adresse_de_carte(atlas, region.removeprefix("reg-")) if here.niveau in ("reg", "dep", "epci", "com") else ""
    return f"{base}?territoire={here.id}" if base else ""


def _tete(own: tuple[Fait, ...]) -> tuple[Puce, ...]:
    """Les habitants et les communes, qui répondent ; vide quand aucun fait ne les dit."""
    found = derniers(own)
    return tuple(Puce(found[id_]) for id_ in TETE if id_ in found)


def _sections(atlas: Atlas, here: Territoire, own: tuple[Fait, ...], parents: tuple[tuple[str, str], ...], every: Chiffres):
    by_rubrique: dict[str, list[Fait]] = {}
    for fait in own:
        by_rubrique.setdefault(fait.rubrique, []).append(fait)
    for rubrique in atlas.faits.rubriques:
        faits = by_rubrique.get(rubrique.id, [])
        rows = lignes(faits, here.nom, parents, every)
        wider = _plus_large(here, rubrique.id, faits, parents, every)
        together = _ensembles(atlas, here, rubrique.id, every)
        if rows or wider["larges"] or wider["renvoi"] or together:
            always = rubrique.id in AVEC_TOUS_LES_REPERES
            kept = [n for n in range(len(parents)) if rows and always or any(row.reperes[n].puces for row in rows)]
            shown = tuple(_sans(row, kept) for row in rows)
            alone, grid = matrice(shown) if shown else ((), None)
            yield Section(rubrique.id, rubrique.titre, tuple(parents[n][1] for n in kept), alone, grid, together, **wider)


def _sans(row: LigneDIndicateur, kept: list[int]) -> LigneDIndicateur:
    """La ligne, sans les repères qu'aucune ligne de la rubrique n'a."""
    return replace(row, reperes=tuple(row.reperes[n] for n in kept))


def _plus_large(here: Territoire, rubrique: str, faits: list[Fait], parents: tuple[tuple[str, str], ...], every: Chiffres) -> dict:
    """Pour un département : ce que sa région publie et que lui n'a pas."""
    nothing = {"larges": (), "large": "", "renvoi": None}
    if here.niveau != "dep" or rubrique not in RUBRIQUES_DE_DEPARTEMENT or not parents:
        return nothing
    region, nom = parents[0]
    wide = [fait for fait in every.par_territoire.get(region, ()) if fait.rubrique == rubrique]
    rows = plus_larges(wide, {famille(fait.indicateur) for fait in faits}, here.nom, nom)
    if len(rows) > MOST_WIDER:
        return {**nothing, "renvoi": (f"/territoire/{region}#{rubrique}", t.voir_plus_large(len(rows), nom))}
    return {"larges": rows, "large": nom, "renvoi": None}


def _ensembles(atlas: Atlas, here: Territoire, rubrique: str, every: Chiffres) -> tuple[LigneDIndicateur, ...]:
    """Ce qui est publié pour un groupe de départements dont celui-ci fait partie : l'effectif de la vague entière."""
    if here.niveau != "dep":
        return ()
    groups = [one for one in pages(atlas).values() if one.niveau == "grp" and here.code in one.departements]
    return tuple(
        replace(row, precision=group.nom)
        for group in groups
        for row in lignes([fait for fait in every.par_territoire[group.id] if fait.rubrique == rubrique], group.nom, (), every)
    )
