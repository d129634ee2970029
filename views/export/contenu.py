"""Ce qu'un export contient : les communes et les structures affichées par une vue, et tout ce qu'il faut pour les citer.

Une fonction pure de (atlas, vue) ; chaque format ne fait qu'écrire ce contenu.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.geo.territoire import Territoire
from layers.registre.catalogue import Classe, Couche, Structure
from layers.territoire.territoires import path_to
from views.ecriture import phrases as w
from views.export import phrases as e
from views.sources import phrases as ws
from views.sources.citees import reliability
from views.sources.millesimes import phrase_de_la_vue
from views.vue.filtres import included
from views.vue.vue import View, to_query

MARQUES = w.MARQUES_DU_JEU


@dataclass(frozen=True)
class Contenu:
    """communes : colonnes de wording_export.COMMUNES (sans « valeur » pour une couche sans nombre), et `numero` en index ;
    population entière ou <NA> (non publiée), valeur NaN si absente. structures : colonnes de wording_export.STRUCTURES,
    degrés EPSG:4326. propos : (quoi, valeur), dans l'ordre où on les lit. unite : celle de `valeur`, « » sans.
    formes : {catégorie de structure: (couleur, forme)}, comme à l'écran. simule : la répartition est simulée."""

    titre: str
    couche: Couche
    communes: pd.DataFrame
    structures: pd.DataFrame
    propos: tuple[tuple[str, str], ...]
    unite: str
    formes: Mapping[str, tuple[str, str]]
    simule: bool


def contenu(atlas: Atlas, view: View, jour: str, adresse: str = "") -> Contenu:
    """Le contenu de l'export de `view`. `jour` : la date du jour (AAAA-MM-JJ) ; `adresse` : celle du site, « » inconnue."""
    couche = atlas.catalogue.couche(view.theme)
    rows = affichees(atlas, view)
    number = f"{couche.id}:valeur"
    communes = _communes(atlas, couche, view, rows)
    structures = _structures(atlas, view, rows)
    here = regarde(atlas, view)
    return Contenu(
        titre=f"{couche.title} · {here.nom}",
        couche=couche,
        communes=communes,
        structures=structures,
        propos=_propos(atlas, view, couche, here.nom, (len(communes), len(structures)), jour, adresse),
        unite=couche.unit if number in atlas.communes else "",
        formes={one.title: (one.colour, one.shape) for one in atlas.catalogue.structures},
        simule=atlas.simulated,
    )


def regarde(atlas: Atlas, view: View) -> Territoire:
    """Le territoire que la carte montre : celui de la vue ; d'une commune, son département."""
    *above, here = path_to(atlas, view.territoire)
    return next(one for one in above if one.niveau == "dep") if here.niveau == "com" else here


def affichees(atlas: Atlas, view: View) -> pd.DataFrame:
    """Les communes affichées (lignes d'atlas.communes) : dans le territoire, passant les filtres, de classe non masquée."""
    rows = atlas.communes.loc[included(atlas, view)]
    return rows.loc[~rows[view.theme].isin(view.masquer)]


