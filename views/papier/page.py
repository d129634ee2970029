"""La page « Les feuilles d'un département » : le choix, les deux boutons, l'avancement, et ce qu'il en advient."""

from __future__ import annotations

import re
import unicodedata

from dash import dcc, html

from layers.atlas import Atlas
from views.papier import phrases_departement as t
from views.papier.departement import departements

REFUS = ("refus", "echec")
ENTIERS = ("octets", "feuilles", "refusees")
CLEF = re.compile(r"[0-9a-f]{40}\Z")


def page(atlas: Atlas) -> html.Div:
    """Le contenu de la page. La barre est un <progress> ; ce qui est dit à voix haute est à part, et change quatre fois."""
    buttons = [
        html.Button(t.PREPARER, id="preparer", type="button", className="bouton plein"),
        html.Button(t.ARRETER, id="arreter", type="button", className="bouton", disabled=True),
    ]
    bar = html.Progress(id="barre", value="0", max="1", **{"aria-label": t.EN_COURS})
    return html.Div(
        [
            dcc.Location(id="adresse", refresh=False),
            dcc.Store(id="etat"),
            html.Fieldset([html.Legend(t.CHOIX, id="departement-nom"), choix(atlas)], className="departements"),
            html.Div(buttons, className="commandes"),
            html.Div([bar, html.P(id="avance")], id="progression", hidden=True),
            html.Div(id="issue"),
            html.P(id="annonce", role="status", className="lu-seulement"),
        ]
    )


def choix(atlas: Atlas) -> dcc.RadioItems:
    """Les départements des cartes ; le premier est choisi."""
    counted = departements(atlas)
    options = [{"label": t.choix(nom(atlas, code), code, n), "value": code} for code, n in counted.items()]
    return dcc.RadioItems(options, next(iter(counted), None), id="departement")


def nom(atlas: Atlas, departement: str) -> str:
    """« Lot »"""
    return str(atlas.departements.at[departement, "nom"])


def nom_de_l_archive(atlas: Atlas, departement: str) -> str:
    """« maillage-feuilles-46-lot.zip » : des minuscules, des chiffres et des tirets."""
    plain = unicodedata.normalize("NFKD", f"{departement} {nom(atlas, departement)}").encode("ascii", "ignore").decode().lower()
    return f"maillage-feuilles-{'-'.join(re.findall('[a-z0-9]+', plain))}.zip"


def issue(atlas: Atlas, etat: object, adresse: str) -> tuple[object, str]:
    """(ce que la page montre, ce qui est dit) pour l'état que rend le travail. Il revient du navigateur : il est relu ici."""
    said = etat if isinstance(etat, dict) else {}
    if said.get("etat") == "pret" and _pret(atlas, said):
        ready = t.pret(nom(atlas, said["departement"]))
        missing = t.refusees(said["refusees"]) if said["refusees"] else ""
        link = html.A(
            t.telecharger(said["octets"], said["feuilles"]), id="telecharger", className="bouton plein",
            href=f"{adresse}{said['clef']}.zip", download=nom_de_l_archive(atlas, said["departement"]),
        )  # fmt: skip
        shown = [html.P(ready), *([html.P(missing, className="manque")] if missing else []), html.P(link)]
        return shown, f"{ready} {missing}".strip()
    if said.get("etat") == "arrete":
        return html.P(t.ARRETE), t.ARRETE
    if said.get("etat") in REFUS and said.get("pourquoi") in t.POURQUOI:
        return html.P(said["pourquoi"], className="manque"), said["pourquoi"]
    return [], ""


def _pret(atlas: Atlas, said: dict) -> bool:
    clef, code = said.get("clef"), said.get("departement")
    return (
        isinstance(clef, str)
        and CLEF.match(clef) is not None
        and isinstance(code, str)
        and code in departements(atlas)
        and all(type(said.get(name)) is int and 0 <= said[name] < 10**12 for name in ENTIERS)
    )
