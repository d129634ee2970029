"""La commande : un dossier de fichiers officiels -> un jeu de données vérifié, mis en service d'un bloc."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from layers.assembly import Assembled, assemble
from layers.catalogue import Catalogue, read_catalogue
from layers.checks import DataError, Defect
from layers.communes import read_communes, read_regions
from layers.dataset import MANIFEST, in_service, read_dataset, write_dataset
from layers.intake import Intake, take_in
from layers.swap import put_in_service, remove_leftovers, safe_target, temporary_beside

ROOT = Path(__file__).resolve().parent.parent
OK, REFUSED, USAGE = 0, 1, 2
SITES = "structures"


@dataclass(frozen=True)
class Order:
    """Ce qui est demandé : d'où, vers où, quelle région, avec quel registre et quelle géographie."""

    sources: Path
    out: Path
    region: str
    check_only: bool
    data: Path
    catalogue: Path


def main(arguments: list[str] | None = None) -> int:
    """Exécute la commande et rend son code de sortie : 0 en service, 1 données refusées, 2 demande mal formée."""
    order = _order(arguments)
    problem = _usage_problem(order)
    if problem:
        print(problem, file=sys.stderr)
        return USAGE
    try:
        run(order)
    except DataError as error:
        print(_refusal(error), file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"Refusé : {error}. Le jeu de données en service n'a pas changé.", file=sys.stderr)
        return REFUSED
    return OK


def run(order: Order) -> None:
    """Reconnaît, lit, vérifie, joint, écrit à côté, relit, met en service. Lève DataError sans rien changer."""
    catalogue = read_catalogue(order.catalogue)
    communes = read_communes(order.data / "geo")
    regions = read_regions(order.data / "geo")
    intake = take_in(order.sources, catalogue, say)
    box = tuple(float(value) for value in regions.loc[order.region, ["ouest", "sud", "est", "nord"]])
    assembled = assemble(intake, catalogue, communes, order.region, box)
    _refuse_losses(order, assembled)
    _tell(intake, assembled, catalogue)
    if order.check_only:
        say("Vérification seule : rien n'a été écrit.")
        return
    _write(order.out, assembled)


def say(line: str) -> None:
    """Une ligne d'avancement, tout de suite visible."""
    print(line, flush=True)


def _write(out: Path, assembled: Assembled) -> None:
    remove_leftovers(out)
    ready = temporary_beside(out)
    try:
        digest = write_dataset(ready, assembled.communes, assembled.sites, assembled.manifest)
        again = read_dataset(ready)
        if not again.communes.equals(assembled.communes) or len(again.sites) != len(assembled.sites):
            raise DataError([Defect(ready.name, None, "", "les tables qui viennent d'être écrites", "autre chose à la relecture")])
        put_in_service(ready, out)
    finally:
        shutil.rmtree(ready, ignore_errors=True)  # déjà renommé si tout s'est bien passé
    date = assembled.manifest["date"] or "date non annoncée"
    say(f"En service : {out} (empreinte {digest[:12]}, données les plus récentes : {date}).")


def _refuse_losses(order: Order, assembled: Assembled) -> None:
    """Une couche en service qui n'est plus dans les sources est plus souvent un fichier abîmé qu'un choix : refusé."""
    if not (in_service(order.out) / MANIFEST).is_file():
        return
    try:
        served = read_dataset(order.out)
    except DataError as error:
        say(f"Le jeu en service est illisible et sera remplacé : {error}")
        return
    before, after = _held(served.manifest, served.sites), _held(assembled.manifest, assembled.sites)
    advice = f"(pour la retirer, déplacez d'abord {order.out})"
    lost = [one for one in sorted(before - after) if one in assembled.known or one == SITES]
    if lost:
        expected = f"le fichier de cette couche, en service aujourd'hui {advice}"
        raise DataError([Defect(order.sources.name, None, one, expected, "aucun fichier reconnu") for one in lost])


def _held(manifest: dict, sites: pd.DataFrame) -> set[str]:
    """Ce qu'un jeu contient : ses couches communales, et les structures d'un bloc (une catégorie peut s'éteindre)."""
    couches = {one for source in manifest["sources"] if not source["id"].startswith("finess") for one in source["couches"]}
    return couches | ({SITES} if len(sites) else set())


def _tell(intake: Intake, assembled: Assembled, catalogue: Catalogue) -> None:
    for path, why in intake.ignored.items():
        say(f"Ignoré : {path} : {why}")
    for source in assembled.manifest["sources"]:
        unmatched = len(source["sans_correspondance"])
        kept, read = source["lignes_retenues"], source["lignes_lues"]
        say(f"{source['titre']} : {read} lignes lues, {kept} retenues, {unmatched} codes sans correspondance")
        for remark in source["remarques"]:
            say(f"    {remark}")
    found = {one for source in assembled.manifest["sources"] for one in source["couches"]}
    for one in [*catalogue.of_level("commune"), *catalogue.structures]:
        if one.id not in found:
            say(f"Sans fichier : {one.title} : « pas de donnée » à l'écran")


def _refusal(error: DataError) -> str:
    """Le refus, fichier par fichier."""
    by_file: dict[str, list[Defect]] = {}
    for defect in error.defects:
        by_file.setdefault(defect.file, []).append(defect)
    blocks = [
        f"Données refusées : {len(error.defects)} défaut(s) dans {len(by_file)} fichier(s). Le jeu de données en service n'a pas changé."
    ]
    return "\n".join(blocks + [str(DataError(defects)) for defects in by_file.values()])


def _order(arguments: list[str] | None) -> Order:
    parser = argparse.ArgumentParser(
        prog="python -m layers.prepare", description="Prépare un jeu de données à partir de fichiers officiels."
    )
    parser.add_argument("sources", type=Path, metavar="SOURCES", help="le dossier des fichiers officiels, sous-dossiers compris")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "official", help="où mettre le jeu de données (data/official)")
    parser.add_argument("--region", default="76", help="code de la région dont on garde les structures (76 : Occitanie)")
    parser.add_argument("--check-only", action="store_true", help="tout vérifier sans rien écrire")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="le dossier de la géographie (data)")
    parser.add_argument("--catalogue", type=Path, help="le registre (catalogue.toml du dossier --data)")
    found = parser.parse_args(arguments)
    catalogue = found.catalogue or found.data / "catalogue.toml"
    return Order(found.sources, found.out.absolute(), found.region, found.check_only, found.data, catalogue)


def _usage_problem(order: Order) -> str:
    """Ce qui empêche de commencer, en une phrase ; '' si rien."""
    if not order.sources.is_dir():
        return f"SOURCES doit être un dossier : {order.sources} n'en est pas un."
    if not safe_target(order.out):
        return f"--out doit être un dossier neuf ou un jeu de données : {order.out} contient autre chose, rien n'y sera remplacé."
    if not (order.data / "geo" / "regions.csv").is_file():
        return f"La géographie manque : {order.data / 'geo'} (voir scripts/)."
    regions = read_regions(order.data / "geo")
    if order.region not in regions.index:
        return f"--region : {order.region} n'est pas un code de région ({', '.join(regions.index)})."
    return ""


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # une console Windows ne sait pas tout écrire
    sys.exit(main())
