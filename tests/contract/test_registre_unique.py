"""Une catégorie, une profession, un périmètre ajoutés au registre, et à lui seul : montrés et comptés partout, aucune page en panne.

Le registre d'essai part de celui du dépôt sans laboratoires, s'il en a : les y remettre est tout ce que l'essai fait. Les sites
sont ceux du flux officiel ; le zonage de la profession et les zones du périmètre sont inventés.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import app as application
from layers.atlas import Atlas, load_atlas
from layers.geo.communes import read_communes
from layers.prepare import main as prepare
from tests.petit_pays import cartosante
from tests.projet import projet_reduit

pytestmark = pytest.mark.lent

ROOT = Path(__file__).resolve().parents[2]
FLUX = "finess/finess-structures-journalier-20261120.json.gz"
AJOUTS = """
[[couche]]
id = "zonage-sages-femmes"
title = "Zonage des sages-femmes"
short = "Sages-femmes"
kiosk = "Sages-femmes"
group = "zonage"
kind = "class"
level = "commune"
unit = "classe"
source = "Zonage des sages-femmes"
publisher = "ARS"
licence = "Licence Ouverte 2.0"
vintage = "2026"
reader = "cartosante"
match = "Zonage sages-femmes"
file = "sages-femmes.csv"
classes = [
  { code = "SOUS", raw = ["1_Sous_dotee"], label = "Sous-dotée", colour = "#8C2D04", pattern = "croix" },
  { code = "AUTRE", raw = ["2_Autre"], label = "Bien dotée", colour = "#FCF3E3", pattern = "plein" },
]

[[perimetre]]
id = "bassin"
title = "Bassins de santé"
short = "Bassin de santé"
exhaustive = true
source = "Bassins de santé"
publisher = "ARS"
licence = "Licence Ouverte 2.0"
vintage = "2026"
reader = "tvs"

[[structure]]
id = "laboratoire"
title = "Laboratoires de biologie médicale"
short = "Laboratoires"
singular = "laboratoire"
plural = "laboratoires"
category = ["611"]
shape = "losange"
colour = "#5B2A86"
shown = true
source = "FINESS"
publisher = "Agence du numérique en santé et DREES"
licence = "Licence Ouverte 2.0"
reader = "finess"
per_inhabitants = 10000
"""
VUE = "territoire=dep-46&structures=laboratoire&theme=zonage-sages-femmes"


def sans(texte: str, entree: str) -> str:
    """Le registre sans l'entrée (de n'importe quelle liste) qui a cet identifiant."""
    return re.sub(rf'\n\[\[\w+\]\]\nid = "{entree}"\n.*?(?=\n\[\[|\n# -----|\Z)', "\n", texte, flags=re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("registre") / "data"
    folder.mkdir()
    for one in (ROOT / "data").iterdir():
        if one.name not in ("catalogue.toml", "official"):
            (folder / one.name).symlink_to(one)
    texte = sans((ROOT / "data" / "catalogue.toml").read_text(encoding="utf-8"), "laboratoire")
    (folder / "catalogue.toml").write_text(texte + AJOUTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def agrandi(data: Path, official_dir: Path, tmp_path_factory) -> Atlas:
    """L'Atlas du registre agrandi, préparé par la commande ; une commune sur trois du Lot y est sous-dotée en sages-femmes."""
    sources = tmp_path_factory.mktemp("sources")
    shutil.copy(official_dir / FLUX, sources)
    shutil.copy(official_dir / "zonage" / "cartosante_zonage_medecins.csv", sources)
    communes = read_communes(ROOT / "data" / "geo")
    rows = [f"{code};{nom};{'1_Sous_dotee' if rank % 3 == 0 else '2_Autre'}" for rank, (code, nom) in enumerate(communes["nom"].items())]
    (sources / "sages-femmes.csv").write_text(cartosante("Zonage sages-femmes", rows), encoding="utf-8")
    out = tmp_path_factory.mktemp("service") / "official"
    assert prepare([str(sources), "--data", str(data), "--out", str(out)]) == 0
    atlas = load_atlas(data, "official", official=out)
    codes = atlas.communes["departement"].map(lambda one: f"B{one}")
    return replace(atlas, communes=atlas.communes.assign(**{"bassin": codes, "bassin:nom": "Bassin de " + codes}))


@pytest.fixture(scope="module")
def client(agrandi: Atlas, data: Path, tmp_path_factory):
    settings = projet_reduit(tmp_path_factory.mktemp("projet"))
    shutil.rmtree(settings.data / "geo")
    (settings.data / "geo").symlink_to(data / "geo")
    return application.create_app(agrandi, settings).server.test_client()


