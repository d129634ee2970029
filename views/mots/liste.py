"""Les communes d'une classe : par département, dans l'ordre des noms, par pages ; et les mêmes à emporter."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.commune.fiche import classement
from views.ecriture import phrases as w
from views.export.classeurs import Feuille, provenance
from views.export.contenu import adresse_de_vue, classe, filtres, libelle, regarde
from views.export.phrases import VUE
from views.mots import phrases as m
from views.mots.adresse import adresse, vers
from views.mots.peinte import peinte
from views.mots.region import ordre
from views.mots.territoire import APART, rangee_de
from views.sources.citees import reliability
from views.sources.millesimes import phrase_de_la_vue
from views.vue.etats import AVENIR, HORS, etats
from views.vue.vue import View

PAR_PAGE = 250


@dataclass(frozen=True)
class CommunesDuDepartement:
    """Les communes d'un département : (nom, lien, précision) de chacune."""

    titre: str
    communes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PageDeListe:
    """Une page de la liste. `pages` : (numéro, nom, lien) de toutes, () s'il n'y en a qu'une ; `page` : celle-ci."""

    titre: str
    n: int
    groupes: tuple[CommunesDuDepartement, ...]
    page: int
    pages: tuple[tuple[int, str, str], ...]
    csv: str
    retour: str


def codes(atlas: Atlas, view: View, quoi: str) -> pd.DataFrame:
    """Les communes du territoire dans l'état `quoi` (ou affichées, pour m.TOUTES), par département puis par nom.

    Les rangées de views/mots/territoire.py comptent les mêmes.
    """
    states = etats(atlas, view) if quoi == m.TOUTES else {}
    kept = [code for code, row in rangee_de(atlas, view).items() if (states[code] != HORS if quoi == m.TOUTES else row == quoi)]
    rank = ordre(atlas)
    return atlas.communes.loc[sorted(kept, key=rank.__getitem__)]


def liste(atlas: Atlas, view: View, quoi: str, page: int) -> PageDeListe | None:
    """La page `page` (à partir de 1) de la liste ; None si elle n'existe pas."""
    rows = codes(atlas, view, quoi)
    starts = range(0, len(rows), PAR_PAGE) or range(1)
    if page > len(starts):
        return None
    departements = [atlas.departements.at[code, "nom"] for code in rows["departement"]]
    last = [min(at + PAR_PAGE, len(rows)) - 1 for at in starts]
    pages = [
        (number, m.page_de_liste(number, departements[at], departements[end]), adresse(atlas, view, classe=quoi, page=number if at else ""))
        for number, (at, end) in enumerate(zip(starts, last), start=1)
        if len(starts) > 1
    ]
    start = starts[page - 1]
    return PageDeListe(
        titre=m.titre_liste(len(rows), nom_de(atlas, view, quoi), regarde(atlas, view).nom),
        n=len(rows),
        groupes=_groupes(atlas, view, rows.iloc[start : start + PAR_PAGE], departements[start - 1] if start else ""),
        page=page,
        pages=tuple(pages),
        csv=adresse(atlas, view, f"{m.CHEMIN}.csv", classe=quoi),
        retour=adresse(atlas, view),
    )


def nom_de(atlas: Atlas, view: View, quoi: str) -> str:
    """Ce que la liste réunit : « Zone d'action complémentaire (ZAC) », « Pas de donnée », « affichées »."""
    couche = atlas.catalogue.couche(view.theme)
    found = classe(couche, quoi)
    if found:
        return f"{found.label} ({found.code})" if found.spoken else found.label
    return APART.get(quoi, m.ETAT_AFFICHE)


def _groupes(atlas: Atlas, view: View, rows: pd.DataFrame, before: str) -> tuple[CommunesDuDepartement, ...]:
    """`before` : le département où finit la page précédente, que celle-ci peut continuer."""
    found = []
    for departement, own in rows.groupby("departement", sort=False):
        name = atlas.departements.at[departement, "nom"]
        communes = tuple(
            (row["nom"], vers(atlas, view, f"com-{code}"), peinte(atlas, view, str(code)).dite) for code, row in own.iterrows()
        )
        found.append(CommunesDuDepartement(m.suite(name) if name == before else name, communes))
    return tuple(found)


def feuille(atlas: Atlas, view: View, quoi: str, site: str = "") -> Feuille:
    """La liste entière, à emporter : mêmes communes, même ordre. `site` : l'adresse publique, « » inconnue."""
    couche, rows, states = atlas.catalogue.couche(view.theme), codes(atlas, view, quoi), etats(atlas, view)
    lines = tuple(_ligne(atlas, couche, code, row, states[code]) for code, row in rows.iterrows())
    about = (
        *provenance(atlas),
        *((("Avertissement", w.JEU_SIMULE),) if atlas.simulated else ()),
        ("Couche", couche.title),
        ("Source", f"{couche.publisher}. {couche.source}"),
        ("Millésime", w.date(atlas.millesime(couche.id))),
        ("Licence", couche.licence),
        ("Fiabilité", reliability(atlas, couche.level == "commune")),
        ("Dates", phrase_de_la_vue(atlas, view)),
        *((f"Filtre : {name}", value) for name, value in filtres(atlas, view)),
        (VUE, f"{site}{adresse_de_vue(atlas, view)}"),
    )
    return Feuille(m.titre_liste(len(lines), nom_de(atlas, view, quoi), regarde(atlas, view).nom), about, m.COLONNES, lines)


def _ligne(atlas: Atlas, couche, code: str, row: pd.Series, state: str) -> tuple:
    people = None if bool(pd.isna(row["population"])) else int(row["population"])
    value = classement(couche, row).valeur
    known = classe(couche, row[couche.id])
    told = {HORS: w.HORS_FILTRE, AVENIR: w.A_VENIR}.get(state, m.ETAT_AFFICHE)
    return code, row["nom"], row["departement"], people, known.code if known else "", libelle(couche, row[couche.id]), told, value
