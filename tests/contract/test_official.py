"""Les fichiers officiels, préparés une fois : les nombres que leurs éditeurs et data/facts annoncent.

Une seule commune d'Occitanie n'a pas de ligne à elle dans cinq fichiers sur sept : Conques-en-Rouergue, dont le chef-lieu,
donc le code, est passé de 12076 à 12218. La ligne de 12076 lui revient. data/facts, compté sans ce passage, a une
commune de moins dans la classe de 12076 : c'est le seul écart, et il est vérifié ici.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from layers.atlas import load_atlas
from layers.geo.communes import read_communes
from layers.geo.fusion import parties_of
from layers.jeu.jeu import DataSet, read_dataset
from layers.prepare import main as prepare
from layers.registre.catalogue import read_catalogue
from layers.sources.finess_extrait import read_finess_extrait
from layers.sources.finess_historique import read_finess_historique
from layers.sources.finess_plus import read_finess_plus

pytestmark = pytest.mark.official

ROOT = Path(__file__).resolve().parents[2]
OCCITANIE = "76"
CONQUES, CONQUES_BEFORE, AVEYRON = "12218", "12076", "12"
# Les couches dont le fichier connaît Conques sous son ancien code, et la classe qu'il lui donne.
CLASS_OF_CONQUES = {
    "zonage-infirmiers": "TD",
    "zonage-masseurs-kinesitherapeutes": "INT",
    "zonage-orthophonistes": "INT",
    "montagne": "C",
}
# Deux communes nouvelles (32365, 34144) dont les anciennes diffèrent : data/facts les compte à la classe de leur chef-lieu,
# elles sont ici « partagées ».
SHARED = {("32", "zonage-infirmiers", "TD"), ("34", "zonage-infirmiers", "TD")}
PUBLISHED = {
    "zonage-medecins": "Zonage medecins : communes en ",
    "zonage-infirmiers": "Zonage infirmiers : communes en ",
    "zonage-masseurs-kinesitherapeutes": "Zonage masseurs_kinesitherapeutes : communes en ",
    "zonage-orthophonistes": "Zonage orthophonistes : communes en ",
    "frr": "France Ruralités Revitalisation : ",
}
PUBLISHED_SITES = {
    "msp": "Maisons de santé pluriprofessionnelles (MSP)",
    "cds": "Centres de santé (CDS)",
    "cpts": "Communautés professionnelles territoriales de santé (CPTS)",
    "dac": "Dispositifs d'appui à la coordination (DAC, ex-PTA)",
    "ehpad": "EHPAD",
    "pharmacie": "Pharmacies d'officine",
}


@pytest.fixture(scope="session")
def dataset(prepared: Path) -> DataSet:
    return read_dataset(prepared)


@pytest.fixture(scope="session")
def occitanie(dataset: DataSet) -> pd.DataFrame:
    """Les communes d'Occitanie : leurs couches, leur département, leur population."""
    geography = read_communes(ROOT / "data" / "geo")
    joined = dataset.communes.set_index("code_commune").join(geography[["departement", "region", "population"]], validate="one_to_one")
    return joined[joined["region"] == OCCITANIE]


@pytest.fixture(scope="session")
def facts() -> dict[tuple[str, str], float]:
    """{(département ou 76, indicateur): valeur} de data/facts/departements.csv."""
    table = pd.read_csv(ROOT / "data" / "facts" / "departements.csv", dtype="str", keep_default_na=False)
    return {(row.departement_code, row.indicator): float(row.value) for row in table.itertuples()}


def source(dataset: DataSet, source_id: str) -> dict:
    return next(one for one in dataset.manifest["sources"] if one["id"] == source_id)


def counts(column: pd.Series) -> dict[str, int]:
    return column.value_counts().to_dict()


def test_every_commune_of_the_geography_has_one_row_in_its_order(dataset):
    assert dataset.communes["code_commune"].to_list() == read_communes(ROOT / "data" / "geo").index.to_list()


