"""PACA : les assurés en ALD sans médecin traitant à trois dates, et les bilans bucco-dentaires, par département."""

from __future__ import annotations

from layers.faits.fait import rang
from views.ecriture import phrases as w
from views.graphiques import phrases as mots
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import Graphique, Point, Tableau, adresses, cite
from views.graphiques.style import ACCENT, ACCENT_CLAIR, ENCRE, SERIES, categories, hauteur_barres, mise_en_page

REGION = "reg-93"
DEPARTEMENTS = tuple(f"dep-{code}" for code in ("04", "05", "06", "13", "83", "84"))
SANS, TOUS = "ald-sans-mt", "ald"
ELIGIBLES, REALISES, TAUX = "mtdent-eligibles", "mtdent-realises", "mtdent-taux"


def ald_sans_medecin(releve: Choisis, choisi: str = "") -> Graphique:
    """La part des assurés en ALD sans médecin traitant : trois dates, une ligne par département, la région en repère."""
    codes = (*DEPARTEMENTS, REGION)
    counts = {code: [releve.point(fait, w.date(fait.periode), serie=SANS) for fait in _dates(releve, code, SANS)] for code in codes}
    wholes = {code: [releve.point(fait, w.date(fait.periode), serie=TOUS) for fait in _dates(releve, code, TOUS)] for code in codes}
    shares = {
        code: [
            calcule(
                one.libelle,
                100 * one.nombre / whole.nombre,
                "%",
                faits=(one, whole),
                serie="part sans médecin traitant",
                note="Assurés en ALD sans médecin traitant, rapportés à tous les assurés en ALD.",
            )
            for one, whole in zip(counts[code], wholes[code])
        ]
        for code in codes
    }
    region, part = counts[REGION], shares[REGION]
    up = [shares[code][0].territoire for code in DEPARTEMENTS if shares[code][-1].nombre > shares[code][0].nombre]
    verb = "recule" if part[-1].nombre < part[0].nombre else "monte"
    titre = (
        f"PACA : la part des assurés en ALD sans médecin traitant {verb} de {part[0].texte} à {part[-1].texte} "
        f"du {region[0].libelle} au {region[-1].libelle}"
    )
    where = f"Elle monte dans {w.pluriel(len(up), 'département')} : {mots.liste(up)}." if up else "Elle ne monte dans aucun département."
    before = _sans_part(releve)
    known = [one for one in before if one.valeur is not None]
    when = "".join(f"{one.texte} en {one.libelle}, " for one in known)
    phrase = f"Ils étaient {when}{w.entier(region[0].nombre)} au {region[0].libelle}, puis {w.entier(region[-1].nombre)}. {where}"
    figure = {
        "data": [_courbe(shares[code], counts[code], rang, choisi in ("", REGION, code)) for rang, code in enumerate(DEPARTEMENTS)]
        + [_repere(shares[REGION])],
        "layout": mise_en_page(
            hauteur=460,
            legende=True,
            xaxis={"type": "category", "showgrid": False, "range": [-0.15, 2.4]},
            yaxis={"ticksuffix": "\u00a0%", "rangemode": "tozero", "title": {"text": "assurés en ALD sans médecin traitant"}},
        ),
    }
    gaps = {code: _evolution(counts[code][0], counts[code][-1]) for code in codes}
    rows = tuple(
        (
            counts[code][0].territoire,
            *(cite(one) if code == REGION else w.NON_PUBLIE for one in before),
            *((cite(one), " (", cite(share), ")") for one, share in zip(counts[code], shares[code])),
            cite(gaps[code], mots.entiers(gaps[code].nombre)),
        )
        for code in codes
    )
    colonnes = ("Territoire", *(one.libelle for one in (*before, *region)), "Évolution")
    points = (*before, *(one for table in (counts, wholes, shares) for code in codes for one in table[code]))
    told = "".join(f" Sur combien ils étaient {one.texte} en {one.libelle} n'est pas publié : ce mois n'a pas de part." for one in known)
    return Graphique(
        "ald-sans-medecin",
        titre,
        phrase,
        figure,
        Tableau(colonnes, rows),
        points,
        "Les courbes montrent des parts, pour que les six départements se comparent ; les effectifs sont dans le tableau." + told,
        (*map(cite, (part[0], part[-1], *known, region[0], region[-1])), *map(cite, known)),
    )


def _evolution(first: Point, last: Point) -> Point:
    note = f"{last.texte} au {last.libelle}, moins {first.texte} au {first.libelle}."
    return calcule(first.libelle, last.nombre - first.nombre, first.unite, faits=(last, first), serie="Évolution", note=note)


def _sans_part(releve: Choisis) -> list[Point]:
    """Ce que la même série de la région dit avant la première part : le nombre, sans celui dont il est une part."""
    first = _dates(releve, REGION, SANS)[0]
    found = [fait for fait in releve.serie(SANS, REGION) if rang(fait.periode) < rang(first.periode)]
    return [releve.point(fait, w.date(fait.periode), serie=SANS) for fait in found]


