"""Les réponses du serveur : JSON, page, document, fichier à enregistrer, refus. Aucune n'est gardée sans être redemandée."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from flask import Response, request

from views.api import phrases as phrases_api
from views.borne import phrases as phrases_borne
from views.export import phrases as e
from views.export.classeurs import Feuille, vers_classeur, vers_csv, vers_paquet
from views.export.dialecte import DIALECTES, Dialecte
from web.contexte import ici
from web.phrases import PROBLEME, probleme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAQUET = "datapackage.json"
GENRES = f"any(csv, xlsx, '{PAQUET}')"
LONGEST_PARAMETER = 120
PLUS_LOIN = 1_000_000


def answer(value: object) -> Response:
    """`value` en JSON (UTF-8), à ne pas garder : le jeu de données peut changer."""
    body = json.dumps(_clean(value), ensure_ascii=False, allow_nan=False)
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-cache"})


def _clean(value):
    """Les nombres de numpy en nombres de Python ; un nombre qui n'en est pas un (NaN, infini) devient null : non publié."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def found(value: object | None, message: str) -> Response:
    """La réponse, ou 404 avec un message si elle est None."""
    return answer(value) if value is not None else refusal(404, message)


def refusal(status: int, message: str) -> Response:
    """Un refus (RFC 9457) : un code HTTP et une phrase, jamais de trace. `erreur` : la phrase, pour qui la lisait déjà là."""
    response = answer(probleme(status, message))
    response.status_code, response.mimetype = status, PROBLEME
    return response


def tranche(values: list, *, par_defaut: int | None = None, plus: int = 5000) -> Response:
    """Une part de `values`, d'après limit et offset ; X-Total-Count dit combien il y en a, Link où est la suite."""
    limit, offset = borne_lue("limit", par_defaut or plus, 1, plus), borne_lue("offset", 0, 0)
    if isinstance(limit, Response) or isinstance(offset, Response):
        return limit if isinstance(limit, Response) else offset
    return comptee(answer(values[offset : offset + limit]), len(values), limit, offset)


def comptee(response: Response, total: int, limit: int, offset: int) -> Response:
    """`response`, qui dit combien de réponses il y a en tout et, s'il en reste, où est la suite."""
    response.headers["X-Total-Count"] = str(total)
    if offset + limit < total:
        asked = {**request.args.to_dict(), "limit": str(limit), "offset": str(offset + limit)}
        response.headers["Link"] = f'<{ici().settings.prefixe}{quote(request.path)}?{urlencode(asked)}>; rel="next"'
    return response


def borne_lue(nom: str, par_defaut: int, least: int, most: int = PLUS_LOIN, ramener: bool = False) -> int | Response:
    """Le nombre que dit le paramètre `nom`, ou le refus ; `ramener` : trop grand, il devient `most`."""
    given = request.args.get(nom)
    if given is None:
        return par_defaut
    wrong = not (given.isascii() and given.isdigit() and len(given) <= 9) or int(given) < least
    if wrong or (int(given) > most and not ramener):
        return refusal(400, phrases_api.entier_attendu(nom, least, most))
    return min(int(given), most)


def page(html: str, status: int = 200) -> Response:
    """Une page, à ne pas garder : le jeu de données peut changer."""
    return Response(html, status=status, mimetype="text/html", headers={"Cache-Control": "no-cache"})


def rendue(gabarit: str, status: int = 200, **contexte: object) -> Response:
    """La page d'un gabarit de la région d'ouverture."""
    return page(ici().gabarits.page(gabarit, **contexte), status)


def borne(vue: str, status: int = 200, **contexte: object) -> Response:
    """Une page de la borne."""
    return rendue(f"borne/{vue}.html", status, vue=vue, phrases_borne=phrases_borne, **contexte)


def introuvable(message: str) -> Response:
    """Une page qui n'existe pas : une phrase, et par où continuer."""
    return rendue("refus.html", 404, message=message)


def document(content: bytes, name: str) -> Response:
    """Un PDF à ouvrir dans le navigateur ; inchangé, il n'est pas renvoyé (ETag de son contenu)."""
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="{name}"'}
    response = Response(content, mimetype="application/pdf", headers=headers)
    response.add_etag()
    response.make_conditional(request)  # change la réponse sur place
    return response


def joint(body: str | bytes | Iterable[bytes], name: str, mimetype: str) -> Response:
    """Un fichier à enregistrer sous `name`, qui ne porte aucun caractère d'en-tête."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(body, mimetype=mimetype, headers=headers)


def fichier(feuille: Feuille, nom: str, genre: str) -> Response:
    """`feuille` en l'un des GENRES ; le nom ne garde que des minuscules, des chiffres et des tirets. Un dialecte inconnu est refusé."""
    safe = re.sub(r"[^a-z0-9-]", "", nom.lower())[:120]
    if genre == "xlsx":
        return joint(vers_classeur(feuille), f"{safe}.xlsx", XLSX)
    dialecte = dialecte_lu()
    if dialecte is None:
        return refusal(400, e.DIALECTE_INCONNU)
    if genre == PAQUET:
        return answer(vers_paquet(feuille, safe, dialecte))
    return table_csv(vers_csv(feuille, dialecte), safe)


def dialecte_lu() -> Dialecte | None:
    """Le dialecte que demande l'adresse (`dialecte=point`) ; le dialecte usuel si elle n'en dit rien ; None s'il est inconnu."""
    return DIALECTES.get(request.args.get("dialecte", "virgule"))


def table_csv(body: str, nom: str) -> Response:
    """Un CSV à enregistrer ; l'en-tête Link mène au paquet qui le décrit."""
    response = joint(body, f"{nom}.csv", "text/csv")
    described = request.full_path.rstrip("?").replace(".csv", f".{PAQUET}", 1).replace("/export/csv", f"/export/{PAQUET}", 1)
    response.headers["Link"] = f'<{described}>; rel="describedby"; type="application/json"'
    return response


def slug(titre: str) -> str:
    """« Zonage des médecins · Lot » -> « zonage-des-medecins-lot »."""
    plain = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:80]


def lu(name: str) -> str:
    """Un paramètre de l'adresse, sans espaces ; trop long, il n'est le nom de rien."""
    value = request.args.get(name, "").strip()
    return value if len(value) <= LONGEST_PARAMETER else value[:LONGEST_PARAMETER] + "…"


def adresse_lue() -> str:
    """Les paramètres de l'adresse, tels qu'ils sont écrits."""
    return request.query_string.decode("utf-8", "replace")
