"""Un tableau à enregistrer : sa réponse HTTP, sous un nom sans surprise."""

from __future__ import annotations

import re

from flask import Response

from views.export.classeurs import Feuille, vers_classeur, vers_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fichier(feuille: Feuille, nom: str, genre: str) -> Response:
    """`feuille` en « csv » ou en « xlsx » ; le nom ne garde que des minuscules, des chiffres et des tirets."""
    safe = re.sub(r"[^a-z0-9-]", "", nom.lower())[:120]
    body, mime = (vers_classeur(feuille), XLSX) if genre == "xlsx" else (vers_csv(feuille), "text/csv")
    headers = {"Content-Disposition": f'attachment; filename="{safe}.{genre}"', "Cache-Control": "no-cache"}
    return Response(body, mimetype=mime, headers=headers)
