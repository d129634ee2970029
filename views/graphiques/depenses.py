"""Les dépenses des centres de santé de PACA en 2023 : par poste, et leur évolution d'une année à l'autre, France en repère."""

from __future__ import annotations

from views.ecriture import phrases as w
from views.graphiques import phrases as mots
from views.graphiques.choix import Choisis, Introuvable, calcule
from views.graphiques.modele import Case, Graphique, Point, Tableau, adresses, cite
from views.graphiques.style import ACCENT, ENCRE, OCRE, categories, hauteur_barres, mise_en_page

MONTANT, EVOLUTION = "Dépenses des centres de santé – ", "Évolution PCAP des dépenses des centres de santé – "
REGION, FRANCE = "reg-93", "fra"
# Les quatre totaux du document, dans l'ordre de leur synthèse ; « TOTAL » est leur somme.
POSTES = ("Total Actes dentaires", "Total Actes médicaux", "Total Autres dépenses", "Total Actes des auxiliaires médicaux")
PREMIERS = 12


def montants(releve: Choisis) -> Graphique:
    """Les postes détaillés, du plus gros au plus petit ; les douze premiers sont dessinés, tous sont dans le tableau."""
    whole = _un(releve, MONTANT + "TOTAL", REGION, "Total")
    details = sorted(_postes(releve, MONTANT, REGION, total=False), key=lambda one: -one.nombre)
    totals = _postes(releve, MONTANT, REGION, total=True)
    largest = max(totals, key=lambda one: one.nombre)
    shares = {one: _part(one, whole) for one in (*details, *totals, whole)}
    titre = (
        f"{largest.libelle} : {shares[largest].texte} des {w.millions(whole.nombre)} dépensés dans les centres de santé de PACA "
        f"en {whole.periode}"
    )
    drawn = calcule(
        f"Les {PREMIERS} premiers postes", 100 * sum(one.nombre for one in details[:PREMIERS]) / whole.nombre, "%",
        faits=(*details[:PREMIERS], whole), serie="Part du total", note=f"Somme des {PREMIERS} premiers postes, rapportée au total.",
    )  # fmt: skip
    phrase = (
        f"Le premier poste, {mots.minuscule(details[0].libelle)}, coûte {w.millions(details[0].nombre)} ; "
        f"les {PREMIERS} postes dessinés font {drawn.texte} du total."
    )
    shown = details[:PREMIERS][::-1]
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [one.libelle for one in shown],
                "x": [one.nombre / 1e6 for one in shown],
                "text": [w.millions(one.nombre) for one in shown],
                "ids": adresses(shown),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": ACCENT},
                "hovertemplate": "%{y} : %{text}<extra></extra>",
            }
        ],
        "layout": mise_en_page(
            hauteur=hauteur_barres(len(shown)),
            yaxis=categories(),
            xaxis={"range": [0, shown[-1].nombre / 1e6 * 1.18], "ticksuffix": "\u00a0M€"},
        ),
    }
    rows = tuple((one.libelle, cite(one, w.euros(one.nombre)), cite(share)) for one, share in shares.items())
    return Graphique(
        "depenses",
        titre,
        phrase,
        figure,
        Tableau(("Poste", "Montant 2023", "Part du total"), rows),
        (*details, *totals, whole),
        "Base de remboursement, tous régimes. Les sous-totaux du document tombent juste à un euro près (arrondis).",
        (cite(shares[largest]), _millions(whole), _millions(details[0]), cite(drawn)),
    )


def _part(one: Point, whole: Point) -> Point:
    share = 100 * one.nombre / whole.nombre
    return calcule(one.libelle, share, "%", faits=(one, whole), serie="Part du total", note="Montant du poste, rapporté au total.")


def _millions(one: Point) -> Case:
    return cite(one, w.millions(one.nombre))


def _pourcents(one: Point) -> Case:
    return cite(one, mots.pourcents(one.nombre))


