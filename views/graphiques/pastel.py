"""PÂSTEL par vague : EHPAD, établissements, maisons et centres de santé ; et le cumul des EHPAD contre les 700 annoncés."""

from __future__ import annotations

from itertools import accumulate

from layers.faits.fait import Fait, est_chiffre
from views.ecriture import phrases as w
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import PAS_ENCORE, Case, Graphique, Point, Tableau, adresses, cite
from views.graphiques.style import ACCENT, ENCRE, OCRE, PRUNE, categories, hauteur_barres, mise_en_page, motifs

EFFECTIFS = (
    ("EHPAD", "pastel.ehpad", ACCENT),
    ("Établissements de santé", "pastel.etablissements", OCRE),
    ("Maisons et centres de santé", "pastel.msp-cds", PRUNE),
)
ANNONCES = "pastel-ehpad-a-equiper"
SANS_NOMBRE = "2018"  # la vague dont le document ne dit pas le nombre d'EHPAD


def vagues(releve: Choisis) -> Graphique:
    """Les effectifs de chaque vague, jamais répartis entre ses départements ; les années prévues sont hachurées."""
    points = tuple(one for _, indicateur, _ in EFFECTIFS for one in _points(releve, indicateur))
    years = sorted({one.periode for one in points})
    by = {(one.serie, one.periode): one for one in points}
    largest = max((one for one in points if one.serie == EFFECTIFS[0][1]), key=lambda one: one.nombre)
    which = f"la vague {largest.periode}" if largest.statut not in PAS_ENCORE else f"la vague prévue pour {largest.periode}"
    titre = f"PÂSTEL : {which} est la plus grande, avec {w.entier(largest.nombre)} EHPAD"
    homes = [by[EFFECTIFS[0][1], year] for year in years if (EFFECTIFS[0][1], year) in by]
    phrase = (
        f"{', '.join(f'{one.texte} en {one.periode}' for one in homes)} ; le nombre d'EHPAD de {SANS_NOMBRE} n'est pas publié. "
        "2020 et 2021 étaient prévus quand le document a été publié, en septembre 2019."
    )
    labels = [f"{year}<br>{_statut(by, year)}" for year in years]
    data = [
        {
            "type": "bar",
            "name": name,
            "x": labels,
            "y": [_valeur(by.get((indicateur, year))) for year in years],
            "text": [_texte(by.get((indicateur, year))) for year in years],
            "textfont": {"size": 15},
            "constraintext": "none",
            "textangle": 0,
            "ids": adresses([by.get((indicateur, year)) for year in years]),
            "textposition": "outside",
            "cliponaxis": False,
            "marker": motifs([by.get((indicateur, year)) for year in years], colour),
            "hovertemplate": "%{x}, " + name + " : %{text}<extra></extra>",
        }
        for name, indicateur, colour in EFFECTIFS
    ]
    layout = mise_en_page(legende=True, xaxis=categories(), yaxis={"range": [0, 280], "title": {"text": "structures"}})
    layout |= {"bargap": 0.25, "bargroupgap": 0.08}
    rows = tuple(
        (year, _departements(by, year), *(_cellule(by.get((indicateur, year))) for _, indicateur, _ in EFFECTIFS), _statut(by, year))
        for year in years
    )
    colonnes = ("Année", "Départements", *(name for name, _, _ in EFFECTIFS), "État en 2019")
    return Graphique(
        "pastel-vagues",
        titre,
        phrase,
        {"data": data, "layout": layout},
        Tableau(colonnes, rows),
        points,
        "Ces effectifs sont ceux de la vague entière : ils ne sont pas publiés par département, et ne sont pas répartis ici.",
        (cite(largest), *map(cite, homes)),
    )


