"""Une commune dite : ce que la carte peint là, ses structures, et ce qu'on trouve de chaque côté."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from layers.atlas import Atlas
from layers.commune.fiche import Classement
from layers.commune.marche import Fleche, Pas, boussole, pas
from layers.commune.proches import au_plus_pres, limite, point, proches_par_categorie
from layers.faits.fait import DERIVE, EXACT
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Classe, Couche
from layers.socle.lignes import Ligne
from views.ecriture import phrases as w
from views.mots import phrases as m
from views.mots.adresse import adresse, vers
from views.mots.peinte import Peinte, peinte
from views.sources.citees import Source, Sources
from views.vue.etats import HORS
from views.vue.vue import View


@dataclass(frozen=True)
class Direction:
    """Un côté de la boussole : « au nord », ce qu'on y trouve, et le lien qui y mène (« » : rien où aller)."""

    axe: str
    cote: str
    nom: str
    suite: str
    lien: str
    classe: Classe | None = None
    hors: bool = False

    @property
    def dit(self) -> str:
        """Tout le côté, en une phrase : « Au nord : Lalbenque, ZAC, MSP à 9 km. »"""
        return m.annonce_limite(self.cote, ", ".join(part for part in (self.nom, self.suite) if part))


@dataclass(frozen=True)
class VoisineEnMots:
    """Une voisine de la liste : direction, nom, lien, et le reste en une phrase."""

    direction: str
    nom: str
    lien: str
    suite: str


@dataclass(frozen=True)
class CommuneDite:
    """Une commune, toute en phrases. `etat`, `classe` : voir Peinte. `sans_structure` : pourquoi `structures` est vide."""

    code: str
    nom: str
    titre: str
    departement: str
    population: str
    population_source: Source
    etat: str
    classe: Classe | None
    classe_dite: str
    precisions: tuple[str, ...]
    source: Source
    cotes: tuple[Direction, ...]
    voisines: tuple[VoisineEnMots, ...]
    structures: tuple[str, ...]
    proches: tuple[str, ...]
    sans_structure: str
    distances: str
    structures_source: Source | None
    annonce: str


def commune(atlas: Atlas, view: View, code: str) -> CommuneDite:
    """La commune `code` de la région, dans la vue ; KeyError si elle n'y est pas."""
    row, it, sources = atlas.commune(code), peinte(atlas, view, code), Sources(atlas)
    couche = atlas.catalogue.couche(view.theme)
    departement = atlas.departements.at[row["departement"], "nom"]
    return CommuneDite(
        code=code,
        nom=row["nom"],
        titre=m.titre_commune(row["nom"], departement),
        departement=departement,
        population=w.PHRASES_CARTE["populationInconnue"] if pd.isna(row["population"]) else w.pluriel(int(row["population"]), "habitant"),
        population_source=sources.entry(atlas.catalogue.by_id["population"], EXACT),
        etat=it.etat,
        classe=it.classe,
        classe_dite=m.classe_dite(couche.title, it.entiere),
        precisions=_precisions(couche, it, departement),
        source=sources.entry(couche, _fiabilite(atlas, it.classement)),
        cotes=tuple(_cote(atlas, view, fleche) for fleche in boussole(atlas, code)),
        voisines=tuple(_voisine(atlas, view, one) for one in pas(atlas, code)),
        structures=_structures(atlas, view, code),
        proches=_proches(atlas, view, row),
        sans_structure=_sans_structure(atlas, view),
        distances=w.vol_oiseau(not pd.isna(row["longitude"])),
        structures_source=sources.sites() if len(atlas.sites) else None,
        annonce=f"{row['nom']}, {departement}. {couche.short}{w.INSECABLE}: {it.dite}.",
    )


def _fiabilite(atlas: Atlas, it: Classement) -> str:
    """Une moyenne des anciennes communes est calculée ici : elle n'est plus celle que l'éditeur publie."""
    return DERIVE if it.moyenne and not atlas.simulated else ""


def _precisions(couche: Couche, it: Peinte, departement: str) -> tuple[str, ...]:
    parts = it.classement.parties
    average = w.MOYENNE_DES_PARTIES.removesuffix(" : ") + "." if it.classement.moyenne else ""
    told = (
        m.CLASSE_MASQUEE if it.etat == HORS else "",
        m.departemental(departement) if couche.level == "departement" else "",
        average,
        f"{m.PARTS}{w.INSECABLE}: {w.parties(parts, couche.unit)}." if parts else "",
    )
    return tuple(one for one in told if one)


# ---------------------------------------------------------------- autour
def _cote(atlas: Atlas, view: View, fleche: Fleche) -> Direction:
    cote = m.COTES[fleche.axe]
    if fleche.pas is not None:
        return Direction(fleche.axe, cote, fleche.pas.nom, *_autour(atlas, view, fleche.pas))
    if fleche.dehors is None:
        return Direction(fleche.axe, cote, m.AUCUNE, "", "")
    beyond = fleche.dehors
    told = m.ailleurs(beyond.nom, atlas.departements.at[beyond.departement, "nom"])
    link = lien(atlas, view, beyond)
    # Sans carte de l'autre région, la marche s'arrête là ; la fiche de la commune reste dans la liste.
    mapped = link if adresse_de_carte(atlas, beyond.region) else ""
    return Direction(fleche.axe, cote, told, m.sur_la_carte(atlas.regions.at[beyond.region, "nom"]) if mapped else "", mapped)


