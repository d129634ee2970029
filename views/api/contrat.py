"""Le contrat de l'API : une table de ses adresses. Elle fait le document OpenAPI 3.1, la page qui se lit, et le refus d'un paramètre
inconnu. Un essai la compare aux routes : une adresse oubliée, ou de trop, s'y voit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.acces.couverture import MESURES
from layers.acces.population import POPULATIONS, TOUTES
from views.aides.phrases import QUESTIONS
from views.aides.situation import reponses
from views.api import phrases as w
from views.vue.vue import KEYS

JSON, CSV, GEOJSON, OPENAPI = "application/json", "text/csv", "application/geo+json", "application/vnd.oai.openapi+json;version=3.1"
PROBLEME = "application/problem+json"
TEXTE, ENTIER = {"type": "string"}, {"type": "integer"}
OBJET, LISTE = {"type": "object"}, {"type": "array", "items": {"type": "object"}}
FORMATS = ("json", "csv", "geojson")
DIALECTES = ("virgule", "point")


@dataclass(frozen=True)
class Parametre:
    """Un paramètre d'adresse : son nom, ce qu'il dit, ses valeurs (JSON Schema)."""

    nom: str
    dit: str
    schema: Mapping[str, object]


@dataclass(frozen=True)
class Adresse:
    """Une adresse de l'API. `juge` : elle dit elle-même quel paramètre elle ne connaît pas."""

    chemin: str
    resume: str
    parametres: tuple[Parametre, ...] = ()
    rend: Mapping[str, object] | None = None
    types: tuple[str, ...] = (JSON,)
    juge: bool = False

    @property
    def noms(self) -> tuple[str, ...]:
        """Les noms de ses paramètres."""
        return tuple(one.nom for one in self.parametres)


def _texte(nom: str, *valeurs: str) -> Parametre:
    return Parametre(nom, w.PARAMETRES[nom], {**TEXTE, "enum": list(valeurs)} if valeurs else TEXTE)


def _entier(nom: str, least: int, most: int) -> Parametre:
    return Parametre(nom, w.PARAMETRES[nom], {**ENTIER, "minimum": least, "maximum": most})


PLUS, PLUS_DESSINES, PAR_RECHERCHE, LOIN = 5000, 1000, 100, 1_000_000
TRANCHE = (_entier("limit", 1, PLUS), _entier("offset", 0, LOIN))
LOT = (_texte("departement"), _texte("region"), _texte("format", *FORMATS), _texte("dialecte", *DIALECTES), *TRANCHE)
LIEU = tuple(_texte(nom) for nom in ("usage", "region")) + (
    _texte("mesure", *MESURES),
    _entier("seuil", 1, 60),
    _texte("population", TOUTES, *POPULATIONS),
)
PLAN = (_entier("k", 1, 20), _texte("objectif", "couvrir", "rapprocher"), *map(_texte, ("ou", "parmi", "sauf", "departements")))
SITUATION = tuple(
    Parametre(nom, texte, {**TEXTE, "enum": list(reponses(nom))} if reponses(nom) else {**ENTIER, "minimum": 0})
    for nom, texte in QUESTIONS.items()
)
DANS_LE_CADRE = (_texte("bbox"), _texte("datetime"), _texte("f", "json"), *TRANCHE)
V1, OGC = "/api/v1", "/api/ogc"
ADRESSES = (
    Adresse("/api/", w.PAGE, types=("text/html",)),
    Adresse("/api/openapi.json", w.DOCUMENT, types=(OPENAPI,)),
    Adresse(f"{V1}/sources", w.SOURCES, tuple(Parametre(key, w.VUE, TEXTE) for key in KEYS), juge=True),
    Adresse(f"{V1}/layers", w.COUCHES, TRANCHE, LISTE),
    Adresse(f"{V1}/communes", w.COMMUNES, (_texte("q"), _texte("region_d_abord", "oui"), *LOT), LISTE, (JSON, CSV, GEOJSON)),
    Adresse(f"{V1}/communes/{{code}}", w.COMMUNE),
    Adresse(f"{V1}/communes/{{code}}/aides", w.AIDES, SITUATION, juge=True),
    Adresse(f"{V1}/sites", w.SITES, (*LOT, _texte("categorie"), _texte("usage")), LISTE, (JSON, CSV, GEOJSON)),
    Adresse(f"{V1}/territoires", w.TERRITOIRES, TRANCHE, LISTE),
    Adresse(f"{V1}/territoires/{{territoire_id}}", w.TERRITOIRE),
    Adresse(f"{V1}/indicateurs", w.INDICATEURS, TRANCHE, LISTE),
    Adresse(f"{V1}/indicateurs/{{slug}}", w.INDICATEUR),
    Adresse(
        f"{V1}/faits",
        w.FAITS,
        (_texte("territoire"), _texte("indicateur"), _texte("format", "json", "csv"), _texte("dialecte", *DIALECTES), *TRANCHE),
        LISTE,
        (JSON, CSV),
    ),
    Adresse(f"{V1}/couverture", w.COUVERTURE, LIEU),
    Adresse(f"{V1}/couverture/fermetures", w.FERMETURES, LIEU),
    Adresse(f"{V1}/couverture/prochaines", w.PROCHAINES, (*LIEU, *PLAN)),
    Adresse(f"{V1}/couverture/un-de-plus", w.UN_DE_PLUS, (*LIEU, _texte("commune"), _texte("profession"))),
    Adresse(f"{V1}/couverture/communes/{{code}}", w.DISTANCES),
    Adresse(f"{OGC}/", w.OGC),
    Adresse(f"{OGC}/conformance", w.CONFORMITE),
    Adresse(f"{OGC}/collections", w.COLLECTIONS),
    Adresse(f"{OGC}/collections/{{collection}}", w.COLLECTION),
    Adresse(f"{OGC}/collections/{{collection}}/items", w.ENTITES, DANS_LE_CADRE, types=(GEOJSON,)),
    Adresse(f"{OGC}/collections/{{collection}}/items/{{identifiant}}", w.ENTITE, types=(GEOJSON,)),
)
PAR_CHEMIN = {one.chemin: one for one in ADRESSES}


