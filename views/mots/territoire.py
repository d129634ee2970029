"""Un territoire dit : ce que la légende compte, la phrase de la carte, ses structures, ses départements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.faits.fait import EXACT
from layers.registre.catalogue import Classe, Couche
from layers.territoire.indicateurs import fiabilite_des_comptes
from layers.territoire.territoires import mask
from views.ecriture import phrases as w
from views.export.contenu import affichees, regarde
from views.mots import phrases as m
from views.mots.adresse import adresse, presentes, special, vers
from views.mots.region import de_la_region
from views.sources.citees import Source, Sources
from views.vue.etats import AVENIR, HORS, MARQUES, etats
from views.vue.filtres import included, tally
from views.vue.vue import View

APART = {"-": w.PAS_DE_DONNEE, "x": w.MASQUE, "y": w.PARTAGE, AVENIR: w.A_VENIR, HORS: w.HORS_FILTRE}


@dataclass(frozen=True)
class RangeeEnMots:
    """Une rangée de la légende. `code` : celui de la classe ou de la marque ; `n` : ses communes ; `part` : % de la
    population, None si elle n'est pas connue ou n'a pas de sens ; `departements` : combien en ont ; `lien` : sa liste, « » si vide."""

    code: str
    nom: str
    n: int
    part: float | None
    departements: int
    masquee: bool
    classe: Classe | None
    compte: str
    lien: str


@dataclass(frozen=True)
class TerritoireDit:
    """Un territoire, tout en phrases. `depart` : (nom, lien) de la commune la plus peuplée ; None si le territoire n'en a pas."""

    nom: str
    niveau: str
    resume: str
    rangees: tuple[RangeeEnMots, ...]
    affichees: int
    lien_liste: str
    structures: tuple[str, ...]
    sans_structure: str
    structures_source: Source | None
    source: Source
    population_source: Source
    departements: tuple[tuple[str, str, str], ...]
    depart: tuple[str, str] | None


def territoire(atlas: Atlas, view: View) -> TerritoireDit:
    """Le territoire de la vue (région, département ou intercommunalité)."""
    here, couche = regarde(atlas, view), atlas.catalogue.couche(view.theme)
    rows, sources, present = rangees(atlas, view), Sources(atlas), presentes(atlas, couche.id)
    return TerritoireDit(
        nom=here.nom,
        niveau=here.niveau,
        resume=resume(atlas, view),
        rangees=tuple(row for row in rows if row.n or row.code in present),
        affichees=_affichees(rows),
        lien_liste=adresse(atlas, view, classe=m.TOUTES) if _affichees(rows) else "",
        structures=_structures(atlas, view),
        sans_structure=w.STRUCTURES_NON_RECENSEES if atlas.sites.empty else m.AUCUNE_CATEGORIE,
        structures_source=sources.sites() if view.structures and len(atlas.sites) else None,
        source=sources.entry(couche, fiabilite_des_comptes(atlas)),
        population_source=sources.entry(atlas.catalogue.by_id["population"], EXACT),
        departements=_departements(atlas, view) if here.niveau == "reg" else (),
        depart=_depart(atlas, view),
    )


@lru_cache(maxsize=1024)
def rangees(atlas: Atlas, view: View) -> tuple[RangeeEnMots, ...]:
    """Toutes les rangées de la légende de la vue, dans son ordre : classes, marques, à venir, hors des filtres."""
    region = de_la_region(atlas)
    couche, counts = atlas.catalogue.couche(view.theme), tally(region, view)
    inside = region.communes.loc[included(region, view), ["departement", couche.id]].drop_duplicates()
    listed = list(rangee_de(atlas, view).values())
    found = []
    for code in (*couche.rank, *MARQUES):
        own = special(code)
        part = float(counts.at[own, "part"])
        departements = int((inside[couche.id] == own).sum())
        found.append(_rangee(atlas, view, couche, code, int(counts.at[own, "communes"]), None if np.isnan(part) else part, departements))
    later = [_rangee(atlas, view, couche, AVENIR, listed.count(AVENIR), None, 0)] if couche.kind == "date" else []
    return (*found, *later, _rangee(atlas, view, couche, HORS, listed.count(HORS), None, 0))


def _rangee(atlas: Atlas, view: View, couche: Couche, code: str, n: int, part: float | None, departements: int) -> RangeeEnMots:
    classe = couche.classes[couche.rank[code]] if code in couche.rank else None
    later = couche.kind == "date" and classe is not None and int(code) > view.annee
    masked = code in view.masquer
    if later and not masked:
        n, part, departements = 0, 0.0, 0
    words, number = (m.compte_departements, departements) if couche.level == "departement" and part is not None else (m.compte, n)
    return RangeeEnMots(
        code=code,
        nom=(f"{classe.label} ({code})" if classe.spoken else classe.label) if classe else APART[code],
        n=n,
        part=part,
        departements=departements,
        masquee=masked,
        classe=classe,
        compte=words(number, "" if part is None else w.pourcentage(part)) + (m.MASQUEE if masked else ""),
        lien=adresse(atlas, view, classe=code) if n and (masked or not later) else "",
    )


