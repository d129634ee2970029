"""Les affections de longue durée les plus fréquentes d'un territoire, à côté du département, de la région et de la France."""

from __future__ import annotations

from dataclasses import dataclass

from layers.faits.fait import Fait
from views.ecriture import phrases as w
from views.graphiques import phrases as mots
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import Graphique, Point, Tableau, adresses, cite
from views.graphiques.style import ACCENT, ENCRE, GRIS, OCRE, categories, mise_en_page

PREFIXE = "Prévalence : "
REFERENCES = (("dep-30", "Gard", "square", OCRE), ("reg-76", "Occitanie", "diamond", GRIS), ("fra", "France", "line-ns-open", ENCRE))
# Le libellé du document est long : un nom court suffit sur l'axe, le tableau garde tout.
COURTS = {
    "prevalence-diabete": "Diabète",
    "prevalence-tumeur": "Cancers",
    "prevalence-coronaire": "Maladie coronaire",
    "prevalence-psychiatrie": "Affections psychiatriques",
    "prevalence-insuffisance-cardiaque": "Troubles graves du cœur",
}


@dataclass(frozen=True)
class Profil:
    """Un territoire dont les taux sont publiés ; ceux de deux documents ne se mêlent pas (ils n'ont pas la même date)."""

    id: str
    territoire: str
    nom: str


PROFILS = (
    Profil("prevalences-uzes", "cpts-uzes-remoulins", "Uzès–Remoulins"),
    Profil("prevalences-grand-combe", "lieu-la-grand-combe", "La Grand'Combe"),
    Profil("prevalences-besseges", "lieu-besseges", "Bessèges"),
)


def prevalences(releve: Choisis, profil: Profil) -> Graphique:
    """Un point par maladie et par territoire, l'écart avec le département, la région et la France en points de pourcentage."""
    own = list(releve.ou(PREFIXE, territoire=profil.territoire))
    if not own:
        raise Introuvable(profil.id)
    own.sort(key=lambda fait: -fait.nombre)
    here = [releve.point(fait, _court(fait), serie=profil.nom) for fait in own]
    beside = {code: [_reference(releve, fait, code) for fait in own] for code, *_ in REFERENCES}
    gaps = {code: [_ecart(one, other) for one, other in zip(here, beside[code])] for code in beside}
    i = max(range(len(own)), key=lambda rank: abs(gaps["dep-30"][rank].nombre))
    largest = gaps["dep-30"][i]
    titre = f"{profil.nom} : {mots.minuscule(here[i].libelle)}, {here[i].texte} contre {beside['dep-30'][i].texte} dans le Gard"
    above = sum(1 for gap in gaps["reg-76"] if gap.nombre > 0)
    many = {0: "aucune ne dépasse", 1: "une seule dépasse", len(own): "toutes dépassent"}.get(above, f"{above} dépassent")
    phrase = (
        f"C'est l'écart le plus grand avec le département : {w.points(largest.nombre)}. "
        f"Des {len(own)} affections les plus fréquentes du territoire, {many} le taux de l'Occitanie."
    )
    series = [(profil.nom, "circle", ACCENT, here), *((name, symbol, colour, beside[code]) for code, name, symbol, colour in REFERENCES)]
    figure = {"data": [_serie(*one) for one in series], "layout": _layout(len(own))}
    rows = tuple(
        (
            _long(fait),
            cite(here[k]),
            *((cite(beside[code][k]), " (", cite(gaps[code][k], w.points(gaps[code][k].nombre)), ")") for code in beside),
        )
        for k, fait in enumerate(own)
    )
    colonnes = ("Affection", profil.nom, *(f"{name} (écart)" for _, name, *_ in REFERENCES))
    points = (*here, *(one for code in beside for one in beside[code]), *(one for code in gaps for one in gaps[code]))
    dated = "Le document n'est pas daté." if own[0].periode == "n.d." else f"Taux de {w.date(own[0].periode)}."
    return Graphique(
        profil.id,
        titre,
        phrase,
        figure,
        Tableau(colonnes, rows),
        points,
        f"{dated} Taux bruts, sans correction de l'âge de la population.",
        (cite(here[i]), cite(beside["dep-30"][i]), cite(largest, w.points(largest.nombre))),
    )


def _court(fait: Fait) -> str:
    return COURTS.get(fait.indicateur, fait.titre.removeprefix(PREFIXE))


def _long(fait: Fait) -> str:
    name = fait.titre.removeprefix(PREFIXE)
    return name[0].upper() + name[1:]


def _reference(releve: Choisis, fait: Fait, code: str) -> Point:
    """Le taux de la même affection, dans le même document, pour un territoire de référence."""
    return releve.point(releve.un(indicateur=fait.indicateur, territoire=code, source=fait.source), _court(fait))


def _ecart(here: Point, other: Point) -> Point:
    gap = round(here.nombre - other.nombre, 1)
    return calcule(
        here.libelle,
        gap,
        "points",
        faits=(here, other),
        serie=f"écart avec {other.territoire}",
        note=f"{here.texte} moins {other.texte}.",
    )


def _serie(name: str, symbol: str, colour: str, points: list[Point]) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [one.libelle for one in points],
        "x": [one.nombre for one in points],
        "customdata": [one.texte for one in points],
        "ids": adresses(points),
        "marker": {
            "symbol": symbol,
            "size": 16 if symbol != "circle" else 18,
            "color": colour,
            "line": {"width": 3 if "open" in symbol else 1, "color": colour},
        },
        "hovertemplate": "%{y}, " + name + " : %{customdata}<extra></extra>",
    }


def _layout(n: int) -> dict:
    return mise_en_page(
        hauteur=110 + 52 * n,
        legende=True,
        xaxis={"rangemode": "tozero", "ticksuffix": "\u00a0%"},
        yaxis=categories(autorange="reversed", showgrid=True),
    )