def inconnus(chemin: str, noms: list[str]) -> list[str]:
    """Les noms que l'adresse `chemin` ne connaît pas ; rien d'une adresse qui les juge elle-même, ou qui n'existe pas."""
    here = PAR_CHEMIN.get(chemin)
    return [] if here is None or here.juge else [nom for nom in noms if nom not in here.noms]


def openapi(version: str, adresse: str = "") -> dict:
    """Le document OpenAPI 3.1 de l'API. `adresse` : celle du site, « » inconnue."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": w.TITRE,
            "version": version,
            "description": w.DESCRIPTION,
            "license": {"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
        },
        "servers": [{"url": adresse or "/"}],
        "paths": {one.chemin: {"get": _operation(one)} for one in ADRESSES},
        "components": {"schemas": {"Probleme": PROBLEMES}},
    }


PROBLEMES = {
    "type": "object",
    "description": w.REFUS,
    "required": ["type", "title", "status", "detail", "erreur"],
    "properties": {"type": TEXTE, "title": TEXTE, "status": ENTIER, "detail": TEXTE, "erreur": {**TEXTE, "description": w.ERREUR}},
}


def _operation(one: Adresse) -> dict:
    places = [part[1:-1] for part in one.chemin.split("/") if part.startswith("{")]
    in_path = [{"name": nom, "in": "path", "required": True, "description": w.PLACES[nom], "schema": TEXTE} for nom in places]
    in_query = [{"name": each.nom, "in": "query", "description": each.dit, "schema": dict(each.schema)} for each in one.parametres]
    content = {
        kind: {"schema": TEXTE if kind.startswith("text/") else one.rend if kind == JSON and one.rend else OBJET} for kind in one.types
    }
    refused = {"$ref": "#/components/schemas/Probleme"}
    problem = {"description": w.REFUS, "content": {PROBLEME: {"schema": refused}}}
    return {
        "summary": one.resume,
        "operationId": one.chemin.strip("/").replace("/", "-").replace("{", "").replace("}", "").replace(".", "-"),
        "parameters": in_path + in_query,
        "responses": {"200": {"description": one.resume, "content": content}, "4XX": problem, "5XX": problem},
    }
