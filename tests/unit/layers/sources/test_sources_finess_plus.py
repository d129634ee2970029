"""Le flux FINESS+ : chacun de ses pièges, et une lecture qui ne le tient jamais entier."""

import gzip
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.jeu.jeu import read_dataset
from layers.prepare import OK
from layers.socle import limites as bornes
from layers.socle.defauts import DataError
from layers.sources.finess_plus import COLUMNS, read_finess_plus
from layers.sources.positions import lambert_93, position_of
from tests.petit_pays import adresse_plus, finess_plus, site_plus

# Le point d'origine de Lambert 93 : 700 000 m est, 6 600 000 m nord pour 3° est et 46,5° nord, par définition.
EAST, NORTH = "700000.00", "6600000.00"
DEGREES = ("3.0", "46.5")
HERE = adresse_plus("31001", *DEGREES)


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "flux.json.gz"
    path.write_bytes(content)
    return path


def read(tmp_path: Path, *sites: dict, **settings):
    return read_finess_plus(write(tmp_path, finess_plus(*sites, **settings)))


def place(tmp_path: Path, *addresses: dict) -> tuple:
    site = read(tmp_path, site_plus("310000001", *addresses)).sites.iloc[0]
    return site["code_commune"], round(site["longitude"], 6), round(site["latitude"], 6)


