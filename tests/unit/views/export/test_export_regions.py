"""La carte d'une vue se dessine pour chaque région de métropole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from settings import Settings
from views.export.carte import Dessins
from views.vue.vue import from_query

METROPOLE = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")


@pytest.mark.parametrize("region", METROPOLE)
def test_the_map_of_every_region_is_drawn(demonstration, region):
    atlas = replace(demonstration, region=region, cartes=(region,))
    view, ignored = from_query(atlas, "")
    drawn = Dessins(Polygones(Contours(Settings().geo))).carte(atlas, view, (0.0, 0.0, 720.0, 585.0))
    image = ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn.corps}</svg>')
    inside = (atlas.communes["region"] == region).sum()
    assert not ignored and len(image.findall(".//{*}path")) > 2 and drawn.corps.count("M") >= inside * 0.9
