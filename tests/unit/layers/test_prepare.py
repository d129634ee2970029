"""layers/prepare.py, de bout en bout sur le petit pays : ce qui entre, ce qui est refusé, ce qui reste en service."""

import json
from datetime import date

import pytest

from layers.geo.fusion import Partie, parties_of
from layers.jeu.jeu import read_dataset
from layers.prepare import OK, OVERRIDE, REFUSED, USAGE
from layers.prepare import main as prepare
from tests.petit_pays import CODES, apl, cartosante, extrait, historique

MEDECINS = "Zonage médecins"
GOOD = ["75056;Capitale;3_HZ", "31001;Amont;1_ZIP"]


def snapshot(folder) -> dict[str, bytes]:
    """Le jeu en service, sans le rapport : il se réécrit à chaque préparation, refusée ou non."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.startswith("rapport")}


def source(country, source_id: str) -> dict:
    return next(one for one in read_dataset(country.out).manifest["sources"] if one["id"] == source_id)


def test_official_files_become_a_data_set(country):
    assert country.prepare() == OK
    found = read_dataset(country.out)
    communes = found.communes.set_index("code_commune")
    assert list(communes.index) == CODES
    assert communes["zonage-medecins"].to_list() == ["HZ", "ZIP", "ZAC", "", "ZAR"]
    assert communes["apl"].to_list() == ["2.5", "1.942", "3.0", "4.1", "N/D"]
    assert set(communes["frr"]) == {""}
    assert found.sites[["numero_finess", "categorie", "sous_type", "position"]].to_numpy().tolist() == [
        ["310000001", "msp", "", "approximative"],
        ["460000001", "cds", "dentaire", "approximative"],
    ]


def test_a_commune_without_town_hall_places_its_sites_at_its_middle(country):
    assert country.prepare() == OK
    causse = read_dataset(country.out).sites.set_index("numero_finess").loc["460000001"]
    assert (causse["longitude"], causse["latitude"]) == (1.3, 44.5)


def test_the_manifest_says_where_each_file_comes_from(country):
    assert country.prepare() == OK
    manifest = read_dataset(country.out).manifest
    assert (manifest["mode"], manifest["date"]) == ("official", "2026-05-12")
    medecins = source(country, "zonage-medecins")
    assert medecins["fichier"] == "a.csv"
    assert len(medecins["sha256"]) == 64
    assert (medecins["lignes_lues"], medecins["lignes_retenues"], medecins["sans_correspondance"]) == (4, 4, [])
    assert medecins["communes_sans_ligne"] == ["31010"]
    assert source(country, "finess-historique")["millesime"] == "2026-05-12"
    assert source(country, "finess-historique")["couches"] == ["msp", "cds"]


def test_preparing_twice_gives_the_same_hash(country):
    assert country.prepare() == OK
    first = read_dataset(country.out).manifest
    assert country.prepare() == OK
    assert read_dataset(country.out).manifest == first
    assert not (country.out / "manifest.precedent.json").exists()  # les mêmes données ne chassent pas un précédent
    assert sorted(path.name for path in country.out.parent.iterdir()) == ["official", "official.rapport"]


def test_check_only_writes_nothing(country, capsys):
    assert country.prepare("--check-only") == OK
    assert not country.out.parent.exists()
    assert "Vérification seule" in capsys.readouterr().out


def test_former_communes_and_unmatched_codes_are_in_the_manifest(country):
    country.put("a.csv", cartosante(MEDECINS, [*GOOD, "31902;X;1_ZIP", "31903;Y;2_ZAC", "31901;Z;1_ZIP", "98801;W;3_HZ"]))
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes.set_index("code_commune")
    assert communes.loc["31010", "zonage-medecins"] == "PART"
    assert parties_of(communes.loc["31010", "zonage-medecins:parties"]) == (
        Partie("31902", "ZIP", "Haute"),
        Partie("31903", "ZAC", "Basse"),
    )
    assert communes.loc["31002", ["zonage-medecins", "zonage-medecins:parties"]].to_list() == ["ZIP", ""]
    medecins = source(country, "zonage-medecins")
    assert medecins["sans_correspondance"] == ["98801"]
    assert medecins["fusions"] == {"31002": ["31901"], "31010": ["31902", "31903"]}
    said = "Communes dont les anciennes communes diffèrent, dites « partagées » avec leurs parties : 1, dans la région (31010 Union)."
    assert said in medecins["remarques"]
    new = "Communes en vigueur sans ligne, d'un département que le fichier couvre (oubliées, créées ou rétablies depuis)"
    assert not [remark for remark in medecins["remarques"] if remark.startswith(new)]


def test_the_rate_of_a_commune_of_two_is_weighted_by_their_population(country):
    country.put("b.csv", apl(["75056;2.5", "31001;1.9", "31002;3.0", "31901;1.0", "31902;2.0", "31903;5.0"]))
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes.set_index("code_commune")
    assert communes.loc["31002", "apl"] == "2.5"  # (3 × 150 + 1 × 50) / 200
    assert communes.loc["31010", "apl"] == "4.0"  # (2 × 100 + 5 × 200) / 300
    said = source(country, "apl")["remarques"]
    assert (
        "Communes dont le taux est la moyenne de leurs anciennes communes, pondérée par la population : "
        "2, dans la région (31002 Aval, 31010 Union)." in said
    )
    assert "Communes en vigueur sans ligne, d'un département que le fichier ne couvre pas : 1, dans la région (46001 Causse)." in said


def test_a_fifth_profession_is_one_catalogue_entry_and_one_file(country):
    path = country.data / "catalogue.toml"
    entry = """