def refusal(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(DataError) as refused:
        read_finess_plus(write(tmp_path, content))
    return str(refused.value)


def test_a_site_has_its_number_names_category_commune_and_position(tmp_path):
    flux = read(tmp_path, site_plus("310000001", HERE, nom="MSP  D'AMONT "))
    assert flux.sites.iloc[0][COLUMNS].to_list() == ["310000001", "MSP D'AMONT", "", "603", "31001", 3.0, 46.5]
    assert (flux.lus, flux.date, flux.remarques) == (1, "2026-11-20", ())


def test_a_site_is_open_when_its_state_is_a_and_it_has_no_closing_date(tmp_path):
    sites = [
        site_plus("310000001", HERE),
        site_plus("310000002", HERE, etat="I"),
        site_plus("310000003", HERE, ferme="2020-01-01"),
        site_plus("310000004", HERE, etat="I", ferme="2020-01-01"),
        site_plus("310000005", HERE, ferme=""),
    ]
    flux = read(tmp_path, *sites)
    assert flux.sites["numero_finess"].to_list() == ["310000001", "310000005"]
    assert flux.lus == 5
    assert flux.remarques == ("Sites fermés, laissés : 3.",)


def test_the_place_of_care_is_the_address_03_wherever_it_stands(tmp_path):
    reception = adresse_plus("75056", "2.347", "48.859", usage="06")
    assert place(tmp_path, reception, HERE) == ("31001", 3.0, 46.5)
    assert place(tmp_path, HERE, reception) == ("31001", 3.0, 46.5)


def test_a_site_without_a_place_of_care_is_left_and_named(tmp_path):
    flux = read(tmp_path, site_plus("310000001", HERE), site_plus("310000002", adresse_plus("75056", usage="06")), site_plus("310000003"))
    assert flux.sites["numero_finess"].to_list() == ["310000001"]
    assert flux.remarques == ("Sites ouverts sans lieu de soins (adresse 03), laissés : 2 (310000002, 310000003).",)


PAIRS = {
    "degrees first, Lambert northing first": (DEGREES, (EAST, NORTH)),  # directionLongitude = est, directionLatitude = nord
    "degrees first, Lambert easting first": (DEGREES, (NORTH, EAST)),
    "Lambert northing first, then degrees": ((NORTH, EAST), DEGREES),
    "Lambert easting first, then degrees": ((EAST, NORTH), DEGREES),
    "degrees, latitude first": (DEGREES[::-1], (None, None)),
    "Lambert alone": ((EAST, NORTH), (None, None)),
    "Lambert alone, northing first, second pair": ((None, None), (NORTH, EAST)),
    "degrees with a comma": (("3,0", "46,5"), ("", "")),
    "nonsense beside degrees": (("0", "0"), DEGREES),
}


@pytest.mark.parametrize("situation", PAIRS)
def test_the_two_pairs_are_told_apart_by_their_range(situation, tmp_path):
    (x, y), (longitude, latitude) = PAIRS[situation]
    assert place(tmp_path, adresse_plus("31001", x, y, longitude, latitude)) == ("31001", 3.0, 46.5)


@pytest.mark.parametrize("pair", [("0", "0"), ("200", "95"), ("nord", "est"), ("7000000", "66000000"), ("nan", "46.5"), ("3.0", "")])
def test_a_pair_that_is_no_place_is_refused_and_counted(pair, tmp_path):
    flux = read(tmp_path, site_plus("310000001", adresse_plus("31001", *pair)))
    assert flux.sites["longitude"].isna().all()
    assert flux.remarques == ("Sites aux coordonnées refusées, ni en degrés ni en Lambert 93 : 1.",)


def test_a_site_without_coordinates_stays_without_a_place(tmp_path):
    bare = {"usageAdresse": "03", "cogCommune": "31001"}
    flux = read(tmp_path, site_plus("310000001", adresse_plus("31001")), site_plus("310000002", bare))
    assert flux.sites["longitude"].isna().to_list() == [True, True]
    assert flux.remarques == ("Sites ouverts sans coordonnées : 2.",)


def test_the_centre_of_a_commune_is_not_the_place_of_a_building(tmp_path):
    keys = ("31001", "31001_0001_00001", "31001_0001")  # la commune, un numéro, une rue
    flux = read(tmp_path, *(site_plus(f"31000000{n}", adresse_plus("31001", *DEGREES, cle=key)) for n, key in enumerate(keys)))
    assert flux.sites["longitude"].isna().to_list() == [True, False, False]
    assert flux.remarques == ("Sites dont la position n'est que le centre de la commune, non gardée : 1.",)


OVERSEAS = [(-61.5, 16.2), (-61.0, 14.6), (-52.3, 4.9), (55.5, -21.1), (45.2, -12.8), (-56.2, 46.8)]


@pytest.mark.parametrize(("longitude", "latitude"), OVERSEAS)
def test_overseas_degrees_are_read_in_both_orders(longitude, latitude):
    assert position_of([(longitude, latitude)]) == ((longitude, latitude), False)
    assert position_of([(latitude, longitude)]) == ((longitude, latitude), False)


@given(st.floats(-5.4, 9.9), st.floats(41.1, 51.4))
def test_every_order_of_every_pair_gives_the_same_place(longitude, latitude):
    x, y = lambert_93().transform(longitude, latitude, direction="INVERSE")
    lambert = [(x, y), (y, x)] if 0 <= x <= 1_300_000 and 6_000_000 <= y <= 7_200_000 else [(None, None)]
    for degrees in ((longitude, latitude), (latitude, longitude)):
        for metres in lambert:
            for pairs in ([degrees, metres], [metres, degrees]):
                assert position_of(pairs) == ((longitude, latitude), False)
    for metres in lambert:
        if metres != (None, None):
            found, _ = position_of([metres])
            assert math.dist(found, (longitude, latitude)) < 1e-6


def test_a_site_written_twice_is_kept_once_and_a_contradiction_is_set_aside(tmp_path):
    flux = read(tmp_path, site_plus("310000001", HERE), site_plus("310000001", HERE))
    assert len(flux.sites) == 1
    assert flux.remarques == ("Sites écrits deux fois à l'identique, gardés une fois : 1.",)
    (aside,) = read(tmp_path, site_plus("310000001", HERE), site_plus("310000001", adresse_plus("31002"))).ecarts
    assert "ligne 2, colonne « numFinessEge » : attendu un seul site ouvert par numéro" in str(aside.defaut)


BAD = {
    "truncated gzip": (finess_plus(site_plus("310000001", HERE))[:-20], "un fichier tronqué ou abîmé"),
    "cut json": (gzip.compress(gzip.decompress(finess_plus(site_plus("310000001", HERE)))[:-40]), "attendu un JSON entier"),
    "another schema": (
        finess_plus(site_plus("310000001", HERE), schema="v2.0.0"),
        "colonne « schemaVersion » : attendu le schéma v1, trouvé v2.0.0",
    ),
    "no site": (finess_plus(), "attendu au moins un site"),
    "broken number": (finess_plus(site_plus("31", HERE)), "ligne 1, colonne « numFinessEge » : attendu un numéro FINESS"),
    "broken commune": (finess_plus(site_plus("310000001", adresse_plus("1001"))), "colonne « cogCommune »"),
    "no name at all": (finess_plus(site_plus("310000001", HERE, nom="")), "colonne « nomEgeCourt » : attendu un nom"),
    "missing block": (finess_plus({"adresse": []}), "ligne 1 : attendu un site au schéma v1"),
    "text instead of a site": (finess_plus("310000001"), "ligne 1 : attendu un site au schéma v1"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("situation", BAD)
def test_a_bad_feed_is_refused(situation, tmp_path):
    content, expected = BAD[situation]
    assert expected in refusal(tmp_path, content)


def test_a_feed_without_a_date_is_read_and_an_unpacked_one_too(tmp_path):
    content = gzip.decompress(finess_plus(site_plus("310000001", HERE), date=""))
    flux = read_finess_plus(write(tmp_path, content))
    assert (len(flux.sites), flux.date) == (1, "")


def test_too_many_sites_stop_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(bornes, "MOST_ROWS", 1)
    assert "attendu au plus 1 sites" in refusal(tmp_path, finess_plus(site_plus("310000001", HERE), site_plus("310000002", HERE)))


def test_progress_says_how_many_and_which_share(tmp_path, monkeypatch):
    monkeypatch.setattr("layers.sources.flux_plus.EVERY", 2)
    told = []
    sites = [site_plus(f"3100{n:05}", HERE) for n in range(5)]
    read_finess_plus(write(tmp_path, finess_plus(*sites)), lambda rows, share: told.append((rows, share)))
    assert [rows for rows, _ in told] == [2, 4]
    assert all(0 <= share <= 1 for _, share in told)


def test_it_becomes_the_base_and_a_site_without_a_place_stands_at_the_town_hall(country):
    sites = [site_plus("310000001", adresse_plus("31001")), site_plus("310000009", adresse_plus("31002", "1.61", "43.61"))]
    country.put("plus.gz", finess_plus(*sites, site_plus("460000001", adresse_plus("46001"), nom="CDS DENTAIRE", categorie="124")))
    assert country.prepare() == OK
    found = read_dataset(country.out)
    table = found.sites.set_index("numero_finess")
    assert table[["longitude", "latitude", "position", "source"]].to_numpy().tolist() == [
        [1.5, 43.5, "approximative", "finess-plus"],  # la mairie d'Amont
        [1.61, 43.61, "exacte", "finess-plus"],
        [1.3, 44.5, "approximative", "finess-plus"],  # Causse n'a pas de mairie située : un point de la commune
    ]
    said = {one["id"]: one for one in found.manifest["sources"]}["finess-plus"]
    assert said["millesime"] == found.manifest["date"] == "2026-11-20"
    assert "Sites absents de « finess-historique » : 1 (310000009)." in said["remarques"]
    assert "Sites placés à la mairie (à défaut, en un point de la commune), position approximative : 2." in said["remarques"]
