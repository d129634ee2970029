"""Les feuilles A4 d'un département : lesquelles, dans quel ordre, et l'archive qui les réunit avec leur liste.

Ce que partagent la commande (scripts/fiches.py) et la page « Les feuilles d'un département » (callbacks/feuilles.py).
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.socle.textes import cellule_sure
from views.papier.commune import nom_du_fichier
from views.papier.papier import papier
from views.papier.pdf import pdf
from views.papier.phrases_departement import NON_ECRITE

INDEX = "index.csv"
VUES = Path(__file__).resolve().parents[1]
CODE = ("**/*.py", "templates/fiche.typ", "templates/pictos.html", "templates/dessins/*.svg")
REMARQUE = "remarque"
# La même archive pour les mêmes données : ses fichiers n'ont pas l'heure de leur fabrication.
SANS_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Ecrite:
    """Une feuille écrite, telle que l'index la dit. `empreinte` : celle des données, de l'adresse et du code qui l'ont faite."""

    code_commune: str
    nom: str
    fichier: str
    octets: int
    jeu: str
    empreinte: str


@dataclass(frozen=True)
class ArchiveDeFeuilles:
    """Un ZIP, le nombre de feuilles qui y sont, et celui des communes dont la feuille n'a pas pu être écrite."""

    octets: bytes
    feuilles: int
    refusees: int


def departements(atlas: Atlas) -> dict[str, int]:
    """{code: nombre de communes} des départements des cartes de ce service, dans l'ordre des cartes puis des codes."""
    communes = atlas.communes
    found: dict[str, int] = {}
    for region in atlas.cartes or (atlas.region,):
        counted = communes.loc[communes["region"] == region, "departement"].value_counts().sort_index()
        found.update({str(code): int(count) for code, count in counted.items()})
    return found


def lien(departement: str) -> str:
    """L'adresse de la page qui prépare les feuilles de ce département."""
    return f"/feuilles/?departement={departement}"


def codes_du_departement(atlas: Atlas, departement: str) -> list[str]:
    """Les communes d'un département des cartes, dans l'ordre de leurs codes ; vide s'il n'en est pas."""
    if departement not in departements(atlas):
        return []
    return sorted(atlas.communes.index[atlas.communes["departement"] == departement])


@cache
def _code() -> bytes:
    return b"".join(path.read_bytes() for pattern in CODE for path in sorted(VUES.glob(pattern)))


def empreinte(atlas: Atlas, adresse: str) -> str:
    """Ce dont une feuille dépend : les données, l'adresse du site, le code qui la compose."""
    total = hashlib.sha256(f"{atlas.hash} {adresse}".encode())
    total.update(_code())
    return total.hexdigest()[:16]


def clef_de(atlas: Atlas, adresse: str, departement: str) -> str:
    """Le nom de l'archive : l'empreinte de ce dont elle dépend. Deux demandes du même département sur les mêmes données en ont un."""
    return hashlib.sha256(f"{empreinte(atlas, adresse)} {departement}".encode()).hexdigest()[:40]


def ecrite(atlas: Atlas, code: str, nom: str, octets: int, marque: str) -> Ecrite:
    """La ligne de l'index pour la feuille de `code`, écrite sous `nom`."""
    return Ecrite(code, cellule_sure(atlas.communes.at[code, "nom"]), nom, octets, atlas.date or atlas.mode, marque)


def archive(
    atlas: Atlas, contours: Contours, modele: Modele, codes: list[str], adresse: str, dire: Callable[[int], None]
) -> ArchiveDeFeuilles:
    """Le ZIP des feuilles de `codes` et de leur liste ; `dire(n)` est appelé avant chacune, n étant ce qui est fait.

    Une feuille que la mise en page refuse est nommée dans la liste, sans fichier, avec la raison ; les autres y sont. Ce que
    lève `dire` traverse : rien n'est gardé.
    """
    marque = empreinte(atlas, adresse)
    rows: list[dict] = []
    whole = io.BytesIO()
    # Un PDF est déjà compressé : le compresser encore coûterait du temps pour presque rien.
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as target:
        for done, code in enumerate(codes):
            dire(done)
            name = nom_du_fichier(atlas, code)
            try:
                content = pdf(papier(atlas, contours, modele, fiche(atlas, code), adresse))
            except Exception as error:  # noqa: BLE001 - quelle que soit la panne d'une feuille, les autres restent à faire, et la liste la dit
                rows.append(asdict(ecrite(atlas, code, "", 0, marque)) | {REMARQUE: cellule_sure(_raison(error))})
                continue
            target.writestr(zipfile.ZipInfo(name, SANS_DATE), content)
            rows.append(asdict(ecrite(atlas, code, name, len(content), marque)) | {REMARQUE: ""})
        target.writestr(zipfile.ZipInfo(INDEX, SANS_DATE), _liste(rows), zipfile.ZIP_DEFLATED)
    refused = sum(bool(row[REMARQUE]) for row in rows)
    return ArchiveDeFeuilles(whole.getvalue(), len(rows) - refused, refused)


def _raison(error: Exception) -> str:
    return f"{NON_ECRITE}{str(error).splitlines()[0][:200] if str(error) else type(error).__name__}"


def _liste(rows: list[dict]) -> bytes:
    """L'index en CSV, comme l'écrit `make fiches`, avec une colonne de plus : pourquoi une feuille manque."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [*(field.name for field in fields(Ecrite)), REMARQUE], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")
