"""Les réglages du serveur, lus une fois dans l'environnement. Aucun autre module ne lit l'environnement.

PORT              port d'écoute (8050 ; 0 : un port libre, choisi par le système)
HOST              adresse d'écoute (127.0.0.1 : cette machine seulement)
MAILLAGE_DATA     auto | official | demonstration : le jeu de données montré (auto : officiel s'il est préparé)
MAILLAGE_SOURCES  dossiers des fichiers officiels à préparer, séparés comme ceux du PATH (sinon ./sources, puis ../shared/official
                  et ../shared/livraison-2026 à côté)
MAILLAGE_REGION   code INSEE de la région montrée à l'ouverture (76 : Occitanie)
MAILLAGE_AUTRES_REGIONS  les autres régions qui ont leur carte : leurs codes, séparés par des virgules, ou « aucune » (toutes)
MAILLAGE_ADRESSE  adresse publique du site (https://maillage.exemple.fr, ou https://exemple.fr/maillage), écrite dans les liens et
                  le code QR des fiches
MAILLAGE_PREFIXE  chemin sous lequel le serveur frontal montre le site (/maillage) ; celui de MAILLAGE_ADRESSE par défaut
MAILLAGE_CONTACT  à qui écrire, signaler une erreur ou un défaut d'accessibilité : une adresse électronique ou la page d'un formulaire
MAILLAGE_EDITEUR  l'organisme qui publie ce site : nom et adresse, en une ligne (mentions légales)
MAILLAGE_DIRECTEUR  la personne responsable de la publication (mentions légales)
MAILLAGE_HEBERGEUR  qui héberge le site : nom, adresse, téléphone, en une ligne (mentions légales)
MAILLAGE_INTEGRATION  sites qui peuvent montrer une page dans un cadre (embed=1) : leurs origines, séparées par des espaces, ou * ;
                  ce site seulement par défaut
MAILLAGE_DEBIT    demandes par minute et par adresse à ce que le serveur calcule (1200 ; 0 : sans limite)
MAILLAGE_PROCESSUS  processus qui servent (2 ; un par cœur suffit) ; sans effet sous Windows
MAILLAGE_MANDATAIRES  nombre de serveurs frontaux de confiance, qui ajoutent X-Forwarded-For (0 : aucun)
MAILLAGE_TACHES   où se préparent les feuilles d'un département : redis://machine:6379/0 pour des répliques ;
                  un dossier temporaire de cette machine par défaut
MAILLAGE_BORNE_ATTENTE   borne : secondes sans geste avant le décompte (60)
MAILLAGE_BORNE_DECOMPTE  borne : secondes du décompte, puis tout s'efface (20)
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationError
from pydantic.dataclasses import dataclass

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent
DATA_MODES = ("auto", "official", "demonstration")
MODE = re.compile(rf"({'|'.join(DATA_MODES)})\Z")
REGION = re.compile(r"[0-9]{2}\Z")
TOUTES = "toutes"
REGIONS = re.compile(rf"(aucune|{TOUTES}|[0-9]{{2}}( *, *[0-9]{{2}})*)\Z")
DES_REGIONS = "des codes de région séparés par des virgules, « toutes » ou « aucune »"
ADDRESS = re.compile(r"(https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?(/[0-9A-Za-z][0-9A-Za-z_-]*)*)?/?\Z")
PREFIX = re.compile(r"(/[0-9A-Za-z][0-9A-Za-z_-]*)*/?\Z")
CONTACT = re.compile(r"([0-9A-Za-z._+-]+@[0-9A-Za-z.-]+|https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?(/[0-9A-Za-z._~/?=&%-]*)?)?\Z")
LIGNE = re.compile(r"[^\x00-\x1f\x7f<>]{0,300}\Z")
ORIGIN = re.compile(r"(https?://(\*\.)?[0-9A-Za-z.-]+(:[0-9]{1,5})?|\*)\Z")
QUEUE = re.compile(r"(rediss?://([^\s/@]{1,200}@)?[0-9A-Za-z.-]{1,200}(:[0-9]{1,5})?(/[0-9]{1,2})?)?\Z")
HOSTNAME = re.compile(r"[0-9A-Za-z.:_-]+\Z")
UNE_LIGNE = "une ligne de 300 caractères au plus, sans < ni >"
DEFAULT_PORT = 8050
LAST_PORT = 65535
DEFAULT_WORKERS, MOST_WORKERS = 2, 64
# Vingt secondes : le moins qu'il faut laisser à qui veut rester (RGAA 13.1).
IDLE_S, COUNTDOWN_S, LONGEST_WAIT_S = 60, 20, 3600
DEFAULT_RATE, HIGHEST_RATE, MOST_PROXIES = 1200, 1_000_000, 9


class SettingsError(ValueError):
    """Un réglage refusé : une phrase en français qui dit lequel, ce qui est attendu et ce qui a été trouvé."""


def _entier(highest: int, lowest: int = 0) -> BeforeValidator:
    def read(given: object) -> int:
        text = str(given)
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(highest)) and lowest <= int(text) <= highest):
            raise ValueError(f"un nombre entier de {lowest} à {highest}")
        return int(text)

    return BeforeValidator(read)


def _texte(pattern: re.Pattern[str], expected: str, lire: Callable[[str], object] = str) -> BeforeValidator:
    """Un texte qui suit `pattern` ; `lire` en fait la valeur. Ce qui n'est pas un texte est déjà une valeur."""

    def read(given: object) -> object:
        if isinstance(given, str) and not pattern.match(given):
            raise ValueError(expected)
        return lire(given) if isinstance(given, str) else given

    return BeforeValidator(read)


