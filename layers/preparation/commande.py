"""Les options de `python -m layers.prepare`, et les phrases qui refusent une demande mal formée."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from layers.geo.communes import read_regions
from layers.jeu.echange import safe_target
from layers.jeu.tracabilite import LONGEST_REASON, raison_lisible
from layers.socle.suivi import MODES

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Order:
    """Ce qui est demandé : d'où, vers où, quelle région, avec quel registre et quelle géographie ; `today` : le jour de lecture.

    `sources` est vide pour un retour au jeu précédent (`rollback`). `raison` : pourquoi passer outre les contrôles de
    continuité ; None si ce n'est pas demandé. `download` : télécharger d'abord. `progress` : voir layers.socle.suivi.MODES.
    """

    sources: tuple[Path, ...]
    out: Path
    region: str
    check_only: bool
    data: Path
    catalogue: Path
    today: date
    raison: str | None = None
    download: bool = False
    rollback: bool = False
    progress: str = "auto"
    detail: bool = False


def read_order(arguments: list[str] | None, today: date) -> Order:
    """L'ordre que disent les arguments de la ligne de commande (None : ceux du programme). Option inconnue : sortie, code 2."""
    parser = argparse.ArgumentParser(
        prog="python -m layers.prepare",
        description="Prépare un jeu de données à partir de fichiers officiels.",
        epilog="Code de sortie : 0 en service (ou vérifié), 1 données refusées, 2 demande mal formée.",
        allow_abbrev=False,  # une option s'écrit entière : tasks.py la reconnaît à son nom
    )
    folders = "les dossiers des fichiers officiels, sous-dossiers compris"
    parser.add_argument("sources", type=Path, nargs="*", metavar="SOURCES", help=folders)
    fetched = "télécharger d'abord dans SOURCES ce qui a une adresse stable (défaut : ./sources)"
    parser.add_argument("--download", action="store_true", help=fetched)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "official", help="où mettre le jeu de données (data/official)")
    parser.add_argument("--region", default="76", help="code de la région dont on garde les structures (76 : Occitanie)")
    parser.add_argument("--check-only", action="store_true", help="tout vérifier sans rien écrire")
    parser.add_argument(
        "--force", metavar="RAISON", help="mettre en service malgré un écart avec le jeu en service ; la raison est écrite et montrée"
    )
    parser.add_argument("--rollback", action="store_true", help="remettre en service le jeu précédent, relu d'abord (sans SOURCES)")
    parser.add_argument("--detail", action="store_true", help="tout le rapport à l'écran, et non l'essentiel")
    parser.add_argument(
        "--progress",
        choices=MODES,
        default="auto",
        help="l'avancement des longs fichiers, sur la sortie d'erreur : une ligne réécrite, des lignes, rien (auto : selon la sortie)",
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="le dossier de la géographie (data)")
    parser.add_argument("--catalogue", type=Path, help="le registre (catalogue.toml du dossier --data)")
    found = parser.parse_args(arguments)
    return Order(
        sources=tuple(found.sources) or ((ROOT / "sources",) if found.download and not found.rollback else ()),
        out=found.out.absolute(),
        region=found.region,
        check_only=found.check_only,
        data=found.data,
        catalogue=found.catalogue or found.data / "catalogue.toml",
        today=today,
        raison=None if found.force is None else raison_lisible(found.force),
        download=found.download,
        rollback=found.rollback,
        progress=found.progress,
        detail=found.detail,
    )


def usage_problem(order: Order) -> str:
    """Ce qui empêche de commencer, en une phrase ; '' si rien."""
    return _options_problem(order) or _folders_problem(order)


def _options_problem(order: Order) -> str:
    """Une option mal formée, ou qui en contredit une autre."""
    if order.rollback:
        others = {
            "SOURCES": bool(order.sources),
            "--check-only": order.check_only,
            "--force": order.raison is not None,
            "--download": order.download,
        }
        given = next((name for name, there in others.items() if there), "")
        return f"--rollback s'emploie sans {given} : il remet en service le jeu précédent, sans rien lire d'autre." if given else ""
    if not order.sources:
        return "SOURCES manque : le dossier des fichiers officiels à préparer (ou --rollback, pour revenir au jeu précédent)."
    if order.raison == "":
        return '--force demande une raison, entre guillemets : --force "fermeture de trois centres, confirmée par la délégation".'
    if len(order.raison or "") > LONGEST_REASON:
        return f"--force : la raison tient en {LONGEST_REASON} caractères ({len(order.raison)} donnés)."
    if order.raison and order.check_only:
        return "--force et --check-only ne vont pas ensemble : --check-only n'écrit rien, il n'y a rien à forcer."
    return ""


def _folders_problem(order: Order) -> str:
    """Un dossier qui n'est pas ce qu'il doit être ; une région inconnue."""
    for sources in order.sources:
        if not sources.is_dir() and not (order.download and not sources.exists()):
            return f"SOURCES doit être un dossier : {sources} n'en est pas un."
    if not safe_target(order.out):
        return f"--out doit être un dossier neuf ou un jeu de données : {order.out} contient autre chose, rien n'y sera remplacé."
    if order.rollback:
        return ""
    if not (order.data / "geo" / "regions.csv").is_file():
        return f"La géographie manque : {order.data / 'geo'} (voir scripts/)."
    regions = read_regions(order.data / "geo")
    if order.region not in regions.index:
        return f"--region : {order.region} n'est pas un code de région ({', '.join(regions.index)})."
    return ""
