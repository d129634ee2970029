"""Lit le flux FINESS+ « structures » (ANS) : un JSON de 700 Mo, décompressé et lu au fil de l'eau, jamais tenu en mémoire."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd

from layers.socle import limites as bornes
from layers.socle.defauts import Checker, Defect
from layers.socle.rapport import named
from layers.socle.suivi import Tell, muet
from layers.sources.ecarts import Ecart, FluxDeSites, trie
from layers.sources.flux_plus import OUVERT, code_de, jour_annonce, sites_du_flux
from layers.sources.positions import position_of
from layers.sources.texte import DOUBLE, retablir

FERME = "I"  # l'autre état de la nomenclature que OUVERT ; un troisième n'est ni l'un ni l'autre
CARE = "03"  # usageAdresse du lieu de soins ; les autres sont des adresses de gestion ou d'accueil
COMMUNE_KEY = re.compile(r"\w{5}\Z")  # cleInInteropBAN d'une commune : le point est son centre, non le bâtiment
# Le flux écrit « categorieentite… », le schéma publié « categorieEntite… ».
CATEGORIE = ("categorieentiteGeographiqueExercice", "categorieEntiteGeographiqueExercice")
NAMES = {"numero_finess": "numFinessEge", "nom": "nomEgeCourt", "categorie": CATEGORIE[0], "code_commune": "cogCommune"}
VOIE = ("numeroVoie", "typeVoie", "libelleVoie", "complementVoie", "complementPointGeographique", "lieuDit")
NUMBERS = ["longitude", "latitude"]
COLUMNS = ["numero_finess", "nom", "nom_long", "categorie", "code_commune", *NUMBERS]
# Ce que les fiches peuvent montrer de plus : '' quand le flux ne le dit pas. porteur : le numéro du site qui porte celui-ci.
PLUS = ["adresse", "code_postal", "acheminement", "telephone", "courriel", "siret", "ouverture", "porteur"]


def read_finess_plus(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit `path` (JSON, gzip ou non) et rend une ligne par site ouvert : etatObjet « A » et sans dateFermeture.

    Colonnes de `sites` : COLUMNS (categorie : code FINESS ; longitude et latitude en degrés, EPSG:4326, NaN sans position, ou quand
    elle n'est que le centre de la commune) puis PLUS ; index = rang du site dans le flux. L'adresse est celle du lieu de soins
    (usageAdresse 03). Un site fermé n'a besoin que de son état ; un site mal formé est mis de côté (`ecarts`). `tell` reçoit le nombre
    de sites lus et la part du fichier, de 0 à 1. DataError : gzip tronqué, JSON coupé, autre schéma, date impossible, aucun site ouvert.
    """
    checker = Checker(path.name)
    bornes.check_size(path, checker)
    date = jour_annonce(path, checker)
    reading = _Reading(path.name)
    for rank, site in enumerate(sites_du_flux(path, checker, tell), start=1):
        reading.add(rank, site)
    table = pd.DataFrame(list(reading.rows.values()), columns=[*COLUMNS, *PLUS], index=pd.Index(list(reading.rows), name="ligne"))
    table = table.astype({column: "float64" if column in NUMBERS else "str" for column in table.columns})
    table["porteur"] = [reading.porteur(one, own) for one, own in zip(table["porteur"], table["numero_finess"])]
    sites, bad = trie(table, path.name, NAMES)
    ecarts = [*reading.ecarts, *bad]
    reading.counts["copies"] = len(table) - len(sites) - len(bad)
    checker.expect(reading.counts["lus"] > 0 or bool(checker.defects), expected="au moins un site (pmej[].ege[])", found="aucun")
    if not checker.defects and not len(sites):
        checker.defects += [one.defaut for one in ecarts]
        found = f"aucun sur {reading.counts['lus']} ({reading.counts['fermes']} fermés, {len(ecarts)} mal formés)"
        checker.expect(False, expected="au moins un site ouvert", found=found)
    checker.raise_if_any()
    return FluxDeSites(sites, reading.counts["lus"], date, (*reading.remarks(), *_several(sites)), tuple(ecarts))