def _integration(given: object) -> object:
    found = tuple(given.split()) if isinstance(given, str) else given
    if isinstance(found, tuple) and not all(ORIGIN.match(one) for one in found):
        raise ValueError("des adresses sans chemin, comme https://www.exemple.fr, ou *")
    return found


def _regions(text: str) -> tuple[str, ...]:
    """« 93,84 » -> ("93", "84") ; « aucune » -> () ; « toutes » -> ("toutes",) : layers/regions.py en fait leurs codes."""
    given = text.replace(" ", "")
    return () if given == "aucune" else tuple(dict.fromkeys(given.split(",")))


def _sans_barre(text: str) -> str:
    return text.rstrip("/")


def _folder(given: object) -> object:
    if isinstance(given, str):
        given = Path(given).expanduser().absolute()
        if not given.is_dir():
            raise ValueError("un dossier qui existe")
    return given


@dataclass(frozen=True)
class Settings:
    """Les réglages, déjà vérifiés. Les dossiers sont des chemins absolus ; `sources` est None quand rien n'est imposé ;
    `autres_sources` : les dossiers lus avec lui.

    `adresse` : l'adresse publique du site, sans « / » à la fin ; « » quand elle n'est pas connue. `prefixe` : le chemin
    où elle mène, « /maillage » ou « ». `contact` : à qui écrire, `editeur`, `directeur`, `hebergeur` : qui publie, répond de la
    publication, héberge ; « » si personne n'est dit : rien n'est inventé. `integration` : les
    origines qui peuvent mettre une page embed=1 dans un cadre ; () : ce site seulement. `debit` : demandes par minute.
    """

    port: Annotated[int, _entier(LAST_PORT)] = DEFAULT_PORT
    host: Annotated[str, _texte(HOSTNAME, "un nom de machine ou une adresse, comme 127.0.0.1")] = "127.0.0.1"
    data_mode: Annotated[str, _texte(MODE, ", ".join(DATA_MODES[:-1]) + " ou " + DATA_MODES[-1])] = "auto"
    sources: Annotated[Path | None, BeforeValidator(_folder)] = None
    autres_sources: Annotated[tuple[Path, ...], BeforeValidator(lambda given: tuple(map(_folder, given)))] = ()
    region: Annotated[str, _texte(REGION, "le code INSEE d'une région, deux chiffres, comme 76")] = "76"
    autres_regions: Annotated[tuple[str, ...], _texte(REGIONS, DES_REGIONS, _regions)] = (TOUTES,)
    adresse: Annotated[str, _texte(ADDRESS, "une adresse, comme https://maillage.exemple.fr", lambda text: text.rstrip("/"))] = ""
    prefixe: Annotated[str, _texte(PREFIX, "un chemin, comme /maillage", lambda text: text.rstrip("/"))] = ""
    contact: Annotated[str, _texte(CONTACT, "une adresse électronique ou celle d'une page, https://…")] = ""
    editeur: Annotated[str, _texte(LIGNE, UNE_LIGNE)] = ""
    directeur: Annotated[str, _texte(LIGNE, UNE_LIGNE)] = ""
    hebergeur: Annotated[str, _texte(LIGNE, UNE_LIGNE)] = ""
    integration: Annotated[tuple[str, ...], BeforeValidator(_integration)] = ()
    debit: Annotated[int, _entier(HIGHEST_RATE)] = DEFAULT_RATE
    mandataires: Annotated[int, _entier(MOST_PROXIES)] = 0
    processus: Annotated[int, AfterValidator(lambda told: max(1, told)), _entier(MOST_WORKERS)] = DEFAULT_WORKERS
    taches: Annotated[str, _texte(QUEUE, "l'adresse d'un Redis, comme redis://machine:6379/0")] = ""
    borne_attente: Annotated[int, _entier(LONGEST_WAIT_S, lowest=1)] = IDLE_S
    borne_decompte: Annotated[int, _entier(LONGEST_WAIT_S, lowest=1)] = COUNTDOWN_S
    root: Path = field(default=ROOT)

    @property
    def data(self) -> Path:
        """Le dossier des données du projet."""
        return self.root / "data"

    @property
    def official(self) -> Path:
        """Le jeu officiel préparé, quand il existe."""
        return self.data / "official"

    @property
    def watched(self) -> Path | None:
        """Le jeu officiel à surveiller : préparé de nouveau, le service le dira ; None si seule la démonstration est demandée."""
        return None if self.data_mode == "demonstration" else self.official

    @property
    def geo(self) -> Path:
        """Les communes, départements et régions : tables et PMTiles."""
        return self.data / "geo"

    @property
    def facts(self) -> Path:
        """Les chiffres des documents et des départements."""
        return self.data / "facts"

    @property
    def catalogue(self) -> Path:
        """Le registre des couches."""
        return self.data / "catalogue.toml"

    @property
    def accessibilite(self) -> Path:
        """Les faits de la déclaration d'accessibilité."""
        return self.data / "accessibilite.toml"

    @property
    def rgaa(self) -> Path:
        """Les 106 critères du RGAA, évalués."""
        return self.data / "rgaa.toml"

    @property
    def assets(self) -> Path:
        """Feuilles de style, script de la carte, bibliothèques embarquées."""
        return self.root / "assets"

    @property
    def build(self) -> Path:
        """Les fichiers dérivés qu'on peut effacer sans rien perdre."""
        return self.root / "build"

    @property
    def sources_folders(self) -> tuple[Path, ...]:
        """Les dossiers où chercher des fichiers officiels, dans l'ordre ; un dossier imposé est le seul."""
        if self.sources is not None:
            return (self.sources,)
        return (self.root / "sources", self.root.parent / "shared" / "official")

    def avec(self, folder: Path) -> tuple[Path, ...]:
        """Les dossiers qui se lisent avec `folder`, ensemble : ceux que le réglage ajoute, ou la livraison posée à côté."""
        if folder == self.sources:
            return self.autres_sources
        beside = self.root.parent / "shared" / "livraison-2026"
        return (beside,) if folder == beside.with_name("official") and beside.is_dir() else ()


