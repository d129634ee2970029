"""Un petit pays inventé : six communes, deux régions, et de petits fichiers officiels dans la mise en page des éditeurs."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from layers import prepare

COMMUNES = """\
numero,code_commune,nom,departement,region,epci,population,codes_postaux,longitude,latitude,ouest,sud,est,nord,voisins,anciens_codes,longitude_interieure,latitude_interieure
0,75056,Capitale,75,11,,1000,75001,2.35000,48.85000,2.2,48.8,2.5,48.9,,,2.35,48.85
1,31001,Amont,31,76,,100,31000,1.50000,43.50000,1.4,43.4,1.6,43.6,31002,,1.50,43.50
2,31002,Aval,31,76,,200,31000,1.60000,43.60000,1.5,43.5,1.7,43.7,31001,31901,1.60,43.60
3,31010,Union,31,76,,300,31000,1.70000,43.70000,1.6,43.6,1.8,43.8,,31902|31903,1.70,43.70
4,46001,Causse,46,76,,50,46000,,,1.2,44.4,1.4,44.6,,,1.3,44.5
"""
# Union (31010) réunit 31902 et 31903 ; Aval (31002) a réuni 31901 et celle qui portait déjà son code.
ANCIENNES = """\
code,commune,nom,genre,population,codes_postaux
31002,31002,Aval-le-Vieux,déléguée,150,
31901,31002,Vallon,déléguée,50,
31902,31010,Haute,déléguée,100,
31903,31010,Basse,déléguée,200,
"""
REGIONS = """\
code,nom,population,ouest,sud,est,nord
11,Centre du pays,1000,2.2,48.8,2.5,48.9
76,Sud,650,1.2,43.4,1.8,44.6
"""
CODES = ["75056", "31001", "31002", "31010", "46001"]
EXTRAIT_HEADER = (
    "numero finess etablissement,libta_equipement,raison_sociale,rslongue,code commune,departement,categetab,latitude,longitude,code_insee"
)


@dataclass(frozen=True)
class Country:
    """Où sont la géographie et le registre du petit pays, son dossier de sources et le jeu en service."""

    data: Path
    sources: Path
    out: Path

    def prepare(self, *options: str) -> int:
        """Lance la commande sur le petit pays ; rend le code de sortie."""
        return prepare.main([str(self.sources), "--data", str(self.data), "--out", str(self.out), "--detail", *options])

    def roll_back(self, *options: str) -> int:
        """Revient au jeu précédent ; rend le code de sortie."""
        return prepare.main(["--rollback", "--out", str(self.out), *options])

    def put(self, name: str, content: str | bytes) -> Path:
        """Pose un fichier dans le dossier des sources."""
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path


def cartosante(column: str, rows: list[str]) -> str:
    """Un export CartoSanté : BOM, deux lignes de titre, l'en-tête en troisième ligne."""
    return "\ufeff" + "\n".join(["CartoSanté; ; ", "Référentiel géographique : France; ; ", f"Code;Libellé;{column}", *rows])


def code_postal(rows: list[str], separator: str = ",") -> str:
    """Le zonage des médecins par code postal et nom de commune."""
    return "\n".join([separator.join(("Code_postal", "Nom_commune", "Zonage")), *rows]) + "\n"


def apl(rows: list[str]) -> str:
    """Le fichier de l'APL."""
    return "\n".join(["Code commune INSEE;APL aux médecins généralistes", *rows]) + "\n"


def historique(sites: list[tuple[str, ...]], places: tuple[str, ...] = (), date: str = "2026-05-12") -> str:
    """Le flux historique : (numéro, nom, commune sur trois chiffres, département, catégorie), puis des lignes geolocalisation."""
    lines = [f"finess;etalab;111;{date}"]
    for numero, nom, commune, departement, categorie in sites:
        lines.append(f"structureet;{numero};;{nom};;;;;;;;;{commune};{departement};;;;;{categorie};;;;;;;;;;;;;")
    return "\n".join([*lines, *places]) + "\n"


def site_plus(numero: str, *adresses: dict, nom: str = "MSP", categorie: str = "603", etat: str = "A", ferme: str | None = None) -> dict:
    """Un site du flux FINESS+ ; `adresses` : voir `adresse_plus`."""
    about = {"numFinessEge": numero, "nomEgeCourt": nom, "nomEgeLong": "", "siret": None, "dateOuverture": None, "dateFermeture": ferme}
    return {
        "informationsGeneralesEGE": about,
        "categorieentiteGeographiqueExercice": categorie,
        "adresse": list(adresses),
        "contact": [],
        "etatObjet": etat,
    }


def adresse_plus(commune: str, x=None, y=None, longitude=None, latitude=None, cle: str | None = None, usage: str = "03") -> dict:
    """Une adresse du flux FINESS+ ; x, y : coordonneeX, coordonneeY ; longitude, latitude : directionLongitude, directionLatitude."""
    place = {"coordonneeX": x, "coordonneeY": y, "directionLatitude": latitude, "directionLongitude": longitude, "cleInInteropBAN": cle}
    return {"usageAdresse": usage, "cogCommune": commune, "coordonneesGeographique": place}


def finess_plus(*sites: dict, schema: str = "v1.0.0", date: str = "2026-11-20T02:14:23Z") -> bytes:
    """Le flux FINESS+ « structures », compressé, tous les sites sous une personne morale."""
    holder = {"informationsGeneralesPMEJ": {"numFinessPm": "1"}, "ege": list(sites)}
    whole = {"schemaVersion": schema, "generatedAt": date, "pmej": [holder], "gco": [], "gcc": []}
    return gzip.compress(json.dumps(whole, ensure_ascii=False).encode("utf-8"))


def extrait(rows: list[str]) -> str:
    """L'extrait FINESS, réduit aux colonnes lues et à quelques autres ; une ligne peut dire une activité de plus que l'en-tête."""
    width = EXTRAIT_HEADER.count(",") + 1
    return "\n".join([f"{EXTRAIT_HEADER},activite", *(row if row.count(",") == width else f"{row}," for row in rows)]) + "\n"


TVS_HEADER = ("Code commune", "Libellé de la commune", "Code du territoire de vie-santé", "Libellé du territoire de vie-santé")


def classeur(rows: list[tuple]) -> bytes:
    """Un classeur Excel d'une feuille, aux lignes données."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def tvs(rows: list[tuple]) -> bytes:
    """La table des territoires de vie-santé : (commune, son nom, code du territoire, son nom)."""
    return classeur([TVS_HEADER, *rows])


def qpv(quartiers: list[dict]) -> str:
    """Le GeoJSON des quartiers prioritaires ; chaque quartier : ses propriétés."""
    square = {"type": "Polygon", "coordinates": [[[1.5, 43.5], [1.6, 43.5], [1.6, 43.6], [1.5, 43.5]]]}
    features = [{"type": "Feature", "properties": one, "geometry": square} for one in quartiers]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def quartier(code: str, nom: str, commune: str, nom_commune: str = "Amont", departement: str = "31") -> dict:
    """Les propriétés d'un quartier de la génération 2015."""
    return {"code_qp": code, "nom_qp": nom, "code_commune": commune, "nom_commune": nom_commune, "code_departement": departement}
