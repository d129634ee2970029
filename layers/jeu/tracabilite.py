"""Ce que le manifeste dit de plus que les lecteurs : quand chaque fichier a été lu, et ce qui a été passé outre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from layers.socle.defauts import MOST_SHOWN, Defect

LONGEST_REASON = 300
# Qui dit le millésime d'une source : le contenu du fichier, le registre (le fichier se tait), un document cité, ou personne.
DIT_PAR_LE_FICHIER, DIT_PAR_LE_REGISTRE, DIT_PAR_UN_DOCUMENT, DIT_PAR_PERSONNE = "fichier", "registre", "document", "personne"
# Ou la livraison où il est arrivé : son livraison.toml, le nom de son dossier.
DIT_PAR_LA_LIVRAISON, DIT_PAR_LE_DOSSIER = "livraison", "dossier"


def lu_le(manifest: dict, today: date, avis: dict[str, list[str]]) -> dict:
    """`manifest` où chaque source porte le jour de sa lecture (`lu_le`, ISO) et ce qu'il faut dire de sa date (`avis`).

    Le jour de lecture n'est jamais montré à la place de la date des données (`millesime`).
    """
    sources = [{**source, "lu_le": today.isoformat(), "avis": avis.get(source["id"], [])} for source in manifest["sources"]]
    return {**manifest, "sources": sources}


def force(manifest: dict, raison: str, today: date, ecarts: Sequence[Defect]) -> dict:
    """`manifest` où `forcage` dit pourquoi (`raison`), quand (`le`), et quels contrôles ont été passés outre (`ecarts`)."""
    shown = [str(one) for one in ecarts[:MOST_SHOWN]]
    if len(ecarts) > MOST_SHOWN:
        shown.append(f"… et {len(ecarts) - MOST_SHOWN} de plus.")
    return {**manifest, "forcage": {"raison": raison, "le": today.isoformat(), "ecarts": shown}}


def raison_lisible(text: str) -> str:
    """La raison telle qu'elle sera montrée : une ligne, sans caractère de contrôle ; '' si elle ne dit rien."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