[[couche]]
id = "zonage-sages-femmes"
title = "Zonage des sages-femmes libérales"
short = "Sages-femmes"
group = "zonage"
kind = "class"
level = "commune"
unit = "classe"
source = "Zonage conventionnel des sages-femmes, export CartoSanté"
publisher = "Agences régionales de santé, via CartoSanté"
licence = "Licence Ouverte 2.0"
vintage = "2026"
reader = "cartosante"
match = "Zonage sages-femmes"
file = "cartosante_zonage_sages_femmes.csv"
classes = [
  { code = "PEU", raw = ["1_Peu_dotee"], label = "Peu dotée", colour = "#8C2D04", pattern = "croix" },
  { code = "BIEN", raw = ["2_Bien_dotee"], label = "Bien dotée", colour = "#FCF3E3", pattern = "plein" },
]
"""
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    country.put("nouveau.csv", cartosante("Zonage sages-femmes", ["31001;Amont;1_Peu_dotee", "46001;Causse;2_Bien_dotee"]))
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes.set_index("code_commune")
    assert communes["zonage-sages-femmes"].to_list() == ["", "PEU", "", "", "BIEN"]
    assert source(country, "zonage-sages-femmes")["couches"] == ["zonage-sages-femmes"]


def test_the_historical_feed_is_the_base_and_the_extract_completes_it(country):
    country.put("d.csv", extrait(["310000001,,MSP AMONT,,001,31,603,43.51,1.51,31001", "310000009,,MSP NEUVE,,001,31,603,43.5,1.5,31001"]))
    assert country.prepare() == OK
    sites = read_dataset(country.out).sites.set_index("numero_finess")
    assert set(sites["source"]) == {"finess-historique"}
    assert (sites.loc["310000001", "longitude"], sites.loc["310000001", "position"]) == (1.51, "exacte")
    remarks = source(country, "finess-historique")["remarques"]
    assert "Sites présents dans « finess-extrait » seulement : 1 (310000009)." in remarks
    assert source(country, "finess-extrait")["couches"] == []


BAD = {
    "missing column": ("a.csv", cartosante(MEDECINS, GOOD).replace("Code;", "Commune;"), ["ligne 3", "colonne « Code »", "cette colonne"]),
    "code of four digits": ("a.csv", cartosante(MEDECINS, ["1001;Amont;1_ZIP", *GOOD, "01002;X;1_ZIP"]), ["ligne 4", "trouvé 1001"]),
    "duplicate commune": ("b.csv", apl(["31001;1.0", "31001;2.0"]), ["ligne 3", "déjà ligne 2", "trouvé 31001"]),
    "unknown class": ("a.csv", cartosante(MEDECINS, ["31001;Amont;5_XXX"]), ["ligne 4", "1_ZIP, 2_ZAC, 4_ZAR, 3_HZ", "trouvé 5_XXX"]),
    "neither utf-8 nor cp1252": ("a.csv", cartosante(MEDECINS, GOOD).encode() + b"46001;\x81;1_ZIP\n", ["ligne 5", "UTF-8", "0x81"]),
    "empty file": ("a.csv", "", ["attendu un fichier qui contient des données, trouvé un fichier vide"]),
    "nul bytes": ("b.csv", apl(["31001;1.0\0"]), ["ligne 2", "trouvé un octet nul"]),
    "broken feed": (
        "sous/c.csv",
        historique([("31", "MSP", "001", "31", "603")]),
        ["ligne 2", "nofinesset", "neuf caractères", "trouvé 31"],
    ),
    "two files for one layer": (
        "z.csv",
        apl(["31001;9.0"]),
        ["attendu un seul fichier pour « apl »", "déjà b.csv", "livraison.toml", "trouvé un autre fichier"],
    ),
}


@pytest.mark.parametrize("situation", BAD)
def test_bad_input_is_refused_and_the_data_set_in_service_stays_to_the_byte(situation, country, capsys):
    assert country.prepare() == OK
    before = snapshot(country.out.parent)
    name, content, words = BAD[situation]
    country.put(name, content)
    capsys.readouterr()
    assert country.prepare() == REFUSED
    message = capsys.readouterr().err
    assert message.startswith("Données refusées : 1 défaut(s) dans 1 fichier(s). Le jeu de données en service n'a pas changé.")
    for word in [name.rsplit("/", 1)[-1], "attendu", "trouvé", *words]:
        assert word in message
    assert snapshot(country.out.parent) == before


def test_the_defects_of_all_files_come_together_file_by_file(country, capsys):
    country.put("a.csv", cartosante(MEDECINS, ["101;Amont;5_XXX"]))
    country.put("b.csv", apl(["31001;beaucoup"]))
    country.put("vide.csv", "")
    assert country.prepare() == REFUSED
    message = capsys.readouterr().err
    assert "4 défaut(s) dans 3 fichier(s)" in message
    assert [word in message for word in ("trouvé 101", "trouvé 5_XXX", "trouvé beaucoup", "trouvé un fichier vide")] == [True] * 4
    assert not country.out.exists()


def test_a_layer_in_service_whose_file_is_gone_is_refused(country, capsys):
    assert country.prepare() == OK
    before = snapshot(country.out.parent)
    (country.sources / "b.csv").unlink()
    assert country.prepare() == REFUSED
    assert "colonne « apl » : attendu le fichier de cette couche, en service aujourd'hui" in capsys.readouterr().err
    assert snapshot(country.out.parent) == before


def test_all_the_sites_gone_is_refused(country, capsys):
    assert country.prepare() == OK
    (country.sources / "sous" / "c.csv").unlink()
    assert country.prepare() == REFUSED
    assert "colonne « structures »" in capsys.readouterr().err


def without_causse(country) -> None:
    country.put("sous/c.csv", historique([("310000001", "MSP AMONT", "001", "31", "603")]))


def test_a_break_with_the_set_in_service_is_refused_and_says_how_to_override(country, capsys):
    assert country.prepare() == OK
    before = snapshot(country.out.parent)
    without_causse(country)
    assert country.prepare() == REFUSED
    message = capsys.readouterr().err
    assert "colonne « structures » : attendu au plus 10 % de structures perdues, trouvé 1 sur 2 (50 %)" in message
    assert message.rstrip().endswith(OVERRIDE)
    assert snapshot(country.out.parent) == before


def test_a_reason_overrides_the_breaks_and_stays_in_the_provenance(country, capsys):
    assert country.prepare() == OK
    without_causse(country)
    assert country.prepare("--force", "  fermé,\n confirmé \x1b ") == OK
    found = read_dataset(country.out)
    assert found.sites["numero_finess"].to_list() == ["310000001"]
    forcage = found.manifest["forcage"]
    assert forcage["raison"] == "fermé, confirmé"
    assert len(forcage["le"]) == 10
    lost = "jeu en service, colonne « structures » : attendu au plus 10 % de structures perdues, trouvé 1 sur 2 (50 %)"
    assert forcage["ecarts"] == [lost]
    assert "Passé outre (fermé, confirmé) :" in capsys.readouterr().out
    # Le jeu suivant se compare au jeu forcé : rien à passer outre, la raison n'est plus la sienne.
    assert country.prepare("--force", "encore") == OK
    assert "forcage" not in read_dataset(country.out).manifest
    assert "--force n'a servi à rien" in capsys.readouterr().out


def test_the_defects_of_a_file_cannot_be_forced(country, capsys):
    country.put("b.csv", apl(["31001;beaucoup"]))
    assert country.prepare("--force", "je suis pressé") == REFUSED
    message = capsys.readouterr().err
    assert "trouvé beaucoup" in message
    assert "--force" not in message


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--force", ""), "--force demande une raison"),
        (("--force", " \n\t"), "--force demande une raison"),
        (("--force", "x" * 301), "300 caractères (301 donnés)"),
        (("--force", "vrai", "--check-only"), "--force et --check-only ne vont pas ensemble"),
    ],
)
def test_a_force_without_a_readable_reason_is_a_usage_error(options, words, country, capsys):
    assert country.prepare(*options) == USAGE
    assert words in capsys.readouterr().err
    assert not country.out.exists()


def test_the_previous_set_comes_back_and_the_other_is_kept(country, capsys):
    assert country.prepare() == OK
    first = read_dataset(country.out).manifest
    country.put("a.csv", cartosante(MEDECINS, ["75056;Capitale;3_HZ", "31001;Amont;2_ZAC", "31002;Aval;2_ZAC", "46001;Causse;4_ZAR"]))
    assert country.prepare() == OK
    second = read_dataset(country.out).manifest
    capsys.readouterr()
    assert country.roll_back() == OK
    assert read_dataset(country.out).manifest == first != second
    assert f"Remis en service : {country.out} (empreinte {first['hash'][:12]}" in capsys.readouterr().out
    assert country.roll_back() == OK
    assert read_dataset(country.out).manifest == second


def test_a_roll_back_without_a_previous_set_is_refused_and_changes_nothing(country, capsys):
    assert country.roll_back() == REFUSED
    assert "attendu un jeu précédent à remettre en service, trouvé aucun jeu préparé" in capsys.readouterr().err
    assert not country.out.exists()
    assert country.prepare() == OK
    before = snapshot(country.out.parent)
    assert country.roll_back() == REFUSED
    assert snapshot(country.out.parent) == before


@pytest.mark.parametrize("option", [["sources"], ["--check-only"], ["--force", "vrai"]])
def test_a_roll_back_goes_with_nothing_else(option, country, capsys):
    given = [str(country.sources)] if option == ["sources"] else option
    assert country.roll_back(*given) == USAGE
    assert f"--rollback s'emploie sans {'SOURCES' if option == ['sources'] else option[0]}" in capsys.readouterr().err


def test_without_sources_nothing_is_prepared(country, capsys):
    assert prepare(["--out", str(country.out)]) == USAGE
    assert "SOURCES manque" in capsys.readouterr().err


def test_each_source_says_the_day_it_was_read_and_a_stopped_feed(country):
    arguments = [str(country.sources), "--data", str(country.data), "--out", str(country.out)]
    assert prepare(arguments, date(2026, 8, 1)) == OK
    assert {one["lu_le"] for one in read_dataset(country.out).manifest["sources"]} == {"2026-08-01"}
    stopped = ["Flux arrêté : sa date n'avance plus depuis le 2026-05-12 (81 jours à la lecture)."]
    assert source(country, "finess-historique")["avis"] == stopped
    assert source(country, "apl")["avis"] == []


def test_a_copy_of_a_file_is_ignored_and_said(country, capsys):
    country.put("copie de b.csv", (country.sources / "b.csv").read_bytes())
    assert country.prepare() == OK
    assert "Ignoré : copie de b.csv : copie de b.csv" in capsys.readouterr().out


def test_a_folder_without_any_official_file_is_refused(country, capsys):
    for path in [*country.sources.rglob("*.csv")]:
        path.write_text("bonjour\n", encoding="utf-8")
    assert country.prepare() == REFUSED
    assert "attendu au moins un fichier officiel reconnu, trouvé aucun" in capsys.readouterr().err


def test_a_write_that_fails_leaves_no_trace(country, capsys, monkeypatch):
    assert country.prepare() == OK
    before = snapshot(country.out.parent)

    def full_disk(*_):
        raise OSError("disque plein")

    monkeypatch.setattr("layers.prepare.write_dataset", full_disk)
    assert country.prepare() == REFUSED
    assert "Refusé : disque plein. Le jeu de données en service n'a pas changé." in capsys.readouterr().err
    assert snapshot(country.out.parent) == before
    assert sorted(path.name for path in country.out.parent.iterdir()) == ["official", "official.rapport"]


def test_usage_errors_exit_2(country, capsys):
    assert country.prepare("--region", "99") == USAGE
    assert "99 n'est pas un code de région (11, 76)" in capsys.readouterr().err
    country.out.mkdir(parents=True)
    (country.out / "these.odt").touch()
    assert country.prepare() == USAGE
    assert "rien n'y sera remplacé" in capsys.readouterr().err
    assert (country.out / "these.odt").exists()
    with pytest.raises(SystemExit) as stopped:
        country.prepare("--inconnu")
    assert stopped.value.code == USAGE


def test_sources_that_do_not_exist_exit_2(country, capsys):
    country.sources.rename(country.sources.with_name("parti"))
    assert country.prepare() == USAGE
    assert "SOURCES doit être un dossier" in capsys.readouterr().err


def test_progress_says_what_is_read_ignored_and_without_a_file(country, capsys):
    country.put("notes.txt", "bonjour")
    assert country.prepare() == OK
    out = capsys.readouterr().out
    assert "Lecture 1/3 : a.csv (Zonage des médecins généralistes" in out
    assert "Ignoré : notes.txt : contenu non reconnu" in out
    assert "Sans fichier : Zone de montagne : « pas de donnée » à l'écran" in out


def test_the_manifest_is_json_anyone_can_read(country):
    assert country.prepare() == OK
    manifest = json.loads((country.out / "manifest.json").read_text(encoding="utf-8"))
    keys = {"id", "titre", "fichier", "sha256", "editeur", "licence", "millesime", "lignes_lues", "lignes_retenues", "sans_correspondance"}
    assert all(keys <= set(one) for one in manifest["sources"])


def test_a_content_that_changes_under_the_same_date_is_in_the_report(country, capsys):
    assert country.prepare() == OK
    renamed = [("310000001", "MSP AMONT", "001", "31", "603"), ("460000001", "CDS DES DENTS", "001", "46", "124")]
    country.put("sous/c.csv", historique(renamed))
    capsys.readouterr()
    assert country.prepare() == OK
    said = "Le contenu du fichier a changé depuis le jeu en service, et sa date reste le 2026-05-12."
    assert f"    {said}" in capsys.readouterr().out.splitlines()
    assert said in source(country, "finess-historique")["avis"]


def test_an_interruption_is_one_sentence_and_the_set_in_service_stays(country, capsys, monkeypatch):
    assert country.prepare() == OK
    before = snapshot(country.out.parent)
    monkeypatch.setattr("layers.prepare.write_dataset", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert country.prepare() == 130
    assert capsys.readouterr().err.startswith("Interrompu.")
    assert snapshot(country.out.parent) == before


COUNT = """
[[couche]]
id = "infirmiers"
title = "Infirmiers"
short = "Infirmiers"
group = "territoire"
kind = "count"
level = "commune"
unit = "infirmiers"
source = "Un effectif"
publisher = "Un éditeur"
licence = "Licence Ouverte 2.0"
vintage = "2019"
reader = "apl"
match = "APL infirmiers"
file = "n.csv"
classes = [
  { code = "N1", min = 0, max = 5, label = "Moins de 5", colour = "#8C2D04", pattern = "croix" },
  { code = "N2", min = 5, label = "5 et plus", colour = "#FCF3E3", pattern = "plein" },
]
"""


def test_a_file_of_an_earlier_year_is_brought_to_the_code_of_today_and_all_of_it_is_listed(country):
    """Trois natures de valeurs sur le même découpage d'avant : fusion simple (31901 dans 31002), commune nouvelle (31902 et
    31903 dans 31010), commune créée ou rétablie depuis (31001), département que le fichier ignore (46), code disparu (46999)."""
    catalogue = country.data / "catalogue.toml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + COUNT, encoding="utf-8")
    rows = {"75056": 1, "31002": 3, "31901": 1, "31902": 2, "31903": 5, "46999": 4}
    classes = ["1_ZIP", "2_ZAC"]
    country.put("a.csv", cartosante(MEDECINS, [f"{code};x;{classes[value % 2]}" for code, value in rows.items()]))
    country.put("b.csv", apl([f"{code};{value}.0" for code, value in rows.items()]))
    numbers = apl([f"{code};{value}" for code, value in rows.items()])
    country.put("n.csv", numbers.replace("APL aux médecins généralistes", "APL infirmiers"))
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes.set_index("code_commune")
    assert communes["infirmiers"].to_list() == ["1", "", "4", "7", ""]  # 3 + 1, 2 + 5
    assert communes["apl"].to_list() == ["1.0", "", "2.5", "4.0", ""]  # (3 × 150 + 1 × 50) / 200, (2 × 100 + 5 × 200) / 300
    assert communes["zonage-medecins"].to_list() == ["ZAC", "", "ZAC", "PART", ""]
    for one in ("zonage-medecins", "apl", "infirmiers"):
        found = source(country, one)
        assert found["fusions"] == {"31002": ["31901"], "31010": ["31902", "31903"]}
        assert found["sans_correspondance"] == ["46999"]
        assert found["communes_sans_ligne"] == ["31001", "46001"]
        assert (found["lignes_lues"], found["lignes_retenues"], found["lignes_sans_correspondance"]) == (6, 5, 1)
        folded = "31901 Vallon → 31002 Aval, 31902 Haute → 31010 Union, 31903 Basse → 31010 Union"
        said = [f"Lignes d'anciennes communes ou d'arrondissements portées à leur commune : 3, dans la région ({folded})."]
        since = "Communes en vigueur sans ligne, d'un département que le fichier"
        said.append(f"{since} couvre (oubliées, créées ou rétablies depuis) : 1, dans la région (31001 Amont).")
        said.append(f"{since} ne couvre pas : 1, dans la région (46001 Causse).")
        said.append("Codes du fichier sans commune en vigueur : 1 (46999).")
        assert [line for line in said if line not in found["remarques"]] == []


def test_a_count_that_a_part_masks_is_masked(country):
    catalogue = country.data / "catalogue.toml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + COUNT, encoding="utf-8")
    country.put("n.csv", apl(["31902;2", "31903;"]).replace("APL aux médecins généralistes", "APL infirmiers"))
    assert country.prepare() == OK
    assert read_dataset(country.out).communes.set_index("code_commune").at["31010", "infirmiers"] == "N/D"


def test_the_report_is_kept_beside_the_set_for_every_run_refused_or_not(country, capsys):
    arguments = [str(country.sources), "--data", str(country.data), "--out", str(country.out)]
    assert prepare(arguments) == OK
    assert len([line for line in capsys.readouterr().out.splitlines() if not line.startswith("Lecture")]) <= 10
    folder = country.out.with_name("official.rapport")
    kept = json.loads((folder / "rapport.json").read_text(encoding="utf-8"))
    assert kept["issue"] == "mis en service" and {"Fichiers", "Ce qui change", "En bref"} <= set(kept["parties"])
    country.put("<b>.csv", apl(["31001;beaucoup"]))
    (country.sources / "b.csv").unlink()
    assert prepare(arguments) == REFUSED
    page = (folder / "rapport.html").read_text(encoding="utf-8")
    assert "refusé" in page and "trouvé beaucoup" in page and "&lt;b&gt;.csv" in page and "<b>" not in page
