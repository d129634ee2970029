"""Les réglages du serveur, lus une fois dans l'environnement. Aucun autre module ne lit l'environnement.

PORT              port d'écoute (8050 ; 0 : un port libre, choisi par le système)
HOST              adresse d'écoute (127.0.0.1 : cette machine seulement)
MAILLAGE_DATA     auto | official | demonstration : le jeu de données montré (auto : officiel s'il est préparé)
MAILLAGE_SOURCES  dossier des fichiers officiels à préparer (sinon ./sources, puis ../shared/official)
MAILLAGE_REGION   code INSEE de la région montrée à l'ouverture (76 : Occitanie)
MAILLAGE_AUTRES_REGIONS  codes des autres régions qui ont leur carte, séparés par des virgules (93 ; « aucune » : pas d'autre)
MAILLAGE_ADRESSE  adresse publique du site (https://maillage.exemple.fr), écrite dans les liens et le code QR des fiches
MAILLAGE_CONTACT  à qui signaler un défaut d'accessibilité : une adresse électronique ou la page d'un formulaire
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

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent
DATA_MODES = ("auto", "official", "demonstration")
REGION = re.compile(r"[0-9]{2}\Z")
REGIONS = re.compile(r"(aucune|[0-9]{2}(,[0-9]{2})*)\Z")
ADDRESS = re.compile(r"(https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?)?/?\Z")
CONTACT = re.compile(r"([0-9A-Za-z._+-]+@[0-9A-Za-z.-]+|https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?(/[0-9A-Za-z._~/?=&%-]*)?)?\Z")
ORIGIN = re.compile(r"(https?://(\*\.)?[0-9A-Za-z.-]+(:[0-9]{1,5})?|\*)\Z")
QUEUE = re.compile(r"rediss?://([^\s/@]{1,200}@)?[0-9A-Za-z.-]{1,200}(:[0-9]{1,5})?(/[0-9]{1,2})?\Z")
HOSTNAME = re.compile(r"[0-9A-Za-z.:_-]+\Z")
DEFAULT_PORT = 8050
LAST_PORT = 65535
DEFAULT_WORKERS, MOST_WORKERS = 2, 64
# Vingt secondes : le moins qu'il faut laisser à qui veut rester (RGAA 13.1).
IDLE_S, COUNTDOWN_S, LONGEST_WAIT_S = 60, 20, 3600
DEFAULT_RATE, HIGHEST_RATE, MOST_PROXIES = 1200, 1_000_000, 9


class SettingsError(ValueError):
    """Un réglage refusé : une phrase en français qui dit lequel, ce qui est attendu et ce qui a été trouvé."""


@dataclass(frozen=True)
class Settings:
    """Les réglages, déjà vérifiés. Les dossiers sont des chemins absolus ; `sources` est None quand rien n'est imposé.

    `adresse` : l'adresse publique du site, sans « / » à la fin ; « » quand elle n'est pas connue. `contact` : à qui signaler
    un défaut d'accessibilité, « » si personne n'est dit. `integration` : les
    origines qui peuvent mettre une page embed=1 dans un cadre ; () : ce site seulement. `debit` : demandes par minute.
    """

    port: int = DEFAULT_PORT
    host: str = "127.0.0.1"
    data_mode: str = "auto"
    sources: Path | None = None
    region: str = "76"
    autres_regions: tuple[str, ...] = ("93",)
    adresse: str = ""
    contact: str = ""
    integration: tuple[str, ...] = ()
    debit: int = DEFAULT_RATE
    mandataires: int = 0
    processus: int = DEFAULT_WORKERS
    taches: str = ""
    borne_attente: int = IDLE_S
    borne_decompte: int = COUNTDOWN_S
    root: Path = ROOT

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


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Les réglages que dit `environ`. Une variable absente ou vide prend sa valeur par défaut.

    Lève SettingsError à la première valeur refusée.
    """

    def value(name: str, default: str) -> str:
        return environ.get(name, "").strip() or default

    return Settings(
        port=_whole("PORT", value("PORT", str(DEFAULT_PORT)), LAST_PORT),
        host=_matching("HOST", value("HOST", "127.0.0.1"), HOSTNAME, "un nom de machine ou une adresse, comme 127.0.0.1"),
        data_mode=_mode(value("MAILLAGE_DATA", "auto")),
        sources=_folder(value("MAILLAGE_SOURCES", "")),
        region=_matching("MAILLAGE_REGION", value("MAILLAGE_REGION", "76"), REGION, "le code INSEE d'une région, deux chiffres, comme 76"),
        autres_regions=_regions(value("MAILLAGE_AUTRES_REGIONS", "93")),
        adresse=_matching(
            "MAILLAGE_ADRESSE", value("MAILLAGE_ADRESSE", ""), ADDRESS, "une adresse sans chemin, comme https://maillage.exemple.fr"
        ).rstrip("/"),
        contact=_matching(
            "MAILLAGE_CONTACT", value("MAILLAGE_CONTACT", ""), CONTACT, "une adresse électronique ou celle d'une page, https://…"
        ),
        integration=tuple(
            _matching("MAILLAGE_INTEGRATION", one, ORIGIN, "des adresses sans chemin, comme https://www.exemple.fr, ou *")
            for one in value("MAILLAGE_INTEGRATION", "").split()
        ),
        debit=_whole("MAILLAGE_DEBIT", value("MAILLAGE_DEBIT", str(DEFAULT_RATE)), HIGHEST_RATE),
        processus=max(1, _whole("MAILLAGE_PROCESSUS", value("MAILLAGE_PROCESSUS", str(DEFAULT_WORKERS)), MOST_WORKERS)),
        mandataires=_whole("MAILLAGE_MANDATAIRES", value("MAILLAGE_MANDATAIRES", "0"), MOST_PROXIES),
        taches=_queue(value("MAILLAGE_TACHES", "")),
        borne_attente=_whole("MAILLAGE_BORNE_ATTENTE", value("MAILLAGE_BORNE_ATTENTE", str(IDLE_S)), LONGEST_WAIT_S, lowest=1),
        borne_decompte=_whole("MAILLAGE_BORNE_DECOMPTE", value("MAILLAGE_BORNE_DECOMPTE", str(COUNTDOWN_S)), LONGEST_WAIT_S, lowest=1),
    )