def test_occitanie_has_4446_communes_and_each_has_its_classes(occitanie):
    assert len(occitanie) == 4446
    assert counts(occitanie["zonage-medecins"]) == {"ZIP": 1420, "ZAC": 2556, "ZAR": 470}
    assert counts(occitanie["zonage-infirmiers"]) == {"TSD": 4, "SD": 8, "INT": 975, "TD": 2040, "SURD": 1417, "PART": 2}
    assert counts(occitanie["zonage-masseurs-kinesitherapeutes"]) == {"TSD": 631, "SD": 179, "INT": 2897, "NP": 739}
    assert counts(occitanie["zonage-orthophonistes"]) == {"SDE": 559, "INT": 3282, "TD": 335, "SURD": 270}
    assert counts(occitanie["montagne"]) == {"C": 1578, "NC": 2868}
    assert counts(occitanie["frr"]) == {"FRR+": 555, "FRR": 2787, "BEN": 173, "PART-BEN": 1, "NON": 930}


def test_the_share_of_the_population_by_class_of_doctors_is_the_published_one(occitanie):
    shares = occitanie.groupby("zonage-medecins")["population"].sum() / occitanie["population"].sum() * 100
    assert {code: round(float(share), 1) for code, share in shares.items()} == {"ZIP": 13.5, "ZAC": 39.9, "ZAR": 46.6}


def test_conques_takes_the_class_of_its_former_code_and_it_is_said(occitanie, dataset):
    for couche, classe in CLASS_OF_CONQUES.items():
        assert occitanie.loc[CONQUES, couche] == classe
        assert any(CONQUES_BEFORE in remark and "portées à leur commune" in remark for remark in source(dataset, couche)["remarques"])
    assert occitanie.loc[CONQUES, "zonage-medecins"] == "ZIP"  # ce fichier la connaît sous son code d'aujourd'hui


@pytest.mark.parametrize("couche_id", PUBLISHED)
def test_each_departement_has_the_published_counts_plus_conques(couche_id, occitanie, facts):
    couche = read_catalogue(ROOT / "data" / "catalogue.toml").couche(couche_id)
    found = occitanie.groupby("departement")[couche_id].value_counts()
    compared = 0
    for (departement, indicator), value in facts.items():
        if departement == OCCITANIE or not indicator.startswith(PUBLISHED[couche_id]):
            continue
        code = couche.code_of_raw[indicator.removeprefix(PUBLISHED[couche_id])]
        conques = departement == AVEYRON and CLASS_OF_CONQUES.get(couche_id) == code
        merged = (departement, couche_id, code) in SHARED
        assert found.get((departement, code), 0) == value + conques - merged, (departement, code)
        compared += 1
    assert compared >= 13 * 3


def test_each_departement_has_the_published_mountain_communes_plus_conques(occitanie, facts):
    found = occitanie[occitanie["montagne"] == "C"].groupby("departement").size()
    for departement in occitanie["departement"].unique():
        published = facts[departement, "Communes en zone de montagne"]
        assert found.get(departement, 0) == published + (departement == AVEYRON)


def test_apl_weighted_by_the_population_is_the_published_mean(occitanie, facts):
    apl, population = occitanie["apl"].astype(float), occitanie["population"].astype(float)
    published = facts[OCCITANIE, "APL aux médecins généralistes, moyenne pondérée par la population"]
    assert round(float((apl * population).sum() / population.sum()), 2) == published == 3.94


def test_sites_of_occitanie_by_category(dataset):
    assert counts(dataset.sites["categorie"]) == {
        "msp": 372,
        "cds": 280,
        "cpts": 82,
        "dac": 13,
        "ess": 2,
        "ehpad": 817,
        "pharmacie": 1888,
        # Ce que l'on appelait « hôpital » tenait dans trois codes FINESS : y sont ceux qui ont une activité de médecine, de chirurgie,
        # d'obstétrique ou d'urgences, cliniques comprises ; le reste (psychiatrie, soins de suite, antennes) est à part.
        "hopital": 126,
        "hospitalier": 640,
        "laboratoire": 460,
        "ssiad": 252,
        "garde": 40,
    }
    assert dataset.sites["numero_finess"].is_unique


