"""Les CPTS en projet ou concrétisées, par département d'Occitanie, en 2019."""

from __future__ import annotations

from layers.faits.fait import Fait
from views.ecriture import phrases as w
from views.graphiques import phrases as mots
from views.graphiques.choix import Choisis, Introuvable
from views.graphiques.modele import Graphique, Tableau, adresses, cite
from views.graphiques.style import ACCENT, ACCENT_CLAIR, categories, hauteur_barres, mise_en_page

INDICATEUR, CONCRETISEES, DEPARTEMENT = "cpts-2019", "cpts-concretisees", "dep-"


def par_departement(releve: Choisis, choisi: str = "") -> Graphique:
    """Une barre par département, de la plus longue à la plus courte ; `choisi` (code) est dit et mis en avant."""
    faits = [fait for fait in releve.ou(indicateur=INDICATEUR) if fait.territoire.startswith(DEPARTEMENT)]
    if not faits:
        raise Introuvable(INDICATEUR)
    faits.sort(key=lambda fait: (-fait.nombre, releve.nom(fait.territoire)))
    whole = releve.un(indicateur=INDICATEUR, territoire="reg-76")
    done = releve.un(indicateur=CONCRETISEES, territoire="reg-76")
    points = tuple(releve.point(fait, releve.nom(fait.territoire)) for fait in faits)
    first = points[0]
    alone = [one for one in points if one.nombre == points[-1].nombre]
    when, share = w.date(whole.periode), f"{w.entier(first.nombre)} des {w.entier(whole.nombre)}"
    titre = f"CPTS en projet en {when} : {first.libelle} en tête, {share} d'Occitanie"
    few = f"{w.pluriel(len(alone), 'département')} n'en {'ont' if len(alone) > 1 else 'a'} que {w.entier(alone[0].nombre)}"
    phrase = (
        f"{few} : {mots.liste([one.libelle for one in alone])}. "
        f"{w.entier(done.nombre)} des {w.entier(whole.nombre)} étaient concrétisées ; lesquelles n'est pas publié."
    )
    here = next((fait for fait in faits if fait.territoire == choisi), None)
    if here is not None:
        phrase = f"{releve.nom(here.territoire)} : {w.entier(here.nombre)}, au {_rang(faits, here)} des {len(faits)} départements. {phrase}"
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [one.libelle for one in points][::-1],
                "x": [one.nombre for one in points][::-1],
                "text": [w.entier(one.nombre) for one in points][::-1],
                "ids": adresses(points[::-1]),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": [_teinte(fait, here) for fait in faits][::-1]},
                "hovertemplate": "%{y} : %{text} CPTS<extra></extra>",
            }
        ],
        "layout": mise_en_page(
            hauteur=hauteur_barres(len(points)),
            xaxis={"range": [0, first.nombre * 1.12], "dtick": 1, "title": {"text": "CPTS, " + w.date(whole.periode)}},
            yaxis=categories(),
        ),
    }
    region, concretisees = releve.point(whole, "Occitanie, en projet"), releve.point(done, "Occitanie, concrétisées")
    rows = tuple((one.libelle, cite(one)) for one in (*points, region, concretisees))
    chosen = (cite(releve.point(here, "")),) if here else ()
    dits = (cite(first), cite(region), *chosen, cite(alone[0]), cite(concretisees), cite(region))
    return Graphique("cpts", titre, phrase, figure, Tableau(("Département", "CPTS"), rows), (*points, region, concretisees), dits=dits)


def _teinte(fait: Fait, here: Fait | None) -> str:
    return ACCENT if here in (None, fait) else ACCENT_CLAIR


def _rang(faits: list, here) -> str:
    """« 1er rang », « 5e rang, à égalité »."""
    above = sum(1 for fait in faits if fait.nombre > here.nombre)
    same = sum(1 for fait in faits if fait.nombre == here.nombre)
    return f"{'1er' if above == 0 else f'{above + 1}e'} rang{', à égalité,' if same > 1 else ''}"
