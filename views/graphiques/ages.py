"""L'âge des professionnels libéraux du territoire Uzès–Remoulins : plus de 60 ans, dont plus de 65."""

from __future__ import annotations

from layers.faits.fait import Fait, est_chiffre
from views.ecriture import phrases as w
from views.ecriture.dire import lu
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import Case, Graphique, Tableau, cite
from views.graphiques.style import ACCENT_PALE, OCRE, categories, hauteur_barres, mise_en_page
from views.territoire.indicateur import adresse_du

TERRITOIRE, PREFIXE = "cpts-uzes-remoulins", "Professionnels libéraux – "
TOTAL, PLUS_60, PLUS_65 = "", "dont + 60 ans", "dont + 65 ans"
SERIES = {TOTAL: "total", PLUS_60: PLUS_60, PLUS_65: PLUS_65}
REPERE = "Médecins spécialistes en médecine générale"
LISIBLE = 0.04


def professionnels(releve: Choisis) -> Graphique:
    """Une barre par profession dont les trois effectifs sont publiés ; les autres restent dans le tableau."""
    table: dict[str, dict[str, Fait]] = {}
    for fait in releve.ou(PREFIXE, territoire=TERRITOIRE):
        table.setdefault(fait.titre.removeprefix(PREFIXE), {})[fait.perimetre] = fait
    whole = {name: row for name, row in table.items() if all(est_chiffre(row.get(d)) for d in (TOTAL, PLUS_60, PLUS_65))}
    order = sorted(whole, key=lambda name: whole[name][PLUS_60].nombre / whole[name][TOTAL].nombre)
    if REPERE not in whole:
        raise Introuvable(REPERE)
    doctors = whole[REPERE]
    share = 100 * doctors[PLUS_60].nombre / doctors[TOTAL].nombre
    titre = f"{w.entier(doctors[PLUS_60].nombre)} des {w.entier(doctors[TOTAL].nombre)} médecins généralistes ont plus de 60 ans"
    phrase = (
        f"C'est {w.pourcentage(share)} d'entre eux, dont {w.entier(doctors[PLUS_65].nombre)} de plus de 65 ans, "
        f"sur le territoire {releve.nom(TERRITOIRE).removeprefix('Territoire CPTS ')}."
    )
    points = tuple(
        releve.point(row[dimension], name, serie=SERIES[dimension])
        for name, row in table.items()
        for dimension in (TOTAL, PLUS_60, PLUS_65)
        if dimension in row
    )
    shares = tuple(
        calcule(
            name,
            100 * whole[name][PLUS_60].nombre / whole[name][TOTAL].nombre,
            "%",
            serie="part de plus de 60 ans",
            faits=[one for one in points if one.libelle == name],
            note="Effectif de plus de 60 ans, rapporté au total.",
        )
        for name in order
    )
    figure = {"data": _barres(whole, order), "layout": _layout(len(order))}
    rows = tuple(
        (name, *(_cellule(releve, row.get(d)) for d in (TOTAL, PLUS_60, PLUS_65)), _part(shares, name)) for name, row in table.items()
    )
    colonnes = ("Profession", "Total", "Plus de 60 ans", "dont plus de 65 ans", "Part de plus de 60 ans")
    return Graphique(
        "ages",
        titre,
        phrase,
        figure,
        Tableau(colonnes, rows),
        (*points, *shares),
        "Le diagnostic n'est pas daté. Une part sur peu de personnes varie beaucoup d'un départ à l'autre. "
        "L'âge n'est pas lisible pour les pharmacies, et n'est pas publié pour les laboratoires.",
        _dits(points, shares),
    )


def _dits(points: tuple, shares: tuple) -> tuple[Case, ...]:
    """Les nombres du titre et de la phrase : ceux des généralistes."""
    total, plus_60, plus_65 = (
        next(one for one in points if one.libelle == REPERE and one.serie == SERIES[d]) for d in (TOTAL, PLUS_60, PLUS_65)
    )
    return cite(plus_60), cite(total), cite(next(one for one in shares if one.libelle == REPERE)), cite(plus_65)


def _barres(whole: dict[str, dict[str, Fait]], order: list[str]) -> list[dict]:
    """Trois tranches en part du total : 60 ans et moins, 61 à 65 ans (par différence), plus de 65 ans."""
    tranches = (
        ("plus de 65 ans", PLUS_65, lambda row: row[PLUS_65].nombre, {"color": OCRE}),
        ("plus de 60 ans, jusqu'à 65", PLUS_60, lambda row: row[PLUS_60].nombre - row[PLUS_65].nombre, _hachure(OCRE)),
        ("60 ans et moins", TOTAL, lambda row: row[TOTAL].nombre - row[PLUS_60].nombre, {"color": ACCENT_PALE}),
    )
    labels = [f"{name} ({w.entier(whole[name][TOTAL].nombre)})" for name in order]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": nom,
            "y": labels,
            "x": [100 * count(whole[name]) / whole[name][TOTAL].nombre for name in order],
            "customdata": [w.entier(count(whole[name])) for name in order],
            # Une tranche trop mince pour son nombre ne l'écrit pas : le tableau et l'infobulle l'ont.
            "text": [w.entier(count(whole[name])) if count(whole[name]) / whole[name][TOTAL].nombre >= LISIBLE else "" for name in order],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": 15},
            "constraintext": "none",
            "ids": [adresse_du(whole[name][fait]) for name in order],
            "marker": marker,
            "hovertemplate": "%{y}, " + nom + " : %{customdata}<extra></extra>",
        }
        for nom, fait, count, marker in tranches
    ]


def _hachure(colour: str) -> dict:
    return {
        "color": "#F3D9B8",
        "line": {"color": colour, "width": 1},
        "pattern": {"shape": "/", "fgcolor": "#E2B872", "bgcolor": "#F7E6CF", "size": 8, "solidity": 0.12},
    }


def _layout(n: int) -> dict:
    layout = mise_en_page(
        hauteur=hauteur_barres(n) + 60, legende=True, xaxis={"range": [0, 100], "ticksuffix": "\u00a0%", "dtick": 25}, yaxis=categories()
    )
    # La légende dans l'ordre des barres, de gauche à droite.
    layout["legend"] |= {"traceorder": "normal"}
    return {**layout, "barmode": "stack"}


def _cellule(releve: Choisis, fait: Fait | None) -> str | Case:
    if fait is None:
        return w.NON_PUBLIE
    return cite(releve.point(fait, ""), w.entier(fait.nombre)) if est_chiffre(fait) else lu(fait)


def _part(shares: tuple, name: str) -> str | Case:
    return next((cite(one) for one in shares if one.libelle == name), "non calculable")
