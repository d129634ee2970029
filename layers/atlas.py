"""Joint tout par code_commune et le fige : un Atlas par processus, que rien ne modifie ensuite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from layers.aides.registre import Aides, read_aides
from layers.faits.couches import classes_des_departements
from layers.faits.fait import Faits
from layers.faits.lecture import read_faits
from layers.faits.par_departement import mesures
from layers.geo.communes import (
    other_names,
    read_anciennes_communes,
    read_communes,
    read_departements,
    read_epci,
    read_mairies,
    read_packages,
    read_regions,
    read_without_polygon,
)
from layers.geo.integrite import verifier
from layers.geo.perimetres import Zone, zones_of
from layers.jeu.jeu import SITE_EXTRAS, DataSet, prepared, read_dataset
from layers.registre.catalogue import Catalogue, Couche, read_catalogue
from layers.registre.glossaire import Terme, read_glossaire
from layers.registre.marques import ABSENT, MASQUE, PARTAGE
from layers.registre.reperes import Repere, read_reperes
from layers.registre.usages import usages_sans_activites
from layers.simulation.simulation import simulate
from layers.socle.defauts import Checker, DataError, Defect
from layers.socle.lignes import Ligne, Lignes
from layers.socle.noms import plain_commune
from layers.socle.noms_usuels import nom_usuel

SPECIAL = (ABSENT, MASQUE, PARTAGE)
OTHER_NAMES = ("code", "nom", "genre", "code_commune", "codes_postaux")
WITHOUT_POLYGON = ("nom", "raison", "departement", "nom_departement", "population", "codes_postaux")


TOUTES = "toutes"


@dataclass(frozen=True, eq=False)
class Atlas:
    """Toutes les données d'un processus, jointes et figées.

    communes : une ligne par commune du COG 2026 (index code_commune, ordre de `numero`), avec la géographie et,
    pour chaque couche du catalogue, une colonne de codes de classe (« » absent, « N/D » masqué par l'éditeur,
    « PART » communes fusionnées de classes différentes). Les couches chiffrées ont aussi `<id>:valeur` (NaN = absent).
    Une couche dont des communes réunissent des parties qui diffèrent a `<id>:parties` (layers/geo/fusion.py).
    Les périmètres (TVS, QPV) ont `<id>` et `<id>:nom` : les lire par `zones`.
    sites : une ligne par structure (voir layers/jeu/jeu.py). aides : les aides des documents et leurs règles.
    reperes : les repères nationaux (seuils), par identifiant. faits : tous les chiffres des documents (layers/faits/fait.py).
    glossaire : les sigles des documents.
    mode : « official » ou « demonstration ».
    """

    catalogue: Catalogue
    communes: pd.DataFrame
    mairies: pd.DataFrame
    departements: pd.DataFrame
    regions: pd.DataFrame
    epci: pd.DataFrame
    sites: pd.DataFrame
    faits: Faits
    aides: Aides
    reperes: Mapping[str, Repere]
    manifest: dict
    region: str
    # Les régions qui ont leur carte dans ce service, celle de l'ouverture d'abord (layers/regions.py) ; () : `region` seule.
    cartes: tuple[str, ...] = ()
    # Les paquets d'où vient la géographie : nom, version, depot, fichier, sha256, licence (data/geo/provenance.json).
    paquets: tuple[Mapping[str, str], ...] = ()
    # Ce que la recherche connaît de plus : les anciens noms, et les communes que la carte ne dessine pas.
    autres_noms: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(OTHER_NAMES)))
    sans_contour: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(WITHOUT_POLYGON)))
    glossaire: tuple[Terme, ...] = ()
    # {couche: {millésime: ses valeurs}}, pour les millésimes que la couche ne montre pas : les lire par `valeurs`.
    autres_millesimes: Mapping[str, Mapping[str, pd.Series]] = field(default_factory=dict)

    @property
    def mode(self) -> str:
        return self.manifest["mode"]

    @property
    def hash(self) -> str:
        return self.manifest["hash"]

    @property
    def date(self) -> str:
        return self.manifest["date"]

    @property
    def simulated(self) -> bool:
        return self.mode == "demonstration"

    @cached_property
    def lignes(self) -> Lignes:
        """`communes`, à lire une à une."""
        return Lignes(self.communes)

    def commune(self, code_commune: str) -> Ligne:
        """Les colonnes d'une commune ; KeyError si elle n'existe pas."""
        return self.lignes[code_commune]

    def zones(self, perimetre_id: str, code_commune: str) -> tuple[Zone, ...] | None:
        """Les zones d'une commune dans un périmètre du registre (« tvs », « qpv ») : leur code et leur nom.

        None : non publié (fichier absent, commune qu'il ne couvre pas, jeu de démonstration). () : publié, et aucune.
        Plusieurs : plusieurs quartiers, ou une commune réunie d'anciennes communes de territoires différents.
        KeyError si la commune ou le périmètre n'existe pas.
        """
        row = self.commune(code_commune)
        return zones_of(row[perimetre_id], row[f"{perimetre_id}:nom"])

    def millesime(self, entry_id: str) -> str:
        """Le millésime d'une entrée du registre : celui que dit la source du jeu montré qui la porte, à défaut celui du registre.

        Une catégorie de structures n'en a pas au registre : à défaut de source, la date du jeu. KeyError si l'entrée n'existe pas.
        """
        return self._millesimes.get(entry_id, "") or getattr(self.catalogue.by_id[entry_id], "vintage", self.date)

    def millesimes(self, couche_id: str) -> tuple[str, ...]:
        """Les millésimes d'une couche communale que le jeu garde, du plus ancien au plus récent, celui qu'elle montre compris.

        Vide : le jeu n'en a aucun (pas de fichier). KeyError si la couche n'existe pas.
        """
        self.catalogue.couche(couche_id)
        shown = (self.millesime(couche_id),) if (self.communes[couche_id] != ABSENT).any() else ()
        return tuple(sorted({*shown, *self.autres_millesimes.get(couche_id, {})}))

    def valeurs(self, couche_id: str, millesime: str) -> pd.Series:
        """Les valeurs d'une couche communale à l'un de ses `millesimes`, une par commune de `communes` (index code_commune).

        Couche chiffrée : des nombres, NaN absent, masqué ou partagé ; sinon des codes de classe (« », « N/D », « PART »).
        KeyError si la couche ou le millésime n'existe pas.
        """
        kept = self.autres_millesimes.get(couche_id, {})
        if millesime in kept:
            return kept[millesime]
        if millesime not in self.millesimes(couche_id):
            raise KeyError(millesime)
        bounded = self.catalogue.couche(couche_id).bounded
        return self.communes[f"{couche_id}:valeur" if bounded else couche_id]

    @cached_property
    def _millesimes(self) -> dict[str, str]:
        """{entrée: le millésime que dit la première source du jeu qui la porte}."""
        return {entry: source["millesime"] for source in reversed(self.manifest["sources"]) for entry in source["couches"]}

    @cached_property
    def categories(self) -> frozenset[str]:
        """Les catégories de structures dont le jeu de données a au moins un site."""
        return frozenset(self.sites["categorie"])


def load_atlas(
    data: Path, mode: str = "auto", region: str = "76", autres_regions: tuple[str, ...] = (), official: Path | None = None
) -> Atlas:
    """Lit le registre, la géographie, les faits et le jeu de données en service, et rend l'Atlas.

    `mode` : « official » exige `data`/official (ou `official`), « demonstration » le jeu simulé, « auto » le premier
    s'il existe. Lève DataError, avec ce qu'il faut faire, si le jeu demandé manque ou ne va pas avec le registre.
    """
    verifier(data / "geo")
    catalogue = read_catalogue(data / "catalogue.toml")
    communes, regions = read_communes(data / "geo"), read_regions(data / "geo")
    sans_contour = read_without_polygon(data / "geo")
    faits = read_faits(data / "facts", catalogue)
    dataset = _dataset(mode, official or data / "official", catalogue, communes, faits, region)
    _require_region(dataset.manifest.get("region", region), region)
    catalogue = catalogue.telle_que_lue(dataset.manifest["sources"])
    return Atlas(
        catalogue=catalogue,
        communes=joined(communes, dataset.communes, catalogue, faits),
        mairies=read_mairies(data / "geo"),
        departements=read_departements(data / "geo"),
        regions=regions,
        epci=read_epci(data / "geo"),
        sites=placed(dataset.sites, catalogue, communes, read_departements(data / "geo")["nom"]),
        faits=faits,
        aides=read_aides(data / "facts"),
        reperes=read_reperes(data / "facts"),
        manifest=dataset.manifest,
        region=region,
        # « toutes » : le mot de settings.py.
        cartes=tuple(dict.fromkeys((region, *(regions.index if autres_regions == (TOUTES,) else autres_regions)))),
        autres_noms=other_names(read_anciennes_communes(data / "geo"), pd.concat([communes["nom"], sans_contour["nom"]])),
        sans_contour=sans_contour,
        glossaire=read_glossaire(data / "facts" / "glossaire.csv"),
        paquets=read_packages(data / "geo"),
        autres_millesimes=autres_millesimes(dataset.communes, communes.index, catalogue),
    )


def _require_region(prepared_for: str, shown: str) -> None:
    """Les structures ne sont recensées que dans la région préparée : en montrer une autre afficherait partout zéro."""
    if prepared_for != shown:
        again = f"la région {prepared_for}, pour laquelle les données ont été préparées ; pour une autre, préparez-les de nouveau avec elle"
        raise DataError([Defect("réglages", None, "MAILLAGE_REGION", again, shown)])


def _dataset(mode: str, folder: Path, catalogue: Catalogue, communes: pd.DataFrame, faits: Faits, region: str) -> DataSet:
    there = prepared(folder)
    if mode == "official" and not there:
        raise DataError(
            [
                Defect(
                    str(folder),
                    None,
                    "",
                    "les données officielles préparées (lancez « python -m layers.prepare DOSSIER », ou MAILLAGE_DATA=demonstration)",
                    "aucun jeu préparé",
                )
            ]
        )
    if mode != "demonstration" and there:
        return read_dataset(folder)
    return simulate(catalogue, communes, mesures(faits), region)


def joined(communes: pd.DataFrame, values: pd.DataFrame, catalogue: Catalogue, faits: Faits) -> pd.DataFrame:
    """`communes` plus une colonne de classe par couche, jointe une à une par code_commune : ni ajout ni perte de ligne.

    Lève DataError si le jeu de données n'a pas la colonne d'une couche, ou porte une classe que le registre ignore.
    """
    checker = Checker("jeu de données")
    by_code = values.set_index("code_commune") if "code_commune" in values.columns else values
    checker.expect(by_code.index.is_unique, column="code_commune", expected="une ligne par commune", found="des doublons")
    checker.raise_if_any()
    columns: dict[str, pd.Series] = {}
    for couche in catalogue.of_level("commune"):
        if couche.id not in by_code.columns:
            # Une couche du registre dont aucun fichier n'a été préparé : partout « pas de donnée », et dit comme tel.
            columns[couche.id] = pd.Series(ABSENT, index=communes.index)
            continue
        published = by_code[couche.id].reindex(communes.index)
        published = published.where(published.notna(), ABSENT).astype(str)
        columns.update(_classes(checker, couche, published))
        if f"{couche.id}:parties" in by_code.columns:
            columns[f"{couche.id}:parties"] = by_code[f"{couche.id}:parties"].reindex(communes.index, fill_value="")
    for perimetre in catalogue.perimetres:
        for column in (perimetre.id, f"{perimetre.id}:nom"):
            given = by_code[column] if column in by_code.columns else pd.Series(dtype="str")
            columns[column] = given.reindex(communes.index, fill_value=ABSENT)
    for couche in catalogue.of_level("departement"):
        classes = classes_des_departements(faits.couches[couche.id], couche)
        columns[couche.id] = communes["departement"].map(lambda code, of=classes: of.get(code, ABSENT)).astype(str)
    checker.raise_if_any()
    return communes.assign(**columns)


def autres_millesimes(values: pd.DataFrame, index: pd.Index, catalogue: Catalogue) -> dict[str, dict[str, pd.Series]]:
    """{couche: {millésime: valeurs}} des colonnes « couche@millésime » du jeu, dans l'ordre des communes `index`."""
    found: dict[str, dict[str, pd.Series]] = {}
    by_code = values.set_index("code_commune")
    for column in by_code.columns:
        couche_id, _, vintage = str(column).partition("@")
        couche = catalogue.by_id.get(couche_id)
        if vintage and isinstance(couche, Couche):
            published = by_code[column].reindex(index, fill_value=ABSENT)
            found.setdefault(couche_id, {})[vintage] = pd.to_numeric(published, errors="coerce") if couche.bounded else published
    return found


def _classes(checker: Checker, couche: Couche, published: pd.Series) -> dict[str, pd.Series]:
    """Les colonnes d'une couche : ses codes de classe, et ses valeurs si elle est chiffrée."""
    if not couche.bounded:
        allowed = {*couche.rank, *SPECIAL}
        for unknown in sorted(set(published.unique()) - allowed):
            checker.expect(False, column=couche.id, expected="une classe du registre (" + ", ".join(couche.rank) + ")", found=unknown)
        return {couche.id: published}
    given = ~published.isin(SPECIAL)
    numbers = pd.Series(pd.to_numeric(published.where(given), errors="coerce")).replace([np.inf, -np.inf], np.nan)
    for unknown in sorted(set(published[given & numbers.isna()])):
        checker.expect(False, column=couche.id, expected="un nombre à point décimal", found=unknown)
    codes = [special if np.isnan(x) else couche.class_of_number(x) or ABSENT for x, special in zip(numbers, published)]
    return {couche.id: pd.Series(codes, index=published.index), f"{couche.id}:valeur": numbers}


def placed(sites: pd.DataFrame, catalogue: Catalogue, communes: pd.DataFrame, departements: Iterable[str] = ()) -> pd.DataFrame:
    """Les structures avec des coordonnées numériques (NaN quand elles manquent), leur nom tel qu'on l'écrit (`nom` ; celui que tape
    l'éditeur : `nom_publie`), et toutes les colonnes d'un jeu d'aujourd'hui : ce qu'un jeu plus ancien ne dit pas est vide, et ses
    usages ceux que sa catégorie suffit à dire. `departements` : leurs noms, qu'un nom de structure peut citer."""
    numbers = {axis: pd.to_numeric(sites[axis], errors="coerce") for axis in ("longitude", "latitude")}
    named = [str(communes["nom"].get(code, "")) for code in sites["code_commune"]]
    known = {plain_commune(nom): nom for nom in departements}
    usual = [nom_usuel(nom, {**known, plain_commune(ici): ici}) for nom, ici in zip(sites["nom"], named)]
    found = sites.assign(**numbers, nom=usual, nom_publie=sites["nom"])
    found = found.assign(**{column: "" for column in SITE_EXTRAS if column not in sites}).reset_index(drop=True)
    if "usages" in sites:
        return found
    own = [usages_sans_activites(*one, catalogue) for one in zip(found["categorie"], found["sous_type"])]
    deduced = [" ".join(name for name, is_deduced in one.items() if is_deduced) for one in own]
    return found.assign(usages=[" ".join(one) for one in own], usages_deduits=deduced)