def test_each_departement_has_the_published_sites(dataset, occitanie, facts):
    departement = dataset.sites["code_commune"].map(occitanie["departement"])
    found = dataset.sites.groupby([departement, "categorie"]).size()
    for code in occitanie["departement"].unique():
        for structure, indicator in PUBLISHED_SITES.items():
            assert found.get((code, structure), 0) == facts.get((code, indicator), 0), (code, structure)


def test_every_site_is_where_its_feed_says(dataset):
    sites = dataset.sites
    # Le flux le plus récent décide de ce qu'il publie ; cinq catégories FINESS n'y sont pas, et viennent de l'extrait régional.
    assert counts(sites["source"]) == {"finess-plus": 4672, "finess-extrait": 300}
    assert set(sites["position"]) == {"exacte"}
    assert sites["longitude"].between(-0.4, 4.9).all()
    assert sites["latitude"].between(42.3, 45.1).all()


def test_subtypes_of_health_centres_are_deduced_from_names_that_say_them(dataset):
    centres = dataset.sites[dataset.sites["categorie"] == "cds"]
    assert counts(centres["sous_type"]) == {
        "dentaire": 104,
        "": 82,
        "infirmier": 37,
        "polyvalent": 28,
        "medical": 16,
        "ophtalmologique": 13,
    }
    assert set(dataset.sites.loc[dataset.sites["categorie"] != "cds", "sous_type"]) == {""}


def test_the_three_feeds_agree_on_occitanie(dataset):
    feeds = {name: source(dataset, f"finess-{name}") for name in ("plus", "historique", "extrait")}
    assert {name: one["lignes_retenues"] for name, one in feeds.items()} == {"plus": 4672, "historique": 4672, "extrait": 4972}
    assert {name: one["lignes_lues"] for name, one in feeds.items()} == {"plus": 4930, "historique": 4773, "extrait": 13747}
    assert not [remark for one in feeds.values() for remark in one["remarques"] if remark.startswith("Sites absents")]
    more = [remark for one in feeds.values() for remark in one["remarques"] if remark.startswith("Sites présents")]
    assert len(more) == 1 and more[0].startswith("Sites présents dans « finess-extrait » seulement : 300 (")
    assert not [remark for remark in feeds["plus"]["remarques"] if "d'une autre" in remark or "à plus de 500 m" in remark]
    assert "Sites fermés, laissés : 157." in feeds["plus"]["remarques"]
    assert "Positions absentes, prises dans « finess-historique » (2026-05-12) : 1195." in feeds["plus"]["remarques"]
    twins = [remark for remark in feeds["plus"]["remarques"] if remark.startswith("Doublons possibles")]
    assert twins == [
        "Doublons possibles (mêmes nom, catégorie et commune, numéros différents), gardés : "
        "8 (090002981, 090003211, 310782271, 310786520, 310786538, 310788583, 340018761, 340019934)."
    ]


@pytest.mark.lent
def test_the_three_layouts_give_the_same_sites_categories_and_communes(official_dir):
    """Chaque mise en page lue seule, sans le registre : les 4 773 sites, et pour chacun sa catégorie et sa commune."""
    folder = official_dir / "finess"
    plus = read_finess_plus(next(folder.glob("*.json.gz"))).sites
    historique = read_finess_historique(next(folder.glob("etalab-*.csv"))).sites
    extrait = read_finess_extrait(next(folder.glob("*extrait*.csv"))).sites
    extrait = extrait[extrait["categorie"].isin(set(plus["categorie"]))]  # les deux autres n'ont que ces catégories
    whole = [{tuple(row) for row in one[["numero_finess", "categorie", "code_commune"]].to_numpy()} for one in (plus, historique, extrait)]
    assert len(whole[0]) == 4773
    assert whole[0] == whole[1] == whole[2]