def _dates(releve: Choisis, code: str, indicateur: str) -> list:
    """Les faits aux dates où sont publiés à la fois les assurés sans médecin traitant et tous les assurés en ALD."""
    dates = {fait.periode for fait in releve.serie(SANS, code)} & {fait.periode for fait in releve.serie(TOUS, code)}
    faits = [fait for fait in releve.serie(indicateur, code) if fait.periode in dates]
    if len(faits) < 2:
        raise Introuvable(f"{indicateur}, {code}")
    return faits


def _courbe(shares: list, counts: list, rang: int, forte: bool) -> dict:
    colour, symbol, dash = SERIES[rang]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": counts[0].territoire,
        "opacity": 1 if forte else 0.35,
        "x": [one.libelle for one in shares],
        "y": [one.nombre for one in shares],
        "customdata": [[share.texte, one.texte] for share, one in zip(shares, counts)],
        "ids": adresses(counts),
        "line": {"color": colour, "dash": dash, "width": 2.5},
        "marker": {"color": colour, "symbol": symbol, "size": 11},
        "hovertemplate": counts[0].territoire + ", %{x} : %{customdata[0]} (%{customdata[1]})<extra></extra>",
    }


def _repere(shares: list) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "PACA",
        "x": [one.libelle for one in shares],
        "y": [one.nombre for one in shares],
        "line": {"color": ENCRE, "width": 5},
        "opacity": 0.55,
        "customdata": [one.texte for one in shares],
        "hovertemplate": "PACA, %{x} : %{customdata}<extra></extra>",
    }


def bilans_dentaires(releve: Choisis, choisi: str = "") -> Graphique:
    """Le taux de réalisation des examens bucco-dentaires (EBD) par département, la région en repère."""
    rates = sorted((releve.point(releve.un(indicateur=TAUX, territoire=code), code) for code in DEPARTEMENTS), key=lambda one: -one.nombre)
    region = releve.point(releve.un(indicateur=TAUX, territoire=REGION), REGION)
    done, eligible = (releve.point(releve.un(indicateur=name, territoire=REGION), REGION) for name in (REALISES, ELIGIBLES))
    titre = (
        f"Bilans dentaires : {w.pourcentage(region.nombre)} réalisés en PACA, de {w.pourcentage(rates[-1].nombre)} "
        f"({rates[-1].territoire}) à {w.pourcentage(rates[0].nombre)} ({rates[0].territoire})"
    )
    phrase = (
        f"{w.entier(done.nombre)} examens ont été faits pour {w.entier(eligible.nombre)} patients qui y avaient droit en {done.periode}."
    )
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [one.territoire for one in rates][::-1],
                "x": [one.nombre for one in rates][::-1],
                "text": [one.texte for one in rates][::-1],
                "ids": adresses(rates[::-1]),
                "textposition": "inside",
                "insidetextanchor": "start",
                "textfont": {"color": "#FFFFFF", "size": 16},
                "cliponaxis": False,
                "marker": {"color": [ACCENT if choisi in ("", REGION, one.libelle) else ACCENT_CLAIR for one in rates][::-1]},
                "hovertemplate": "%{y} : %{text}<extra></extra>",
            }
        ],
        "layout": {
            **mise_en_page(hauteur=hauteur_barres(7) + 30, xaxis={"range": [0, 36], "ticksuffix": "\u00a0%"}, yaxis=categories()),
            "shapes": [
                {
                    "type": "line",
                    "x0": region.nombre,
                    "x1": region.nombre,
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": ENCRE, "width": 2, "dash": "dash"},
                }
            ],
            "annotations": [
                {"x": region.nombre, "y": 1, "yref": "paper", "yanchor": "bottom", "text": f"PACA {region.texte}", "showarrow": False}
            ],
        },
    }
    figure["layout"]["margin"] = {**figure["layout"]["margin"], "t": 32}
    table = {one.libelle: one for one in rates}
    rows = tuple(_ligne(releve, one) for one in (*rates, region))
    points = (
        *table.values(),
        region,
        *(
            releve.point(releve.un(indicateur=name, territoire=code), code, serie=name)
            for name in (REALISES, ELIGIBLES)
            for code in (*DEPARTEMENTS, REGION)
        ),
    )
    return Graphique(
        "mtdent", titre, phrase, figure, Tableau(("Territoire", "Patients éligibles", "Examens réalisés", "Taux"), rows), points,
        dits=(
            cite(region), cite(rates[-1], w.pourcentage(rates[-1].nombre)), cite(rates[0], w.pourcentage(rates[0].nombre)),
            cite(done), cite(eligible),
        ),
    )  # fmt: skip


def _ligne(releve: Choisis, rate: Point) -> tuple:
    counts = (releve.point(releve.un(indicateur=name, territoire=rate.libelle), "") for name in (ELIGIBLES, REALISES))
    return (rate.territoire, *map(cite, counts), cite(rate))