def settings_or_exit(environ: Mapping[str, str]) -> Settings:
    """Comme read_settings, mais une valeur refusée s'écrit sur la sortie d'erreur et arrête le programme (code 2)."""
    try:
        return read_settings(environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def _refused(name: str, expected: str, found: str) -> SettingsError:
    shown = "".join(c if c.isprintable() else "?" for c in found)[:80]
    return SettingsError(f"Réglage {name} refusé : attendu {expected} ; trouvé « {shown} ».")


def _queue(text: str) -> str:
    """L'adresse d'un Redis ; elle peut porter un mot de passe : un refus ne la répète pas."""
    if text and not QUEUE.match(text):
        raise SettingsError("Réglage MAILLAGE_TACHES refusé : attendu l'adresse d'un Redis, comme redis://machine:6379/0.")
    return text


def _regions(text: str) -> tuple[str, ...]:
    """« 93,84 » -> ("93", "84") ; « aucune » -> ()."""
    expected = "des codes de région séparés par des virgules, ou « aucune »"
    given = _matching("MAILLAGE_AUTRES_REGIONS", text.replace(" ", ""), REGIONS, expected)
    return () if given == "aucune" else tuple(dict.fromkeys(given.split(",")))


def _whole(name: str, text: str, highest: int, lowest: int = 0) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(highest)) and lowest <= int(text) <= highest):
        raise _refused(name, f"un nombre entier de {lowest} à {highest}", text)
    return int(text)


def _mode(text: str) -> str:
    if text not in DATA_MODES:
        raise _refused("MAILLAGE_DATA", ", ".join(DATA_MODES[:-1]) + " ou " + DATA_MODES[-1], text)
    return text


def _matching(name: str, text: str, pattern: re.Pattern[str], expected: str) -> str:
    if not pattern.match(text):
        raise _refused(name, expected, text)
    return text


def _folder(text: str) -> Path | None:
    if not text:
        return None
    folder = Path(text).expanduser().absolute()
    if not folder.is_dir():
        raise _refused("MAILLAGE_SOURCES", "un dossier qui existe", text)
    return folder