def _communes(atlas: Atlas, couche: Couche, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    codes = rows[couche.id]
    table = pd.DataFrame(
        {
            "code_commune": rows.index,
            "nom": rows["nom"].to_numpy(),
            "code_departement": rows["departement"].to_numpy(),
            "departement": atlas.departements["nom"].reindex(rows["departement"]).to_numpy(),
            "population": rows["population"].to_numpy(),
            "code_classe": [code if code in couche.rank else "" for code in codes],
            "classe": [libelle(couche, code) for code in codes],
            "etat": [_etat(couche, code, view.annee) for code in codes],
        },
        index=pd.Index(rows["numero"].to_numpy(), name="numero"),
    )
    table["population"] = table["population"].astype("Int64")
    if f"{couche.id}:valeur" in rows:
        table["valeur"] = rows[f"{couche.id}:valeur"].to_numpy(dtype=float)
    return table.assign(fiabilite=reliability(atlas, couche.level == "commune"))


def classe(couche: Couche, code: str) -> Classe | None:
    """La classe du registre que dit `code`, ou None pour une marque (absente, masquée, partagée)."""
    return couche.classes[couche.rank[code]] if code in couche.rank else None


def nom_de_legende(one: Classe) -> str:
    """Le nom d'une classe, précédé de son sigle s'il se dit : « ZIP · Zone d'intervention prioritaire »."""
    return f"{one.code} · {one.label}" if one.spoken else one.label


def libelle(couche: Couche, code: str) -> str:
    """Le nom d'une classe ou d'une marque, tel que la légende l'écrit."""
    found = classe(couche, code)
    return found.label if found else MARQUES[code]


def _etat(couche: Couche, code: str, annee: int) -> str:
    if code not in couche.rank:
        return e.ETATS[code]
    return e.A_VENIR if couche.kind == "date" and int(code) > annee else e.CONNUE


def _structures(atlas: Atlas, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Les structures montrées sur la carte : des catégories cochées, placées, dans une commune affichée."""
    sites = atlas.sites
    shown = sites["categorie"].isin(view.structures) & sites["code_commune"].isin(rows.index)
    found = sites[shown & sites["longitude"].notna() & sites["latitude"].notna()]
    titles = {s.id: s.title for s in atlas.catalogue.structures}
    sub_types = {t.code: t.label for s in atlas.catalogue.structures for t in s.subtypes}
    return pd.DataFrame(
        {
            "categorie": [titles[one] for one in found["categorie"]],
            "nom": found["nom"].to_numpy(),
            "sous_type": [sub_types.get(one, "") for one in found["sous_type"]],
            "code_commune": found["code_commune"].to_numpy(),
            "commune": atlas.communes["nom"].reindex(found["code_commune"]).to_numpy(),
            "longitude": np.round(found["longitude"].to_numpy(dtype=float), 6),
            "latitude": np.round(found["latitude"].to_numpy(dtype=float), 6),
            "position": found["position"].to_numpy(),
            "fiabilite": reliability(atlas, True),
        }
    ).astype({"categorie": object, "sous_type": object})  # sans aucune structure, pandas en ferait des nombres


def recensees(atlas: Atlas, categorie: str) -> bool:
    """Vrai si les données de cette région recensent cette catégorie de structure : sinon il n'y en a pas « zéro », on ne sait pas."""
    return categorie in set(atlas.sites["categorie"])


def compte_structures(atlas: Atlas, content: Contenu, structure: Structure) -> str:
    """Le nombre de structures montrées d'une catégorie, pour une légende ; ou qu'elles ne sont pas recensées."""
    if not recensees(atlas, structure.id):
        return e.NON_RECENSEES
    return w.entier(int((content.structures["categorie"] == structure.title).sum()))


def filtres(atlas: Atlas, view: View) -> tuple[tuple[str, str], ...]:
    """Les filtres en force, un par ligne ; () s'il n'y en a pas."""
    couche = atlas.catalogue.couche(view.theme)
    names = atlas.departements["nom"]
    told = [
        ("Classes masquées", ", ".join(libelle(couche, code) for code in view.masquer)),
        (w.DEPARTEMENTS, ", ".join(f"{names[code]} ({code})" for code in view.departements)),
        (w.MONTAGNE, view.montagne),
        (w.FRR, view.frr),
        (w.QPV, view.qpv),
        (w.EPCI, str(atlas.epci.at[view.epci, "nom"]) if view.epci else ""),
        (w.CROISER, croisee(atlas, view.croiser)),
        (w.APL_PLAGE, w.plage_apl(view.apl)),
        ("Année", str(view.annee) if couche.kind == "date" else ""),
    ]
    return tuple((name, value) for name, value in told if value)


def croisee(atlas: Atlas, text: str) -> str:
    """« Infirmiers : Très sous-dotée, Sous-dotée » pour le filtre d'une deuxième profession ; « » sans lui."""
    if not text:
        return ""
    couche_id, _, codes = text.partition(":")
    couche = atlas.catalogue.couche(couche_id)
    return f"{couche.short} : {', '.join(couche.classes[couche.rank[code]].label for code in codes.split(','))}"


def _propos(
    atlas: Atlas, view: View, couche: Couche, territoire: str, counts: tuple[int, int], jour: str, adresse: str
) -> tuple[tuple[str, str], ...]:
    structures = [s for s in atlas.catalogue.structures if s.id in view.structures]
    known = [s.short for s in structures if recensees(atlas, s.id)]
    unknown = [s.short for s in structures if not recensees(atlas, s.id)]
    chosen = filtres(atlas, view)
    told = [
        (e.JEU, w.jeu_de_donnees(atlas.mode, atlas.date)),
        ("Avertissement", w.JEU_SIMULE if atlas.simulated else ""),
        ("Territoire", territoire),
        ("Couche", couche.title),
        ("Éditeur", couche.publisher),
        ("Source", couche.source),
        ("Millésime", w.date(atlas.millesime(couche.id))),
        ("Licence", couche.licence),
        ("Fiabilité", reliability(atlas, couche.level == "commune")),
        ("Note", couche.note),
        ("Dates", phrase_de_la_vue(atlas, view)),
        *_fichiers(atlas, {couche.id, *(name for name in ("montagne", "frr") if getattr(view, name)), *view.structures}),
        *((f"Filtre : {name}", value) for name, value in chosen),
        *(() if chosen else (("Filtres", e.AUCUN),)),
        ("Structures montrées", ", ".join(known) or e.AUCUN),
        (e.STRUCTURES_NON_RECENSEES, ", ".join(unknown)),
        ("Communes exportées", str(counts[0])),
        ("Structures exportées", str(counts[1])),
        ("Géographie", w.GEOGRAPHIE),
        (e.VUE, f"{adresse}{adresse_de_vue(atlas, view)}"),
        (e.EMPREINTE, atlas.hash),
        (e.EXPORTE, w.date(jour)),
    ]
    return tuple((name, value) for name, value in told if value)


def pied(content: Contenu) -> tuple[str, str, str, str]:
    """Le pied d'une carte imprimée : la source, les dates que la vue réunit (« » sans), le jeu et sa date, l'adresse de la vue."""
    told = dict(content.propos)
    data = f"{told[e.JEU]}. {w.empreinte(told[e.EMPREINTE])}. {e.EXPORTE} {told[e.EXPORTE]}."
    source = f"Source : {told['Éditeur']}. {told['Source']}, {told['Millésime']}. {told['Licence']}. {w.GEOGRAPHIE}"
    return source, told.get("Dates", ""), data, f"Vue : {told[e.VUE]}"


def _fichiers(atlas: Atlas, shown: set[str]) -> list[tuple[str, str]]:
    """Les fichiers d'où viennent les entrées `shown` du registre : éditeur, date des données, empreinte, jour de lecture ;
    et la raison donnée si des contrôles ont été passés outre."""
    told = [
        (f"Fichier : {one['fichier']}", e.fichier(one["editeur"], w.date(one["millesime"]), one["sha256"], w.date(one.get("lu_le") or "")))
        for one in atlas.manifest["sources"]
        if shown & set(one["couches"])
    ]
    forced = atlas.manifest.get("forcage")
    return [*told, *([(e.PASSES_OUTRE, ws.forcage(forced["le"], forced["raison"]))] if forced else [])]


def adresse_de_vue(atlas: Atlas, view: View) -> str:
    """Le chemin et la requête qui rouvrent cette vue."""
    base = f"/region/{atlas.region}/" if atlas.cartes and atlas.region != atlas.cartes[0] else "/"
    return base + to_query(atlas, view)