def evolutions(releve: Choisis) -> Graphique:
    """L'évolution 2022-2023 de chaque grand poste, en PACA et en France : « PCAP », période comparable de l'année précédente."""
    names = (*POSTES, "TOTAL")
    paca = [_un(releve, EVOLUTION + name, REGION, _nom(name)) for name in names]
    france = [_un(releve, EVOLUTION + name, FRANCE, _nom(name)) for name in names]
    total, of_france = paca[-1], france[-1]
    widest = max(range(len(POSTES)), key=lambda k: abs(paca[k].nombre - france[k].nombre))
    titre = (
        f"Dépenses des centres de santé en {total.periode} : "
        f"{mots.pourcents(total.nombre)} en PACA, {mots.pourcents(of_france.nombre)} en France"
    )
    phrase = (
        f"Le plus grand écart est celui des {mots.minuscule(paca[widest].libelle)} : "
        f"{mots.pourcents(paca[widest].nombre)} en PACA, {mots.pourcents(france[widest].nombre)} en France."
    )
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": [one.libelle for one in points][::-1],
            "x": [one.nombre for one in points][::-1],
            "text": [mots.pourcents(one.nombre) for one in points][::-1],
            "ids": adresses(points[::-1]),
            "textposition": "outside",
            "cliponaxis": False,
            "marker": marker,
            "hovertemplate": "%{y}, " + name + " : %{text}<extra></extra>",
        }
        for name, points, marker in (
            (
                "France",
                france,
                {
                    "color": OCRE,
                    "pattern": {"shape": "/", "fgcolor": OCRE, "bgcolor": "#FFFFFF", "size": 7, "solidity": 0.35},
                    "line": {"color": OCRE, "width": 1.5},
                },
            ),
            ("PACA", paca, {"color": ACCENT}),
        )
    ]
    layout = mise_en_page(
        hauteur=hauteur_barres(len(names) * 2) + 50,
        legende=True,
        yaxis=categories(),
        xaxis={"range": [-18, 52], "ticksuffix": "\u00a0%", "zeroline": True, "zerolinecolor": ENCRE},
    )
    layout["legend"] |= {"traceorder": "reversed"}
    rows = tuple((one.libelle, _pourcents(one), _pourcents(other), _ecart(one, other)) for one, other in zip(paca, france))
    return Graphique(
        "depenses-evolution",
        titre,
        phrase,
        {"data": data, "layout": layout},
        Tableau(("Poste", "PACA", "France", "Écart"), rows),
        (*paca, *france),
        "PCAP : par rapport à la période comparable de l'année précédente. Un petit poste peut doubler sans peser.",
        tuple(map(_pourcents, (total, of_france, paca[widest], france[widest]))),
    )


def _ecart(paca: Point, france: Point) -> Case:
    gap = paca.nombre - france.nombre
    note = f"{mots.pourcents(paca.nombre)} moins {mots.pourcents(france.nombre)}."
    return cite(calcule(paca.libelle, gap, "points", faits=(paca, france), serie="Écart", note=note), w.points(gap))


def _un(releve: Choisis, titre: str, territoire: str, libelle: str) -> Point:
    return releve.point(releve.un(titre=titre, territoire=territoire, perimetre=""), libelle)


def _postes(releve: Choisis, prefixe: str, territoire: str, *, total: bool) -> list[Point]:
    """Les quatre sous-totaux, ou les postes détaillés : leur titre nomme la famille puis le poste."""
    names = {fait: fait.titre.removeprefix(prefixe) for fait in releve.ou(prefixe, territoire=territoire, perimetre="")}
    if not names:
        raise Introuvable(prefixe)
    if total:
        return [releve.point(fait, _nom(name)) for fait, name in names.items() if name in POSTES]
    return [releve.point(fait, name.split(" – ")[-1]) for fait, name in names.items() if " – " in name]


def _nom(name: str) -> str:
    return {"TOTAL": "Total"}.get(name, name.removeprefix("Total "))