def lu(client, adresse: str) -> str:
    """Le texte d'une page qui a répondu, sans ses balises."""
    answer = client.get(adresse)
    assert answer.status_code == 200, f"{adresse} : {answer.status_code}"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).split())


@pytest.fixture(scope="module")
def laboratoires(official_dir: Path) -> dict[str, int]:
    """{département: laboratoires}, comptés dans l'extrait de l'éditeur, un site une fois."""
    with (official_dir / "finess" / "finess_occitanie_extrait_2026-01.csv").open(encoding="utf-8", newline="") as handle:
        found = {row["numero finess etablissement"]: row["departement"] for row in csv.DictReader(handle) if row["categetab"] == "611"}
    counts: dict[str, int] = {}
    for departement in found.values():
        counts[departement] = counts.get(departement, 0) + 1
    return counts


PAGES = (
    "/", "/commune/46102", "/commune/46128", "/borne", "/borne/carte", "/borne/commune/46102", "/carte-en-mots?" + VUE,
    "/territoire/dep-46", "/carte-en-mots?territoire=com-46102&structures=laboratoire", "/comparer?a=dep-46&b=dep-12", "/comment-ca-marche",
    "/reunion",
    "/commune/46102/fiche.pdf", "/tableau/", "/feuilles/", "/api/v1/layers", "/api/v1/communes/46102", "/api/v1/sources",
    "/api/v1/territoires/dep-46", "/commune/46102?profession=infirmier", "/graphiques", "/glossaire",
)  # fmt: skip


@pytest.mark.parametrize("adresse", PAGES)
def test_every_page_answers_with_the_larger_registry(client, adresse):
    assert client.get(adresse).status_code == 200


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "gpkg", "svg", "pdf"])
def test_every_export_answers_with_the_larger_registry(client, fmt):
    assert client.get(f"/export/{fmt}?{VUE}").status_code == 200


def test_the_map_is_sent_the_new_category_profession_and_day(client, agrandi, laboratoires):
    prefix = f"/donnees/{agrandi.hash[:16]}"
    sites = json.loads(client.get(f"{prefix}/sites-76.json").data)
    communes = json.loads(client.get(f"{prefix}/communes-76.json").data)
    assert len(sites["laboratoire"]) == sum(laboratoires.values())
    assert set(communes["couches"]["zonage-sages-femmes"]) == {"0", "1"}


def test_the_sheet_the_kiosk_and_the_paper_name_it(client):
    for adresse in ("/commune/46102", "/borne/commune/46102"):
        page = lu(client, adresse)
        assert "Laboratoire" in page, adresse
    page = lu(client, "/commune/46102")
    assert "Sages-femmes" in page and "Bassin de B46" in page
    assert "Laboratoires" in page[page.index("Comparer") :]
    assert "Sages-femmes" in lu(client, "/borne/carte")


def test_the_words_count_it(client, laboratoires):
    page = lu(client, "/carte-en-mots?" + VUE)
    assert f"Laboratoires de biologie médicale : {laboratoires['46']} sur la carte" in page
    assert "laboratoire" in lu(client, "/carte-en-mots?territoire=com-46102&structures=laboratoire").lower()


def test_the_territory_the_api_and_the_comparison_count_it(client, laboratoires):
    known = {one["id"]: one["valeur"] for one in client.get("/api/v1/territoires/dep-46").get_json()["indicateurs"]}
    assert known["laboratoire"] == laboratoires["46"]
    assert "zonage-sages-femmes.SOUS.communes" in known
    assert str(laboratoires["46"]) in lu(client, "/territoire/dep-46").partition("Laboratoires de biologie")[2][:200]
    assert "Laboratoires" in lu(client, "/comparer?a=dep-46&b=dep-12&indicateur=laboratoire")
    near = {one["usage"] for one in client.get("/api/v1/communes/46102").get_json()["sites_proches"]}
    assert "laboratoire" in near
    told = client.get("/api/v1/communes/46102").get_json()
    assert "sages-femmes" in told["zonages"] and told["perimetres"]["bassin"]["zones"] == [{"code": "B46", "nom": "Bassin de B46"}]


def test_the_exports_count_it(client, laboratoires):
    text = client.get(f"/export/csv?{VUE}").get_data(as_text=True)
    assert "Sous-dotée" in text
    assert "Laboratoires" in client.get(f"/export/datapackage.json?{VUE}").get_json()["description"]
    assert "Laboratoires" in client.get(f"/export/svg?{VUE}").get_data(as_text=True)
