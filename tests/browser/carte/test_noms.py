"""Les noms : chacun à sa place, aucun sur un autre ; les voisins sont des terres."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

FOND = Path("assets/carte/fond/76.json")
# Les noms dessinés : leur texte, leur lieu, et s'ils sont d'un département, d'une préfecture ou d'une ville.
NAMES = """
() => {
  const carte = window.__page.carte.carte;
  return ["noms-departements", "noms-villes"].flatMap((calque) => {
    const vus = new Map(carte.queryRenderedFeatures({ layers: [calque] }).map((f) => [f.properties.code ?? f.properties.nom, f]));
    return [...vus.values()].map((f) => [calque, f.properties.nom, f.properties.code ?? "", ...f.geometry.coordinates]);
  });
}
"""


def test_at_the_opening_every_departement_and_the_great_towns_are_named_in_their_place(open_visit, demonstration, atlas):
    visit = open_visit(demonstration, viewport={"width": 1366, "height": 768})
    visit.settled()
    names = visit.page.evaluate(NAMES)
    departements = {name.replace("\n", "") for layer, name, *_ in names if layer == "noms-departements"}
    assert departements == set(atlas.departements.loc[atlas.departements["region"] == "76", "nom"])
    towns = {code: (lon, lat) for layer, _, code, lon, lat in names if layer == "noms-villes"}
    assert len(towns) >= 12
    seats = set(atlas.departements.loc[atlas.departements["region"] == "76", "chef_lieu"])
    assert seats <= set(towns)
    for code, (lon, lat) in towns.items():
        own = atlas.communes.loc[code]
        # Une tuile arrondit un point à moins d'un pixel de l'écran.
        assert abs(own["longitude"] - lon) < 0.01 and abs(own["latitude"] - lat) < 0.01, code


def test_the_neighbours_are_land_and_the_sea_is_sea(open_visit, demonstration):
    visit = open_visit(demonstration, viewport={"width": 1366, "height": 768})
    under = "(at) => __page.carte.carte.queryRenderedFeatures(__page.carte.carte.project(at), { layers: ['terres', 'voisins'] }).length"
    for land in ([1.0, 42.45], [1.53, 42.52], [4.9, 44.4]):
        assert visit.page.evaluate(under, land), land
    assert not visit.page.evaluate(under, [4.2, 43.0])


def test_no_place_is_given_twice():
    found = json.loads(FOND.read_text(encoding="utf-8"))
    codes = [code for code, _, _ in found["villes"]]
    assert len(codes) == len(set(codes)) and len(found["departements"]) == 13
    for (_, *one), (_, *other) in combinations(found["departements"].values(), 2):
        assert one != other