SANS_NOM = ("port", "host", "data_mode", "root", "autres_sources")  # sans variable MAILLAGE_ à eux
NOMS = {
    "PORT": "port",
    "HOST": "host",
    "MAILLAGE_DATA": "data_mode",
    **{f"MAILLAGE_{name.upper()}": name for name in Settings.__dataclass_fields__ if name not in SANS_NOM},
}
# Lues par les essais et les commandes, pas par le service.
AILLEURS = ("MAILLAGE_CHROMIUM", "MAILLAGE_SEED")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Les réglages que dit `environ`. Une variable absente ou vide prend sa valeur par défaut.

    Lève SettingsError à la première valeur refusée, pour une variable MAILLAGE_ inconnue, ou une région qui n'existe pas.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    for name in sorted(given):
        if name.startswith("MAILLAGE_") and name not in NOMS and name not in AILLEURS:
            raise SettingsError(_inconnue(name))
    folders = [one for one in given.get("MAILLAGE_SOURCES", "").split(os.pathsep) if one.strip()]
    told = {field: given[name] for name, field in NOMS.items() if name in given}
    try:
        settings = Settings(**(told | ({"sources": folders[0], "autres_sources": tuple(folders[1:])} if folders else {})))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = next((name for name, field in NOMS.items() if field == first["loc"][0]), "MAILLAGE_SOURCES")
        # L'adresse d'un Redis peut porter un mot de passe : un refus ne la répète pas.
        found = "" if name == "MAILLAGE_TACHES" else given[name]
        raise _refused(name, str(first["ctx"]["error"]), found) from None
    _regions_connues(settings)
    return settings if "MAILLAGE_PREFIXE" in given else replace(settings, prefixe=urlsplit(settings.adresse).path)


def _inconnue(name: str) -> str:
    """« MAILLAGE_PORT » : le port se règle par PORT ; « MAILLAGE_REGIO » : peut-être MAILLAGE_REGION."""
    bare = name.removeprefix("MAILLAGE_")
    near = [bare] if bare in NOMS else get_close_matches(name, NOMS, n=1, cutoff=0.0)
    return f"Réglage {_lisible(name)} inconnu : le plus proche est {near[0]}. La liste est en tête de settings.py."


def _regions_connues(settings: Settings) -> None:
    """Refuse une région qui n'existe pas, avant que rien d'autre ne soit lu."""
    table = settings.geo / "regions.csv"
    if not table.is_file():
        return
    with table.open(encoding="utf-8", newline="") as opened:
        known = [row["code"] for row in csv.DictReader(opened) if row.get("code")] + [TOUTES]
    for name, codes in (("MAILLAGE_REGION", (settings.region,)), ("MAILLAGE_AUTRES_REGIONS", settings.autres_regions)):
        for code in codes:
            if known and code not in known:
                raise _refused(name, f"un code de région ({', '.join(known[:-1])})", code)


def settings_or_exit(environ: Mapping[str, str]) -> Settings:
    """Comme read_settings, mais une valeur refusée s'écrit sur la sortie d'erreur et arrête le programme (code 2)."""
    try:
        return read_settings(environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def _refused(name: str, expected: str, found: str) -> SettingsError:
    shown = f" ; trouvé « {_lisible(found)} »" if found else ""
    return SettingsError(f"Réglage {name} refusé : attendu {expected}{shown}.")


def _lisible(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:80]