def _autour(atlas: Atlas, view: View, one: Pas) -> tuple[str, str, Classe | None, bool]:
    """Ce qu'on dit d'une voisine de la région : classe, structure la plus proche ; son lien, sa classe, et si elle est hors des filtres."""
    it = peinte(atlas, view, one.code)
    said = ", ".join(filter(None, (it.dite, plus_proche(atlas, view, atlas.commune(one.code)))))
    return said, vers(atlas, view, f"com-{one.code}"), it.classe, it.etat == HORS


def plus_proche(atlas: Atlas, view: View, row: Ligne) -> str:
    """« MSP à 9 km » : la structure montrée la plus proche d'une commune, à vol d'oiseau ; « » sans structure choisie ou située."""
    found = au_plus_pres(atlas, row, view.structures)
    if found is None:
        return ""
    categorie, site, metres = found
    return m.structure_proche(atlas.catalogue.structure(categorie), metres, site["code_commune"] == row.name)


def _voisine(atlas: Atlas, view: View, one: Pas) -> VoisineEnMots:
    direction = w.RUMBS.get(one.direction, m.SANS_DIRECTION)
    near = f"à {w.distance(one.distance_m)}" if one.distance_m == one.distance_m else ""
    if one.region == atlas.region:
        told = [near, _autour(atlas, view, one)[0], m.PAR_LE_PASSAGE if one.passage else ""]
    else:
        region = atlas.regions.at[one.region, "nom"]
        mapped = bool(adresse_de_carte(atlas, one.region))
        told = [near, m.hors_region(atlas.departements.at[one.departement, "nom"], region), m.sur_la_carte(region) if mapped else ""]
    return VoisineEnMots(direction, one.nom, lien(atlas, view, one), ", ".join(filter(None, told)))


def lien(atlas: Atlas, view: View, one: Pas) -> str:
    """Où mène une voisine : à la même vue, à la carte en mots de sa région, ou à sa fiche si sa région n'a pas de carte ici."""
    if one.region == atlas.region:
        return vers(atlas, view, f"com-{one.code}")
    if not adresse_de_carte(atlas, one.region):
        return f"/commune/{one.code}"
    # Les départements d'une région n'existent pas dans l'autre : ce filtre ne la suit pas.
    other = replace(atlas, region=one.region)
    return adresse(other, replace(view, territoire=f"com-{one.code}", departements=()))


# ---------------------------------------------------------------- ses structures
def _structures(atlas: Atlas, view: View, code: str) -> tuple[str, ...]:
    """Les structures de la commune, dans les catégories montrées ; MOST_NAMED par catégorie, le reste est compté."""
    here = atlas.sites[(atlas.sites["code_commune"] == code) & atlas.sites["categorie"].isin(view.structures)]
    told = []
    for structure in atlas.catalogue.structures:
        own = here[here["categorie"] == structure.id]
        for site in own.head(m.MOST_NAMED).itertuples():
            notes = [_type(atlas, site.sous_type), _position(site)]
            told.append(", ".join([f"{structure.short}{w.INSECABLE}: {site.nom}", *filter(None, notes)]))
        if len(own) > m.MOST_NAMED:
            told.append(f"{structure.short}{w.INSECABLE}: {m.et_autres(len(own) - m.MOST_NAMED)}")
    return tuple(told)


def _type(atlas: Atlas, code: str) -> str:
    """« dentaire (déduit du nom) » : ce qu'est un centre de santé, quand son nom le dit ; « » sinon."""
    types = {t.code: t.label for s in atlas.catalogue.structures for t in s.subtypes}
    return w.PHRASES_CARTE["deduit"].format(type=types[code]) if code in types else ""


def _sans_structure(atlas: Atlas, view: View) -> str:
    """Pourquoi il n'y a rien à nommer : pas de données dans la région, rien de choisi, ou vraiment aucune."""
    if atlas.sites.empty:
        return w.STRUCTURES_NON_RECENSEES
    return m.AUCUNE_STRUCTURE if view.structures else m.AUCUNE_CATEGORIE


def _position(site) -> str:
    if pd.isna(site.longitude):
        return m.SANS_POSITION
    return m.APPROXIMATIVE if site.position == "approximative" else ""


def _proches(atlas: Atlas, view: View, row: Ligne) -> tuple[str, ...]:
    """La structure la plus proche de chaque catégorie montrée : distance, direction, nom, réserves."""
    found = proches_par_categorie(atlas, row, limite(atlas, *point(row)))
    types = atlas.sites.set_index("numero_finess")["sous_type"]
    told = []
    for it in found:
        if it.categorie not in view.structures:
            continue
        where = m.DANS_LA_COMMUNE if it.code_commune == row.name else f"{w.a_distance(it.distance_m, it.direction)}, à {it.commune}"
        notes = [
            _type(atlas, types.get(it.numero_finess, "")),
            m.APPROXIMATIVE if it.approximative else "",
            m.AU_DELA if it.au_dela else "",
        ]
        short = atlas.catalogue.structure(it.categorie).bref
        told.append(", ".join([f"{short[0].upper()}{short[1:]}{w.INSECABLE}: {where} ({it.nom})", *filter(None, notes)]))
    return tuple(told)