def rangee_de(atlas: Atlas, view: View) -> dict[str, str]:
    """{commune du territoire: le code de la seule rangée qui la compte}. Une classe masquée garde les siennes : « hors des filtres »
    ne compte que ce que les filtres ôtent."""
    region, states = de_la_region(atlas), etats(atlas, view)
    inside = set(region.communes.index[included(region, view)])
    classes: dict[str, str] = region.communes[view.theme].to_dict()
    found = {code: states[code] if code in inside else HORS for code in communes_de(atlas, view)}
    return {code: classes[code] if state == HORS and code in inside else state for code, state in found.items()}


def communes_de(atlas: Atlas, view: View) -> list[str]:
    """Les communes du territoire regardé, sans filtre, dans la région."""
    region = de_la_region(atlas)
    return list(region.communes.index[mask(region, regarde(atlas, view).id)])


def _affichees(rows: tuple[RangeeEnMots, ...]) -> int:
    return sum(row.n for row in rows if row.code != HORS and not row.masquee)


# ---------------------------------------------------------------- la phrase
def resume(atlas: Atlas, view: View) -> str:
    """La phrase que la carte annonce pour cette vue : la même qu'assets/carte/recit.mjs, mot pour mot (un essai les compare)."""
    mots, couche, rows = w.PHRASES_CARTE, atlas.catalogue.couche(view.theme), rangees(atlas, view)
    if _affichees(rows) == 0:
        return mots["aucune"]
    if couche.kind == "date":
        return _annee(atlas, view, couche)
    here, shown = regarde(atlas, view), affichees(de_la_region(atlas), view)
    everyone, people = int(de_la_region(atlas).communes["population"].sum()), int(shown["population"].sum())
    counted = atlas.sites.loc[atlas.sites["code_commune"].isin(shown.index), "categorie"].value_counts()
    present = set(atlas.sites["categorie"])
    sites = [s for s in atlas.catalogue.structures if s.id in view.structures and s.id in present]
    said = phrase(
        mots["selection" if people == everyone else "selectionPart"],
        len(shown),
        habitants=w.entier(people),
        part=w.pourcentage(100 * people / everyone if everyone else 0.0),
    )
    where = f"{here.nom}{w.INSECABLE}: " if here.niveau == "dep" else ""
    return where + said + "".join(f" · {w.entier(counted.get(s.id, 0))} {s.short}" for s in sites)


def _annee(atlas: Atlas, view: View, couche: Couche) -> str:
    of = de_la_region(atlas).communes[["departement", couche.id]].drop_duplicates()
    reached = {dep for dep, code in of.itertuples(index=False) if code in couche.rank and int(code) <= view.annee}
    return phrase(w.PHRASES_CARTE["annee"], len(reached), annee=view.annee, total=w.entier(of["departement"].nunique()))


def phrase(model: str | list[str], n: int, **words: object) -> str:
    """Un modèle de wording.PHRASES_CARTE rempli ; à deux formes, le singulier sous deux."""
    form = model[0 if n < 2 else 1] if isinstance(model, list) else model
    return form.format(n=w.entier(n), **words)


# ---------------------------------------------------------------- structures, départements
def _structures(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Par catégorie montrée : les structures des communes affichées du territoire, situées ou non. Vide sans données ici."""
    if atlas.sites.empty:
        return ()
    shown = set(affichees(de_la_region(atlas), view).index)
    told = []
    for structure in atlas.catalogue.structures:
        own = atlas.sites[(atlas.sites["categorie"] == structure.id)]
        if structure.id in view.structures and own.empty:
            told.append(m.non_recensees(structure.title))
        elif structure.id in view.structures:
            here = own[own["code_commune"].isin(shown)]
            unplaced = int(here["longitude"].isna().sum())
            told.append(m.structures(len(here) - unplaced, structure.title, unplaced))
    return tuple(told)


def _departements(atlas: Atlas, view: View) -> tuple[tuple[str, str, str], ...]:
    """(nom, lien, phrase) des départements de la région, par nom."""
    own = atlas.departements[atlas.departements["region"] == atlas.region].sort_values("nom")
    found = []
    for code, row in own.iterrows():
        there = replace(view, territoire=f"dep-{code}")
        found.append((f"{row['nom']} ({code})", vers(atlas, view, there.territoire), resume(atlas, there)))
    return tuple(found)


def _depart(atlas: Atlas, view: View) -> tuple[str, str] | None:
    """La commune la plus peuplée du territoire : d'où commencer à marcher."""
    people = atlas.communes.loc[communes_de(atlas, view), "population"].astype(float)
    if people.isna().all():
        return None
    code = str(people.idxmax())
    return atlas.communes.at[code, "nom"], vers(atlas, view, f"com-{code}")
