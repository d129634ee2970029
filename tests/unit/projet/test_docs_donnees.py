"""docs/donnees.md et le registre disent la même chose, dans les deux sens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers.registre.catalogue import Catalogue
from layers.socle import limites as bornes
from layers.telechargement.flux import read_liste
from layers.telechargement.transfert import MOST_REDIRECTS, Delais

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "donnees.md"
TITLE = re.compile(r"^### ((?:`[a-z0-9-]+`(?:, )?)+) : .+$")
FIELD = re.compile(r"^- \*\*(.+?)\*\* : (.+)$")
BOUND = re.compile(r"^\| .+ \| ([0-9 ]+?)(?: [a-zè]+)? \| `([A-Z_]+)` \|$", re.MULTILINE)
ALWAYS = {"Éditeur", "Licence", "Fréquence", "S'il manque"}
FROM_A_FILE = ALWAYS | {"Où", "Obtenir", "Reconnu à", "Date des données"}


def sections() -> dict[str, dict[str, str]]:
    """{identifiant: {champ: texte}} ; une section peut en porter plusieurs."""
    found: dict[str, dict[str, str]] = {}
    here: list[str] = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        title, field = TITLE.match(line), FIELD.match(line)
        if line.startswith("#"):
            here = re.findall(r"`([^`]+)`", title[1]) if title else []
            assert not set(here) & set(found), line
            found |= {name: {} for name in here}
        elif line.startswith("- **Obtenir** :"):
            field = re.match(r"- \*\*(Obtenir)\*\* :(.*)$", line)
        for name in here if field else ():
            found[name][field[1]] = field[2]
    return found


def entries(catalogue: Catalogue) -> dict[str, object]:
    """Tout ce que le registre publie, par identifiant, les autres publications d'une couche comprises."""
    autres = {autre.id: autre for couche in catalogue.couches for autre in couche.autres}
    return {**catalogue.by_id, **autres}


def test_every_entry_of_the_registry_has_its_section_and_no_section_is_without_entry(catalogue):
    assert set(sections()) == set(entries(catalogue))


def test_a_section_says_the_publisher_the_licence_and_the_frequency_of_the_registry(catalogue):
    told = sections()
    for name, entry in entries(catalogue).items():
        frequency = getattr(entry, "frequency", "inconnue")  # une autre publication n'a pas de rythme connu
        wanted = (entry.publisher, entry.licence, frequency)
        assert (told[name]["Éditeur"], told[name]["Licence"], told[name]["Fréquence"]) == wanted, name
        assert frequency, f"{name} : frequency manque au registre"


def test_a_section_of_a_file_says_where_how_and_what_happens_without_it(catalogue):
    couches = [couche for couche in catalogue.couches if couche.reader != "fait"]
    autres = [autre for couche in couches for autre in couche.autres]
    read = {one.id for one in (*couches, *autres, *catalogue.structures, *catalogue.perimetres)}
    for name, fields in sections().items():
        wanted = FROM_A_FILE if name in read else ALWAYS
        assert wanted <= set(fields), (name, wanted - set(fields))


def test_what_makes_a_file_recognised_is_said(catalogue):
    """La colonne, ou le titre, que le registre cherche dans le fichier est dans la section, mot pour mot (la date à part)."""
    told = sections()
    for couche in catalogue.couches:
        if couche.reader in ("cartosante", "apl", "montagne"):
            assert couche.match in told[couche.id]["Reconnu à"], couche.id


def test_every_stable_address_is_cited_and_no_other_is_said_to_be_downloaded(catalogue):
    text = DOCUMENT.read_text(encoding="utf-8")
    liste = read_liste(ROOT / "data" / "telechargements.toml")
    for one in (*liste.flux, *liste.a_la_main):
        assert one.page in text, one.titre
    told = {name for name, fields in sections().items() if "--download" in " ".join(fields.values())}
    assert told == {structure.id for structure in catalogue.structures} | {flux.couche for flux in liste.flux} & set(entries(catalogue))


def test_what_can_be_downloaded_is_said_as_it_is(catalogue):
    """Chaque flux, son fichier, ses tailles, s'il est requis ; et les délais du code."""
    text = DOCUMENT.read_text(encoding="utf-8").replace("{region}", "76")
    for flux in read_liste(ROOT / "data" / "telechargements.toml", "76").flux:
        least, most = f"{flux.octets_min / 1e6:g}".replace(".", ","), flux.octets_max // 1_000_000
        assert f"| {flux.titre} | `{flux.fichier}` | de {least} à {most} Mo | {'oui' if flux.requis else 'non'} |" in text
    d = Delais()
    whole = f"{d.total:,} s en tout".replace(",", " ")
    assert f"{d.connexion} s pour joindre l'éditeur, {d.silence} s de silence, {whole} ; {d.essais} essais" in text
    assert MOST_REDIRECTS == 5 and "cinq redirections au plus" in text


@pytest.mark.parametrize("name", re.findall(r"`([A-Z_]+)` \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
def test_a_documented_bound_is_that_of_the_code(name):
    told = {constant: int(value.replace(" ", "")) for value, constant in BOUND.findall(DOCUMENT.read_text(encoding="utf-8"))}
    assert told[name] == getattr(bornes, name)


def test_every_bound_on_a_file_is_documented():
    kept = {name for name in vars(bornes) if name.isupper() and name not in ("GZIP", "RATIO_FROM", "ABIME")}
    told = {constant for _, constant in BOUND.findall(DOCUMENT.read_text(encoding="utf-8"))}
    assert told == kept


def test_addresses_are_those_of_publishers_only():
    hosts = set(re.findall(r"https://([^/>\s)]+)", DOCUMENT.read_text(encoding="utf-8")))
    assert hosts <= {
        "cartosante.atlasante.fr", "www.data.gouv.fr", "drees.solidarites-sante.gouv.fr", "sig.ville.gouv.fr", "www.etalab.gouv.fr",
        "www.insee.fr", "www.observatoire-des-territoires.gouv.fr", "data.drees.solidarites-sante.gouv.fr", "www.paca.ars.sante.fr",
    }  # fmt: skip