@pytest.mark.lent
def test_finess_plus_alone_places_a_quarter_of_the_sites_at_the_town_hall_and_says_so(official_dir, tmp_path):
    (tmp_path / "sources").mkdir()
    feed = next((official_dir / "finess").glob("*.json.gz"))
    (tmp_path / "sources" / "flux").write_bytes(feed.read_bytes())
    assert prepare([str(tmp_path / "sources"), "--out", str(tmp_path / "official")]) == 0
    alone = read_dataset(tmp_path / "official").sites
    assert counts(alone["position"]) == {"exacte": 3477, "approximative": 1195}
    there = alone[alone["position"] == "approximative"]
    halls = read_communes(ROOT / "data" / "geo").loc[there["code_commune"], ["longitude", "latitude"]].reset_index(drop=True)
    apart = (there[["longitude", "latitude"]].reset_index(drop=True) - halls)[halls["longitude"].notna()].abs()
    assert len(apart) > 900 and apart.to_numpy().max() < 1e-6


def test_what_does_not_match_is_listed_and_is_outside_the_geography(dataset):
    assert source(dataset, "zonage-infirmiers")["sans_correspondance"] == ["97701", "97801"]
    assert source(dataset, "apl")["sans_correspondance"] == []
    # Quatre communes rétablies, qui n'ont pas encore de contour (data/geo/sans_polygone.csv), et l'outre-mer hors départements.
    restored = ["15031", "15035", "15047", "15171"]
    assert source(dataset, "frr")["sans_correspondance"] == restored
    elsewhere = source(dataset, "zonage-medecins")["sans_correspondance"][len(restored) :]
    assert source(dataset, "zonage-medecins")["sans_correspondance"][: len(restored)] == restored
    assert all(code.startswith(("975", "977", "978", "98")) for code in elsewhere)


def test_a_merged_commune_of_different_classes_is_shared_with_its_parts(occitanie):
    parts = parties_of(occitanie.loc["32365", "zonage-infirmiers:parties"])
    assert [(part.code, part.nom, part.valeur) for part in parts] == [
        ("32067", "Cabas-Loumassès", "TD"),
        ("32260", "Monbardon", "INT"),
        ("32365", "Saint-Blancard", "TD"),
        ("32413", "Sarcos", "INT"),
    ]
    assert occitanie.loc["34144", "zonage-infirmiers"] == "PART"


def test_the_rate_of_a_merged_commune_is_weighted_by_the_population_of_its_parts(occitanie, dataset):
    assert occitanie.loc["46172", "apl"] == f"{(1.459 * 449 + 2.199 * 496) / (449 + 496):.3f}"
    said = [remark for remark in source(dataset, "apl")["remarques"] if "pondérée par la population" in remark]
    assert len(said) == 1
    assert source(dataset, "apl")["fusions"]["46172"] == ["46217"]


def test_big_cities_with_arrondissements_of_different_classes_are_shared(dataset):
    communes = dataset.communes.set_index("code_commune")
    assert communes.loc[["75056", "69123", "13055"], "zonage-masseurs-kinesitherapeutes"].to_list() == ["PART"] * 3
    # La ville entière y est « N/D » : ses arrondissements, qui ont une classe, parlent pour elle.
    assert communes.loc[["75056", "69123", "13055"], "zonage-medecins"].to_list() == ["PART"] * 3
    assert len(parties_of(communes.loc["13055", "zonage-medecins:parties"])) == 16
    assert communes.loc["13055", "zonage-infirmiers"] != "PART"


def test_the_date_of_the_data_is_the_one_they_state(dataset):
    assert dataset.manifest["date"] == source(dataset, "finess-plus")["millesime"] == "2026-11-20"
    assert source(dataset, "finess-historique")["millesime"] == "2026-05-12"
    assert source(dataset, "finess-extrait")["millesime"] == "non précisé dans le fichier"