class _Reading:
    """La lecture en cours : les lignes gardées, ce qui a été laissé et compté, ce qui a été mis de côté."""

    def __init__(self, file: str):
        self.file = file
        self.counts: Counter[str] = Counter()
        self.rows: dict[int, tuple] = {}
        self.ecarts: list[Ecart] = []
        self._homeless: list[str] = []
        self._numbers: dict[str, str] = {}  # identifiant interne -> numéro FINESS, des seuls sites d'une structure à plusieurs sites

    def add(self, rank: int, site: dict) -> None:
        """Range un site : fermé (compté), sans lieu de soins (nommé), mal formé (mis de côté), ou gardé."""
        self.counts["lus"] += 1
        try:
            row = self._row(rank, site)
        except (KeyError, TypeError, AttributeError, ValueError):
            found = site if isinstance(site, str) else "autre chose"
            self._aside(rank, "un site au schéma v1 (informationsGeneralesEGE, adresse, etatObjet)", found)
            return
        if row:
            self.rows[rank] = row

    def porteur(self, carrier: str, own: str) -> str:
        """Le numéro du site qui porte celui-ci ; '' s'il se porte lui-même, ou si le flux ne le dit pas."""
        number = self._numbers.get(carrier, "")
        return "" if number == own else number

    def remarks(self) -> tuple[str, ...]:
        """Ce qui a été laissé ou rétabli, en phrases."""
        said = [
            ("fermes", "Sites fermés, laissés"),
            ("sans position", "Sites ouverts sans coordonnées"),
            ("centres", "Sites dont la position n'est que le centre de la commune, non gardée"),
            ("refusees", "Sites aux coordonnées refusées, ni en degrés ni en Lambert 93"),
            ("copies", "Sites écrits deux fois à l'identique, gardés une fois"),
            ("lieux de plus", "Sites de plusieurs lieux de soins, le premier gardé"),
            ("doubles", "Noms et adresses dont les accents étaient encodés deux fois, rétablis"),
        ]
        remarks = [f"{words} : {self.counts[key]}." for key, words in said if self.counts[key]]
        if self._homeless:
            remarks.append(f"Sites ouverts sans lieu de soins (adresse 03), laissés : {named(self._homeless)}.")
        return tuple(remarks)

    def _row(self, rank: int, site: dict) -> tuple | None:
        about = site["informationsGeneralesEGE"]
        numero, state = self._text(about.get("numFinessEge")), code_de(site.get("etatObjet"))
        if state == FERME or about.get("dateFermeture"):
            self.counts["fermes"] += 1
            return None
        category = next((code_de(site[name]) for name in CATEGORIE if site.get(name)), "")
        if state != OUVERT:
            commune = next((self._text(one.get("cogCommune")) for one in site.get("adresse") or []), "")
            self._aside(rank, "un état connu, « A » (ouvert) ou « I » (fermé)", state, "etatObjet", (numero, category, commune))
            return None
        addresses = _care(site.get("adresse") or [])
        if not addresses:
            self._homeless.append(numero)
            return None
        self.counts["lieux de plus"] += len(addresses) > 1
        place = addresses[0]
        longitude, latitude = self._position(place.get("coordonneesGeographique") or {})
        names = (self._text(about.get("nomEgeCourt")), self._text(about.get("nomEgeLong")))
        commune = self._text(place.get("cogCommune")).upper()
        known = (numero, names[0] or names[1], names[1], category, commune, longitude, latitude)
        return *known, *self._more(numero, about, place, site)

    def _more(self, numero: str, about: dict, place: dict, site: dict) -> tuple[str, ...]:
        telecom = next((one["telecom"] for one in site.get("contact") or [] if isinstance(one, dict) and one.get("telecom")), {})
        carriers = [one for one in site.get("roleEge") or [] if one.get("idEgePorteuse")]
        own = self._text(about.get("egeId"))
        if carriers:
            self._numbers[own] = numero
        return (
            " ".join(text for text in (self._text(place.get(name)) for name in VOIE) if text),
            self._text(place.get("codePostal")),
            self._text(place.get("ligneAcheminement")),
            self._text(telecom.get("telephone")),
            self._text(telecom.get("courriel")),
            self._text(about.get("siret")),
            self._text(about.get("dateOuverture")),
            next((self._text(one["idEgePorteuse"]) for one in carriers if self._text(one.get("idEgeNonPorteuse")) == own), ""),
        )

    def _aside(self, rank: int, expected: str, found: str, column: str = "", known: tuple[str, str, str] = ("", "", "")) -> None:
        self.ecarts.append(Ecart(Defect(self.file, rank, column, expected, found), *known))

    def _position(self, place: dict) -> tuple[float, float]:
        missing = (float("nan"), float("nan"))
        if COMMUNE_KEY.match(self._text(place.get("cleInInteropBAN"))):
            self.counts["centres"] += 1
            return missing
        pairs = [(place.get("coordonneeX"), place.get("coordonneeY")), (place.get("directionLongitude"), place.get("directionLatitude"))]
        found, refused = position_of(pairs)
        self.counts["refusees"] += refused
        self.counts["sans position"] += found is None and not refused
        return found or missing

    def _text(self, value: object) -> str:
        if value is None:
            return ""
        text = " ".join(str(value).split())
        if not text.isascii() and DOUBLE.search(text):
            mended = retablir(text)
            self.counts["doubles"] += mended != text
            return mended
        return text


def _care(addresses: list[dict]) -> list[dict]:
    """Les adresses du lieu de soins ; à défaut, celles dont l'usage n'est pas dit : il est facultatif."""
    by_usage: dict[str, list[dict]] = {}
    for one in addresses:
        by_usage.setdefault(code_de(one.get("usageAdresse")), []).append(one)
    return by_usage.get(CARE) or by_usage.get("", [])


def _several(sites: pd.DataFrame) -> tuple[str, ...]:
    """Les structures de plusieurs sites : chaque site est compté comme un site, la structure est celle de son porteur."""
    carried = sites[sites["porteur"] != ""]
    if carried.empty:
        return ()
    holders = carried["porteur"].nunique()
    others = named(carried["numero_finess"])
    return (f"Structures à plusieurs sites : {holders} ; sites qu'une autre structure porte, comptés comme des sites : {others}.",)