def cumul(releve: Choisis) -> Graphique:
    """Les EHPAD des vagues, cumulés d'année en année, à côté du nombre annoncé ; l'écart est montré, pas expliqué."""
    waves = sorted(_points(releve, EFFECTIFS[0][1]), key=lambda one: one.periode)
    # Une autre vague sans nombre compterait pour zéro dans le cumul, et la phrase ne le dirait pas.
    if [fait.periode for fait in _vagues(releve, EFFECTIFS[0][1]) if not est_chiffre(fait)] != [SANS_NOMBRE]:
        raise Introuvable(f"{EFFECTIFS[0][1]} : un nombre pour chaque vague, sauf {SANS_NOMBRE}")
    totals = list(accumulate(int(one.nombre) for one in waves))
    derived = tuple(
        calcule(
            one.periode,
            total,
            "EHPAD",
            faits=waves[: i + 1],
            note="Somme des vagues publiées jusqu'à cette année.",
            serie="Cumul des vagues",
        )
        for i, (one, total) in enumerate(zip(waves, totals))
    )
    announced = releve.point(releve.un(indicateur=ANNONCES), "annoncés en septembre 2019", serie="EHPAD à équiper")
    gap = int(announced.nombre) - totals[-1]
    missing = calcule(
        "Écart", gap, "EHPAD", faits=(announced, *waves), serie="Écart",
        note=f"{announced.texte} annoncés, moins {w.entier(totals[-1])} dans les vagues chiffrées.",
    )  # fmt: skip
    bars = (*derived, announced)
    titre = (
        f"Les vagues chiffrées de PÂSTEL réunissent {w.entier(totals[-1])} EHPAD, "
        f"{w.entier(abs(gap))} de {'moins' if gap > 0 else 'plus'} que les {w.entier(announced.nombre)} annoncés"
    )
    phrase = (
        f"{' + '.join(w.entier(one.nombre) for one in waves)} = {w.entier(totals[-1])}. "
        f"La vague de {SANS_NOMBRE} n'a pas de nombre d'EHPAD publié : l'écart reste inexpliqué."
    )
    labels = [f"Fin {one.libelle}" for one in derived] + ["Annoncés"]
    values = [*totals, announced.nombre]
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": labels[::-1],
                "x": values[::-1],
                "text": [w.entier(value) for value in values][::-1],
                "ids": adresses(bars[::-1]),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": [ENCRE, *[ACCENT] * len(totals)]},
                "hovertemplate": "%{y} : %{text} EHPAD<extra></extra>",
            }
        ],
        "layout": mise_en_page(
            hauteur=hauteur_barres(len(values) + 1), xaxis={"range": [0, 800], "title": {"text": "EHPAD"}}, yaxis=categories()
        ),
    }
    rows = (
        *((one.libelle, cite(wave), cite(one)) for one, wave in zip(derived, waves)),
        ("Annoncés", w.NON_PUBLIE, cite(announced)),
        ("Écart", "", cite(missing, w.entier(gap))),
    )
    return Graphique(
        "pastel-cumul",
        titre,
        phrase,
        figure,
        Tableau(("Année", "EHPAD de la vague", "Cumul"), rows),
        (*waves, *derived, announced, missing),
        f"« {announced.texte} EHPAD non encore équipés » et la somme des vagues viennent du même document : ils ne tombent pas d'accord.",
        (
            cite(derived[-1]), cite(missing, w.entier(abs(gap))), cite(announced), *map(cite, waves), cite(derived[-1]), cite(announced),
        ),
    )  # fmt: skip


def _points(releve: Choisis, indicateur: str) -> list[Point]:
    """Un point par vague dont l'effectif est publié : il l'est pour un groupe de départements."""
    faits = [fait for fait in _vagues(releve, indicateur) if est_chiffre(fait)]
    if not faits:
        raise Introuvable(indicateur)
    return [releve.point(fait, fait.periode, serie=indicateur) for fait in faits]


def _vagues(releve: Choisis, indicateur: str) -> list[Fait]:
    return [fait for fait in releve.ou(indicateur=indicateur) if fait.territoire.startswith("grp-")]


def _valeur(one: Point | None) -> float | None:
    return one.valeur if one else None


def _texte(one: Point | None) -> str:
    return f"{'> ' if one.qualificatif == '>' else ''}{w.entier(one.nombre)}" if one else ""


def _cellule(one: Point | None) -> str | Case:
    return cite(one) if one else w.NON_PUBLIE


def _departements(by: dict, year: str) -> str:
    return next(one.territoire for (_, period), one in by.items() if period == year)


def _statut(by: dict, year: str) -> str:
    return next(one.statut for (_, period), one in by.items() if period == year)