def test_every_commune_of_occitanie_has_its_territoire_de_vie_sante(dataset, occitanie):
    codes = occitanie["tvs"]
    assert (codes == "").sum() == 0
    one = codes[~codes.str.contains("|", regex=False)]
    assert one.nunique() == 299
    # Deux communes nouvelles de 2025 et 2026 réunissent des communes de deux territoires : les deux sont dits.
    assert codes[codes.str.contains("|", regex=False)].to_dict() == {"32365": "31080|31239", "34144": "34028|34142"}
    assert occitanie.loc["32365", "tvs:nom"] == "Boulogne-sur-Gesse|L'Isle-en-Dodon"
    assert source(dataset, "tvs")["sans_correspondance"] == []


def test_the_communes_of_a_territoire_de_vie_sante_have_one_class_of_doctors(occitanie):
    one = occitanie[~occitanie["tvs"].str.contains("|", regex=False)]
    assert set(one.groupby("tvs")["zonage-medecins"].nunique()) == {1}


def test_priority_quarters_are_those_of_the_file_and_elsewhere_nothing_is_said(dataset, occitanie):
    quarters = occitanie.loc[occitanie["qpv"] != "AUCUNE", "qpv"]
    assert len({code for cell in quarters for code in cell.split("|")}) == 105
    assert len(occitanie.loc["31555", "qpv"].split("|")) == 12
    assert occitanie.loc[["65440", "65417"], "qpv"].str.contains("QP065003").all()  # à cheval sur Tarbes et Séméac
    assert set(occitanie.loc[occitanie["departement"] == "48", "qpv"]) == {"AUCUNE"}
    everywhere = dataset.communes.set_index("code_commune")["qpv"]
    assert set(everywhere.drop(occitanie.index)) == {""}
    assert source(dataset, "qpv")["millesime"] == "génération 2015–2023"


def test_the_official_folder_gives_thirteen_sources(dataset):
    assert len(dataset.manifest["sources"]) == 13


BY_POSTCODE = "zonage-medecins-code-postal"


def test_the_zoning_by_postcode_and_name_says_the_same_as_the_export(dataset):
    """38 907 lignes : deux n'ont pas de commune ici (deux collectivités d'outre-mer), aucune commune ne diffère de l'export."""
    found = source(dataset, BY_POSTCODE)
    assert (found["lignes_lues"], found["lignes_retenues"], found["lignes_sans_correspondance"]) == (38907, 38905, 2)
    assert found["sans_correspondance"] == ["97133 Saint-Barthélemy", "97150 Saint-Martin"]
    assert found["differences"] == {}
    assert "Communes de même valeur dans les deux : 34868." in found["remarques"]
    alone = "Communes que l'autre fichier est seul à dire : 3, dont 1 dans la région (12218 Conques-en-Rouergue) ; "
    alone += "ailleurs : 14581 Aurseulles, 69114 Porte des Pierres Dorées."
    assert alone in found["remarques"]
    assert "Codes postaux sans leur zéro de tête, rétabli : 3432." in found["remarques"]


@pytest.mark.lent
def test_without_the_export_the_zoning_by_postcode_is_the_layer_and_is_cited(official_dir, dataset, tmp_path):
    (tmp_path / "sources").mkdir()
    for number, path in enumerate([next(official_dir.glob("zonage/*codes_postaux*")), next(official_dir.glob("tvs/*"))]):
        (tmp_path / "sources" / str(number)).write_bytes(path.read_bytes())
    assert prepare([str(tmp_path / "sources"), "--out", str(tmp_path / "official")]) == 0
    atlas = load_atlas(ROOT / "data", "official", official=tmp_path / "official")
    shown = atlas.communes["zonage-medecins"]
    export = dataset.communes.set_index("code_commune")["zonage-medecins"]
    differs = shown.index[shown != export.reindex(shown.index)]
    assert sorted(differs) == ["12218", "14581", "69114"]
    couche = atlas.catalogue.couche("zonage-medecins")
    assert couche.source == "Zonage des médecins généralistes, par code postal et nom de commune"
    assert couche is atlas.catalogue.couches[0]
