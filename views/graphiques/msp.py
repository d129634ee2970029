"""La croissance des maisons de santé : Occitanie (ouvertes, projets à part) et France (observé, prévu, objectif)."""

from __future__ import annotations

from layers.faits.fait import OBJECTIF, OBSERVE, PREVISION
from views.ecriture import phrases as w
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import Graphique, Point, Tableau, adresses, cite
from views.graphiques.style import ACCENT, OCRE, categories, hauteur_barres, mise_en_page, motifs

MILIEU = "-07-01"  # une période sans mois se place au milieu de son année
OUVERTES, EN_COURS, LABELLISES = "Maisons de santé ouvertes", "Projets en cours de mise en œuvre", "Projets labellisés en préparation"


def occitanie(releve: Choisis) -> Graphique:
    """10 maisons de santé en 2010, puis deux dénombrements de 2019 ; les projets, de deux natures, ne sont pas reliés."""
    ouvertes = [releve.point(fait, w.date(fait.periode), serie=OUVERTES) for fait in releve.serie("msp-ouvertes", "reg-76")]
    en_cours = releve.point(releve.un(indicateur="msp-projets-en-cours", territoire="reg-76"), "2019", serie=EN_COURS)
    labellises = releve.point(releve.un(indicateur="msp-projets-labellises", territoire="reg-76"), "septembre 2019", serie=LABELLISES)
    first, last = ouvertes[0], ouvertes[-1]
    titre = (
        f"En Occitanie, les maisons de santé ouvertes passent de {w.entier(first.nombre)} en {w.date(first.periode)} "
        f"à {w.entier(last.nombre)} en {w.date(last.periode)}"
    )
    phrase = (
        f"Deux dénombrements de 2019 donnent {w.entier(ouvertes[1].nombre)}, puis {w.entier(last.nombre)} maisons ouvertes ; "
        f"s'y ajoutent {w.entier(labellises.nombre)} projets labellisés, qui ne sont pas des ouvertures."
    )
    figure = {
        "data": [
            _ligne(ouvertes),
            _losange(en_cours, "diamond-open"),
            _losange(labellises, "diamond"),
        ],
        "layout": mise_en_page(
            legende=True,
            xaxis={"type": "date", "range": ["2009-06-01", "2020-09-01"], "dtick": "M24", "tickformat": "%Y"},
            yaxis={"rangemode": "tozero", "title": {"text": "structures"}},
        ),
    }
    points = (*ouvertes, en_cours, labellises)
    rows = tuple((w.date(one.periode), one.serie, cite(one), one.statut) for one in points)
    return Graphique(
        "msp-occitanie",
        titre,
        phrase,
        figure,
        Tableau(("Date", "Ce qui est compté", "Nombre", "Ce que c'est"), rows),
        points,
        f"Les {w.entier(en_cours.nombre)} projets « en cours » et les {w.entier(labellises.nombre)} projets « labellisés » "
        "n'ont pas la même définition : ce n'est pas une évolution. "
        "Une date sans mois est placée au milieu de son année ; le premier document de 2019 n'est pas daté.",
        tuple(map(cite, (first, last, ouvertes[1], last, labellises, en_cours, labellises))),
    )


def _instant(period: str) -> str:
    return period + MILIEU if len(period) == 4 else f"{period}-15" if len(period) == 7 else period


def _ligne(points: list[Point]) -> dict:
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": OUVERTES,
        "x": [_instant(one.periode) for one in points],
        "y": [one.nombre for one in points],
        "text": [w.entier(one.nombre) for one in points],
        "ids": adresses(points),
        "textposition": ["top center", "bottom right", "top right"],
        "textfont": {"size": 20, "color": ACCENT},
        "line": {"color": ACCENT, "width": 2.5, "dash": "dot"},  # rien n'est publié entre les points
        "marker": {"color": ACCENT, "size": 13},
        "cliponaxis": False,
        "hovertemplate": "%{text} ouvertes, %{customdata}<extra></extra>",
        "customdata": [w.date(one.periode) for one in points],
    }


def _losange(one: Point, symbol: str) -> dict:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": one.serie,
        "x": [_instant(one.periode)],
        "y": [one.nombre],
        "text": [w.entier(one.nombre)],
        "ids": adresses([one]),
        "textposition": "middle left" if symbol == "diamond-open" else "middle right",
        "textfont": {"size": 18, "color": OCRE},
        "marker": {"color": OCRE, "size": 14, "symbol": symbol, "line": {"color": OCRE, "width": 2}},
        "cliponaxis": False,
        "hovertemplate": "%{text} : " + one.serie.lower() + "<extra></extra>",
    }


def france(releve: Choisis) -> Graphique:
    """174 (2012) et 730 (novembre 2015) observées, 800 prévues fin 2015, 1 000 visées pour 2017."""
    points = tuple(releve.point(fait, w.date(fait.periode)) for fait in releve.serie("msp-ouvertes", "fra"))
    if [one.statut for one in points] != [OBSERVE, OBSERVE, PREVISION, OBJECTIF]:
        raise Introuvable("msp-ouvertes, fra : deux observations, une prévision, un objectif")
    _, seen, planned, target = points
    part = calcule(
        "part de l'objectif", 100 * seen.nombre / target.nombre, "%", faits=(seen, target), serie="Part de l'objectif atteinte",
        note=f"{seen.texte} rapportées à l'objectif de {target.texte}.",
    )  # fmt: skip
    titre = (
        f"France : {w.entier(seen.nombre)} maisons de santé ouvertes en {w.date(seen.periode)}, "
        f"{part.texte} de l'objectif de {w.entier(target.nombre)} pour {w.date(target.periode)}"
    )
    phrase = (
        f"Il y en avait {points[0].texte} en {w.date(points[0].periode)} ; {planned.texte} étaient prévues pour la fin de 2015. "
        "Le nombre atteint en 2017 n'est pas publié dans ces documents."
    )
    labels = [f"{one.libelle}, {one.statut}" for one in points]
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": labels[::-1],
                "x": [one.nombre for one in points][::-1],
                "text": [one.texte for one in points][::-1],
                "ids": adresses(points[::-1]),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": motifs(points[::-1], ACCENT),
                "hovertemplate": "%{y} : %{text}<extra></extra>",
            }
        ],
        "layout": mise_en_page(
            hauteur=hauteur_barres(5),
            xaxis={"range": [0, 1200], "tickformat": ",d", "title": {"text": "maisons de santé"}},
            yaxis=categories(),
        ),
    }
    rows = tuple((one.libelle, cite(one), one.statut) for one in points)
    return Graphique(
        "msp-france",
        titre,
        phrase,
        figure,
        Tableau(("Date", "Maisons de santé", "Ce que c'est"), rows),
        (*points, part),
        f"{w.entier(seen.nombre)} est observé en {w.date(seen.periode)} ; {planned.texte} était une prévision "
        f"pour {w.date(planned.periode)} : ce ne sont pas deux mesures.",
        (cite(seen), cite(part), cite(target), cite(points[0]), cite(planned), cite(seen), cite(planned)),
    )
