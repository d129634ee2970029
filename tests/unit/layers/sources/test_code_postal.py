"""Le zonage par code postal et nom : lu, rapproché des communes, comparé à l'export CartoSanté, ou montré à sa place."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.geo.cog import parents_of
from layers.geo.fusion import Partie, parties_of
from layers.geo.par_nom import departements_de, noms_connus, rapproche_par_nom
from layers.jeu.jeu import read_dataset
from layers.preparation.comparaison import compare
from layers.preparation.lire import Lu
from layers.preparation.publications import publications
from layers.prepare import OK, REFUSED
from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import DataError
from layers.socle.noms import cle_commune
from layers.sources.code_postal import read_code_postal
from tests.petit_pays import code_postal, tvs

SOURCE = "zonage-medecins-code-postal"


def communes(**rows: tuple[str, str] | tuple[str, str, str]) -> pd.DataFrame:
    """code=(nom, codes postaux, anciens codes), les listes séparées par « | »."""
    lists = {code: [tuple(text.split("|")) if text else () for text in (*row[1:], "")[:2]] for code, row in rows.items()}
    table = [(code.removeprefix("c"), row[0], *lists[code]) for code, row in rows.items()]
    return pd.DataFrame(table, columns=["code_commune", "nom", "codes_postaux", "anciens_codes"]).set_index("code_commune")


def anciennes(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "nom"], dtype="str")


def matched(known: pd.DataFrame, rows: list[tuple[str, str, str]], old=(), autres=()):
    table = pd.DataFrame(rows, columns=["code_postal", "nom_commune", "valeur"], dtype="str")
    return rapproche_par_nom(table, noms_connus(known, anciennes(*old), parents_of(known), autres))


def pairs(found) -> list[tuple[str, str]]:
    return list(found.table.itertuples(index=False, name=None))


# ---------------------------------------------------------------- le fichier


@pytest.fixture
def couche(catalogue):
    found = catalogue.publication(SOURCE)
    assert found is not None
    return found


def read(tmp_path, couche, content: str | bytes) -> pd.DataFrame:
    path = tmp_path / "f.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (found,) = read_code_postal(path, couche)
    return found.table


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_row_gives_the_postcode_as_it_stands_the_name_and_the_class(separator, bom, tmp_path, couche):
    rows = [separator.join(row) for row in (("1400", '"L\'Abergement"', "2_ZAC"), ("97133", "Île", "N/A - résultat non disponible"))]
    found = read(tmp_path, couche, bom + code_postal(rows, separator))
    assert found.to_numpy().tolist() == [["1400", "L'Abergement", "ZAC"], ["97133", "Île", "N/D"]]
    assert list(found.index) == [2, 3]


BAD = {
    "a postcode of three digits": (["140,A,2_ZAC"], ["ligne 2", "Code_postal", "trouvé 140"]),
    "a postcode that is a name": (["A,1400,2_ZAC"], ["ligne 2", "Code_postal", "trouvé A"]),
    "no name": (["1400,,2_ZAC"], ["ligne 2", "Nom_commune", "trouvé (vide)"]),
    "an unknown class": (["1400,A,5_XXX"], ["ligne 2", "Zonage", "1_ZIP, 2_ZAC, 4_ZAR, 3_HZ", "trouvé 5_XXX"]),
    "a row too long": (["1400,A,2_ZAC,B"], ["ligne 2", "3 champs", "4 champs"]),
    "no row": ([], ["au moins une ligne"]),
}


@pytest.mark.parametrize("situation", BAD)
def test_a_bad_file_is_refused(situation, tmp_path, couche):
    rows, words = BAD[situation]
    with pytest.raises(DataError) as refusal:
        read(tmp_path, couche, code_postal(rows))
    for word in words:
        assert word in str(refusal.value)


def test_a_file_without_its_classes_says_so_and_one_not_in_utf8_is_read(tmp_path, couche):
    with pytest.raises(DataError, match="colonne « Zonage »"):
        read(tmp_path, couche, "Code_postal,Nom_commune,Classe\n1400,A,2_ZAC\n")
    assert read(tmp_path, couche, code_postal(["1400,Île,2_ZAC"]).encode("latin-1"))["nom_commune"].to_list() == ["Île"]


# ---------------------------------------------------------------- les noms

SAME = {
    "upper case without accents": ("Saint-Étienne-du-Grès", "SAINT ETIENNE DU GRES"),
    "St": ("Saint-Côme", "ST COME"),
    "Ste with a full stop": ("Sainte-Foy", "Ste. Foy"),
    "oe written out": ("Œuilly", "Oeuilly"),
    "oe in the middle": ("Vandœuvre-lès-Nancy", "VANDOEUVRE LES NANCY"),
    "ae": ("Lægny", "Laegny"),
    "hyphens": ("Ambérieu-en-Bugey", "Ambérieu en Bugey"),
    "a hyphen that does not break": ("Ambérieu-en-Bugey", "Ambérieu\u2011en\u2011Bugey"),
    "a curly apostrophe": ("L'Abergement-de-Varey", "L’Abergement-de-Varey"),
    "an apostrophe lost": ("L'Haÿ-les-Roses", "L HAY LES ROSES"),
    "an apostrophe and its space lost": ("L'Haÿ-les-Roses", "LHAY LES ROSES"),
    "letters in two signs": ("Hénin", "He\u0301nin"),
    "a space that does not break": ("Le Vigan", "Le\u00a0Vigan"),
    "an invisible sign": ("Le Vigan", "Le Vi\u200bgan"),
    "cedex": ("Toulouse", "TOULOUSE CEDEX"),
    "cedex and its number": ("Toulouse", "Toulouse Cedex 09"),
    "too many spaces": ("Le Vigan", "  LE   VIGAN "),
}


@pytest.mark.parametrize("situation", SAME)
def test_two_ways_to_write_a_name_are_one(situation):
    ours, theirs = SAME[situation]
    assert cle_commune(ours) == cle_commune(theirs)


@pytest.mark.parametrize(("one", "other"), [("Le Vigan", "Vigan"), ("Saint-Ouen", "Sainte-Ouen"), ("Cedexville", "ville"), ("Cedex", "")])
def test_two_names_that_differ_stay_two(one, other):
    assert cle_commune(one) != cle_commune(other)


@given(st.text(max_size=40))
def test_any_text_has_a_key_of_plain_letters_that_does_not_depend_on_case(text):
    key = cle_commune(text)
    assert key == "".join(c for c in key if c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


# ---------------------------------------------------------------- le rapprochement


def test_the_zero_that_a_spreadsheet_lost_is_put_back_and_counted():
    found = matched(communes(c01001=("Amont", "01400")), [("1400", "Amont", "ZAC"), ("01400", "AMONT", "ZAC")])
    assert pairs(found) == [("01001", "ZAC")]
    assert (found.retenues, found.zeros) == (2, 1)


def test_homonyms_are_told_apart_by_the_postcode():
    known = communes(c01001=("Vars", "01400"), c02002=("Vars", "02500"))
    found = matched(known, [("1400", "Vars", "ZAC"), ("2500", "Vars", "ZIP")])
    assert pairs(found) == [("01001", "ZAC"), ("02002", "ZIP")]


def test_several_lines_of_a_commune_that_agree_are_one_value():
    rows = [("31000", "Amont", "ZIP"), ("31100", "Amont", "ZIP"), ("31100", "Amont", "ZIP")]
    found = matched(communes(c31001=("Amont", "31000|31100")), rows)
    assert pairs(found) == [("31001", "ZIP")]
    assert (found.retenues, found.contredites) == (3, {})


def test_several_lines_of_a_commune_that_differ_are_kept_with_their_postcodes():
    rows = [("31000", "Amont", "ZIP"), ("31100", "Amont", "ZAC"), ("31200", "Amont", "ZIP")]
    found = matched(communes(c31001=("Amont", "31000|31100|31200")), rows)
    assert found.contredites == {"31001": {"ZIP": "31000, 31200", "ZAC": "31100"}}


def test_a_postcode_that_is_not_of_the_commune_leaves_its_name_in_the_departement():
    known = communes(c31555=("Toulouse", "31000|31500"), c2A004=("Ajaccio", "20000"), c97411=("Saint-Denis", "97400"))
    found = matched(known, [("31059", "TOULOUSE CEDEX 9", "ZAC"), ("20303", "Ajaccio Cedex", "ZIP"), ("97490", "St Denis", "HZ")])
    assert pairs(found) == [("31555", "ZAC"), ("2A004", "ZIP"), ("97411", "HZ")]
    assert found.ailleurs == {"31059 TOULOUSE CEDEX 9": "31555", "20303 Ajaccio Cedex": "2A004", "97490 St Denis": "97411"}


def test_a_postcode_of_a_neighbouring_departement_is_the_commune_s_if_it_says_so():
    assert pairs(matched(communes(c39102=("Chancia", "01590|39260")), [("1590", "Chancia", "ZAC")])) == [("39102", "ZAC")]


def test_a_former_commune_leads_to_its_own_code_which_is_a_part_of_today_s():
    known = communes(c31010=("Union", "31300", "31902|31903"))
    found = matched(known, [("31300", "Haute", "ZIP"), ("31300", "Basse", "ZAC")], old=(("31902", "Haute"), ("31903", "Basse")))
    assert pairs(found) == [("31902", "ZIP"), ("31903", "ZAC")]
    assert found.d_avant == {"31300 Haute": "31902", "31300 Basse": "31903"}


def test_the_arrondissements_have_their_own_codes():
    known = communes(c13055=("Marseille", "13001|13002"))
    old = (("13201", "Marseille 1er Arrondissement"), ("13202", "Marseille 2e Arrondissement"))
    found = matched(known, [("13001", "Marseille 1er Arrondissement", "HZ"), ("13002", "MARSEILLE 2E ARRONDISSEMENT", "ZAC")], old)
    assert pairs(found) == [("13201", "HZ"), ("13202", "ZAC")]


def test_the_name_that_a_commune_had_before_is_known_from_a_table_of_that_year():
    known = communes(c12083=("Cransac-les-Thermes", "12110"), c31010=("Union", "31300", "31902"))
    named = [("12083", "Cransac"), ("31902", "Haute"), ("99999", "X")]
    found = matched(known, [("12110", "Cransac", "ZIP"), ("31300", "Haute", "ZAC")], autres=named)
    assert pairs(found) == [("12083", "ZIP"), ("31902", "ZAC")]


def test_the_name_of_today_wins_over_the_same_name_of_the_past():
    known = communes(c01001=("Vars", "01400"), c01002=("Amont", "01400", "01009"))
    assert pairs(matched(known, [("1400", "Vars", "ZIP")], old=(("01009", "Vars"),))) == [("01001", "ZIP")]


def test_what_two_communes_claim_goes_to_neither_and_is_listed():
    known = communes(c01001=("Amont", "01400", "01008"), c01002=("Aval", "01500", "01009"))
    found = matched(known, [("1600", "Vars", "ZIP")], old=(("01008", "Vars"), ("01009", "Vars")))
    assert pairs(found) == []
    assert (found.sans_correspondance, found.ambigues, found.lignes_perdues) == (["01600 Vars"], ["01600 Vars"], 1)


def test_what_no_commune_has_is_listed_and_its_rows_counted():
    rows = [("97150", "Saint-Martin", "N/D"), ("97150", "Saint-Martin", "N/D"), ("1400", "Amon", "ZIP")]
    found = matched(communes(c01001=("Amont", "01400")), rows)
    assert (found.sans_correspondance, found.lignes_perdues, found.ambigues) == (["01400 Amon", "97150 Saint-Martin"], 3, [])


def test_the_departements_of_a_postcode():
    assert [list(departements_de(code)) for code in ("01400", "20000", "97411", "75001")] == [["01"], ["2A", "2B"], ["974"], ["75"]]


NAMES = st.sampled_from(["Amont", "St-Amont", "SAINT AMONT", "Aval", "L'Aval", "Laval", "Œil", "Oeil", "Perdu"])
POSTCODES = st.sampled_from(["01000", "1000", "01100", "1100", "31000", "20000"])
KNOWN = st.tuples(st.sampled_from(["01001", "01002", "31001", "2A001"]), NAMES, POSTCODES.filter(lambda code: len(code) == 5))


@given(
    st.lists(KNOWN, unique_by=lambda commune: commune[0]),
    st.lists(st.tuples(POSTCODES, NAMES, st.sampled_from(["ZIP", "ZAC"])), max_size=20),
)
def test_every_row_is_kept_or_listed_and_a_slow_reading_agrees(known, rows):
    found = matched(communes(**{f"c{code}": (name, postcode) for code, name, postcode in known}), rows)
    assert found.retenues + found.lignes_perdues == len(rows)
    expected = set()
    for postcode, name, value in rows:
        full = postcode if len(postcode) == 5 else "0" + postcode
        around = ("2A", "2B") if full[:2] == "20" else (full[:2],)
        alike = [(code, at) for code, own, at in known if cle_commune(own) == cle_commune(name)]
        codes = {code for code, at in alike if at == full} or {code for code, _ in alike if code[:2] in around}
        if len(codes) == 1:
            expected.add((codes.pop(), value))
        else:
            assert f"{full} {name}" in found.sans_correspondance
    assert set(pairs(found)) == expected


# ---------------------------------------------------------------- toute la préparation


def manifest_source(country) -> dict:
    return next(one for one in read_dataset(country.out).manifest["sources"] if one["id"] == SOURCE)


def alone(country, rows: list[str]) -> None:
    (country.sources / "a.csv").unlink()
    country.put("z.csv", code_postal(rows))


def test_beside_the_export_it_is_compared_commune_by_commune_and_nothing_of_it_is_shown(country, capsys):
    rows = ["75001,Capitale,3_HZ", "31000,AMONT,2_ZAC", "31000,Haute,1_ZIP", "31000,Basse,2_ZAC", "46000,Perdue,1_ZIP"]
    country.put("z.csv", code_postal(rows))
    assert country.prepare() == OK
    shown = read_dataset(country.out).communes.set_index("code_commune")["zonage-medecins"]
    assert shown.to_list() == ["HZ", "ZIP", "ZAC", "", "ZAR"]
    source = manifest_source(country)
    assert (source["couches"], source["lignes_lues"], source["lignes_retenues"]) == ([], 5, 4)
    assert (source["sans_correspondance"], source["lignes_sans_correspondance"]) == (["46000 Perdue"], 1)
    assert source["differences"] == {"31001": ["ZIP", "ZAC"]}
    assert source["fusions"] == {"31010": ["31902", "31903"]}
    said = capsys.readouterr().out
    for line in (
        "Zonage des médecins généralistes, par code postal et nom de commune : 5 lignes lues, 4 retenues, 1 sans correspondance",
        "    Sert à comparer : la couche vient de « a.csv », que le registre préfère.",
        "    Communes de même valeur dans les deux : 1.",
        "    Communes de valeurs différentes, celle de l'autre fichier étant montrée : 1, dans la région "
        "(31001 Amont, ZIP montrée, ZAC ici).",
        "    Communes que l'autre fichier est seul à dire : 2, dans la région (31002 Aval, 46001 Causse).",
        "    Communes que ce fichier est seul à dire, laissées sans valeur : 1, dans la région (31010 Union).",
        "    Code postal et nom sans commune : 1 (46000 Perdue).",
    ):
        assert line in said.splitlines()


def test_alone_it_is_the_layer_and_the_layer_cites_it(country):
    alone(country, ["75001,Capitale,3_HZ", "31000,Amont,1_ZIP", "46000,Causse,4_ZAR"])
    assert country.prepare() == OK
    shown = read_dataset(country.out).communes.set_index("code_commune")["zonage-medecins"]
    assert shown.to_list() == ["HZ", "ZIP", "", "", "ZAR"]
    assert manifest_source(country)["couches"] == ["zonage-medecins"]
    manifest = read_dataset(country.out).manifest
    couche = read_catalogue(country.data / "catalogue.toml").telle_que_lue(manifest["sources"]).couche("zonage-medecins")
    assert (couche.id, couche.source) == ("zonage-medecins", "Zonage des médecins généralistes, par code postal et nom de commune")
    assert (couche.publisher, couche.vintage) == ("Agences régionales de santé", "non précisé dans le fichier")


def test_the_lines_of_a_commune_that_differ_are_shared_with_their_postcodes(country):
    path = country.data / "geo" / "communes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",100,31000,", ",100,31000|31100,"), encoding="utf-8")
    alone(country, ["31000,Amont,1_ZIP", "31100,Amont,2_ZAC", "31000,Haute,1_ZIP", "31000,Basse,2_ZAC"])
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes.set_index("code_commune")
    assert communes["zonage-medecins"].to_list() == ["", "PART", "", "PART", ""]
    assert parties_of(communes.at["31001", "zonage-medecins:parties"]) == (
        Partie("31001", "ZIP", "code postal 31000"),
        Partie("31001", "ZAC", "code postal 31100"),
    )
    assert parties_of(communes.at["31010", "zonage-medecins:parties"]) == (Partie("31902", "ZIP", "Haute"), Partie("31903", "ZAC", "Basse"))
    assert "Communes dont les lignes diffèrent : 1 (31001)." in manifest_source(country)["remarques"]


def test_the_names_of_a_table_of_another_year_help(country):
    alone(country, ["31000,Amont,1_ZIP", "31000,Ancien nom d'Aval,2_ZAC"])
    assert country.prepare() == OK
    assert manifest_source(country)["sans_correspondance"] == ["31000 Ancien nom d'Aval"]
    country.put("t.xlsx", tvs([("31002", "Ancien nom d'Aval", "31555", "Puits")]))
    assert country.prepare() == OK
    assert manifest_source(country)["sans_correspondance"] == []


def test_a_file_whose_names_are_of_no_commune_is_refused(country, capsys):
    country.put("z.csv", code_postal([f"31000,Nulle part {number},1_ZIP" for number in range(20)]))
    assert country.prepare() == REFUSED
    assert "z.csv : attendu au plus 10 % de codes sans commune, trouvé 20 sur 20 (100 %)" in capsys.readouterr().err


def test_a_hostile_name_is_listed_without_effect(country, capsys):
    country.put("z.csv", code_postal(["46000,\x1b[31mPerdue<script>,1_ZIP", "46000,=cmd(),1_ZIP", "31000,A\u202emont,1_ZIP"]))
    assert country.prepare() == OK
    source = manifest_source(country)
    assert source["sans_correspondance"] == ["46000 =cmd()", "46000 [31mPerdue<script>"]
    assert source["lignes_retenues"] == 1
    assert "Noms nettoyés de caractères invisibles, ou trop longs : 2." in source["remarques"]
    assert "\x1b" not in capsys.readouterr().out


def lu(source: str) -> Lu:
    return Lu(source, "f.csv", "", pd.DataFrame(), 0)


def test_the_registry_prefers_the_export(country):
    catalogue = read_catalogue(country.data / "catalogue.toml")
    couche = catalogue.couche("zonage-medecins")
    assert [told.id for _, told in publications(couche, [lu(SOURCE), lu("zonage-medecins")])] == ["zonage-medecins", SOURCE]
    assert [told.id for _, told in publications(couche, [lu(SOURCE)])] == [SOURCE]


def test_two_shared_communes_agree_only_when_their_parts_do():
    class Found:
        valeurs = pd.Series(["PART"], index=["31010"])

        def __init__(self, *parts):
            self.parties = {"31010": parts}

    one = Found(Partie("31902", "ZIP", "Haute"), Partie("31903", "ZAC"))
    assert compare(one, Found(Partie("31903", "ZAC"), Partie("31902", "ZIP"))).memes == 1
    assert compare(one, Found(Partie("31902", "ZAC"), Partie("31903", "ZIP"))).differences == {"31010": ("PART", "PART")}
