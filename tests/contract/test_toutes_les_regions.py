"""Les dix-huit régions, outre-mer comprises : chacune a sa carte, ses pages et ses fichiers ; rien n'y est 500, ni zéro ce qui manque."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from app import create_app
from layers.atlas import ABSENT, Atlas
from layers.regions import adresse_de_carte
from settings import ROOT, Settings
from views.ecriture import phrases as w

REGIONS = tuple(row["code"] for row in csv.DictReader((ROOT / "data" / "geo" / "regions.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def atlas(official: Atlas) -> Atlas:
    """Les fichiers officiels, toutes les cartes."""
    return replace(official, cartes=("76", *(code for code in REGIONS if code != "76")))


@pytest.fixture(scope="module")
def client(atlas):
    return create_app(atlas, Settings(root=ROOT, debit=0, autres_regions=atlas.cartes[1:])).server.test_client()


def test_there_are_eighteen_regions():
    assert len(REGIONS) == 18 and {"01", "02", "03", "04", "06"} <= set(REGIONS)


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_its_map_its_columns_and_its_legend(region, client, atlas):
    address, own = adresse_de_carte(atlas, region), atlas.communes[atlas.communes["region"] == region]
    page = client.get(address).get_data(as_text=True)
    assert atlas.regions.at[region, "nom"] in page.replace("&#39;", "'")
    told = json.loads(client.get(f"/donnees/{atlas.hash[:16]}/communes-{region}.json").data)
    assert told["codes"] == list(own.index)
    layout = client.get(f"{address}_dash-layout").get_data(as_text=True)
    assert (w.STRUCTURES_NON_RECENSEES in json.dumps(json.loads(layout), ensure_ascii=False)) == (region != "76")
    # Un zonage que cette région n'a pas n'a pas de légende ; celui qu'elle a, si.
    for couche in atlas.catalogue.of_level("commune"):
        if couche.level == "commune" and not (own[couche.id] == ABSENT).all():
            assert f'"data-legende": "{couche.id}"' in json.dumps(json.loads(layout)), couche.id


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_its_pages_and_its_files(region, client, atlas):
    departement = atlas.departements.index[atlas.departements["region"] == region][0]
    commune = atlas.communes.index[atlas.communes["region"] == region][0]
    query = "" if region == "76" else f"?region={region}"
    for address in (
        f"/territoire/reg-{region}", f"/territoire/dep-{departement}", f"/commune/{commune}", f"/api/v1/communes/{commune}",
        f"/carte-en-mots{query}", f"/couverture{query}", f"/territoires{query}", f"/comparer?a=reg-{region}&b=reg-76",
        f"/borne/commune/{commune}",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    exported = client.get(f"/export/csv?territoire=reg-{region}" + ("" if region == "76" else f"&region={region}"))
    assert exported.status_code == 200
    rows = list(csv.reader(io.StringIO(exported.get_data(as_text=True)), delimiter=";"))
    assert len(rows) > (atlas.communes["region"] == region).sum()


def test_the_opening_region_is_at_the_root_whatever_one_types(client):
    for typed in ("/region/76/", "/region/76"):
        answer = client.get(f"{typed}?theme=apl")
        assert (answer.status_code, answer.headers["Location"]) == (308, "/?theme=apl")
    assert client.get("/region/99/").status_code == 404
