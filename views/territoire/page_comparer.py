"""La page de comparaison : ce que son gabarit reçoit, et ce qu'elle laisse emporter."""

from __future__ import annotations

from urllib.parse import urlencode

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.geo.silhouettes import Silhouettes
from layers.territoire.territoires import nom_du_territoire, pages
from views.ecriture import phrases as w
from views.ecriture.dire import periode_lue, unite_lue
from views.export.classeurs import Feuille, provenance
from views.sources.citees import du_fait
from views.territoire import comparer as co
from views.territoire import phrases_comparer as c
from views.territoire.choix import region_de
from views.territoire.lignes import COMMUNES
from views.territoire.petite_carte import petite_carte


def page_comparer(atlas: Atlas, silhouettes: Silhouettes, a: str, b: str, indicateur: str) -> dict | None:
    """La page de comparaison ; None si un territoire demandé est inconnu. Un indicateur inconnu donne celui d'ouverture."""
    pair = territoires(atlas, a, b)
    if pair is None:
        return None
    a, b = pair
    region = _region(atlas, a, b)
    ranked_ids, every = co.classables(atlas, region), co.paires(atlas, a, b)
    by_id = {one.id: one for one in every}
    opening = next((id_ for id_ in (indicateur, co.PAR_DEFAUT, *ranked_ids, *by_id) if id_ in by_id), None)
    if opening is None:
        return None
    shown = by_id[opening]
    ranked = co.rangs(atlas, region, opening) if opening in ranked_ids else ()
    nom_region = nom_du_territoire(atlas, f"reg-{region}") or ""
    return {
        "a": a, "b": b, "nom_a": nom_du_territoire(atlas, a), "nom_b": nom_du_territoire(atlas, b),
        "indicateurs": _indicateurs(atlas, ranked_ids, by_id, shown),
        "paire": shown, "toutes": every, "classement": ranked,
        "carte": petite_carte(silhouettes, ranked) if ranked else None,
        "credit": silhouettes.source, "nom_region": nom_region,
        "sous_titre": c.rang_sous_titre(shown.titre, nom_region, co.periodes(ranked)),
        "lue": co.lue, "lue_avec_unite": co.lue_avec_unite, "unite": unite_lue, "periode": periode_lue,
        "source": lambda fait: source(atlas, fait), "fiabilite": lambda fait: w.FIABILITES_EN_BREF[fait.fiabilite],
        "t": c, "adresse_de": adresse,
        "echange": adresse(b, a, shown.id),
        "export": urlencode({"a": a, "b": b}),
    }  # fmt: skip


def adresse(a: str, b: str, indicateur: str) -> str:
    """L'adresse d'une comparaison."""
    return "/comparer?" + urlencode({"a": a, "b": b, "indicateur": indicateur})


def source(atlas: Atlas, fait: Fait) -> str:
    """Qui répond d'un fait, en une ligne."""
    return du_fait(atlas, fait).source


def territoires(atlas: Atlas, a: str, b: str) -> tuple[str, str] | None:
    """Les deux territoires demandés ; à défaut, les deux premiers départements de la région. None si l'un est inconnu."""
    # Une région d'outre-mer n'a qu'un département : elle est l'autre.
    first, second, *_ = (*(f"dep-{code}" for code in co.departements(atlas, atlas.region)), f"reg-{atlas.region}")
    a = a or (first if b != first else second)
    b = b or (second if a == first else first)
    return (a, b) if pages(atlas).get(a) and pages(atlas).get(b) else None


def _region(atlas: Atlas, a: str, b: str) -> str:
    """Le code de la région dont les départements sont classés : celle du premier territoire qui en a une."""
    found = next((region for region in (region_de(atlas, a), region_de(atlas, b)) if region), f"reg-{atlas.region}")
    return found.removeprefix("reg-")


def _indicateurs(atlas: Atlas, ranked: dict, by_id: dict, shown: co.Paire) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(rubrique, [(indicateur, titre)])] de ce qui se classe et que l'un des deux a, sans les nombres de communes, qui ne se
    comparent pas ; l'indicateur montré y est toujours."""
    kept = [id_ for id_ in ranked if id_ in by_id and not id_.endswith(COMMUNES)]
    groups: dict[str, list[tuple[str, str]]] = {}
    for id_ in dict.fromkeys((*kept, shown.id)):
        fait = by_id[id_].a or by_id[id_].b
        groups.setdefault(fait.rubrique, []).append((id_, by_id[id_].titre))
    titles = {one.id: one.titre for one in atlas.faits.rubriques}
    return [(titles[key], sorted(groups[key], key=lambda pair: pair[1])) for key in titles if key in groups]


def feuille(atlas: Atlas, a: str, b: str) -> Feuille | None:
    """Tous les indicateurs de deux territoires à emporter ; None si l'un est inconnu."""
    names = nom_du_territoire(atlas, a), nom_du_territoire(atlas, b)
    if None in names:
        return None
    about = (("A", f"{names[0]} ({a})"), ("B", f"{names[1]} ({b})"), *provenance(atlas), ("Lecture", c.LECTURE))
    every = co.paires(atlas, a, b)
    rows = tuple((one.titre, *_cote(atlas, one.a), *_cote(atlas, one.b), one.ecart, " ".join(one.reserves)) for one in every)
    return Feuille(c.export_titre(*names), about, c.COLONNES, rows)


def _cote(atlas: Atlas, fait: Fait | None) -> tuple:
    if fait is None:
        return (None, "", "", "", "", "", "")
    worth = w.FIABILITES_EN_BREF[fait.fiabilite]
    return (fait.valeur, fait.qualificatif, fait.unite, fait.periode, worth, source(atlas, fait), fait.id)
