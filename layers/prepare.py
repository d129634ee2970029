"""La commande : un dossier de fichiers officiels -> un jeu de données vérifié, mis en service d'un bloc."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from layers.geo.communes import read_anciennes_communes, read_communes, read_regions
from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from layers.jeu.echange import exclusive, put_in_service, roll_back, tidy
from layers.jeu.jeu import READY, DataSet, prepared, read_dataset, write_dataset
from layers.jeu.tracabilite import force, lu_le
from layers.preparation.assembler import Assembled, assemble
from layers.preparation.carte import concernees, dessin
from layers.preparation.commande import Order, read_order, usage_problem
from layers.preparation.compte_rendu import changements, date_des_donnees, en_bref, fichiers
from layers.preparation.continuite import Candidat, Rupture, avis, ruptures
from layers.preparation.essai import a_telecharger, essai, reste_a_la_main
from layers.preparation.lire import Intake, take_in
from layers.preparation.rapport import Rapport, a_l_ecran
from layers.registre.catalogue import Catalogue, read_catalogue
from layers.socle import limites as bornes
from layers.socle.defauts import DataError, Defect
from layers.socle.suivi import ecran
from layers.telechargement.flux import read_liste
from layers.telechargement.telecharger import Voix, telecharger

OK, REFUSED, USAGE = 0, 1, 2
INTERRUPTED = 130  # ce qu'un interpréteur de commandes rend après Ctrl+C
INCHANGE = "Le jeu de données en service n'a pas changé."
OVERRIDE = """Si ces écarts sont vrais, passez outre en le disant : --force "raison" (écrite dans la provenance, montrée dans la page)."""


def main(arguments: list[str] | None = None, today: date | None = None) -> int:
    """Exécute la commande et rend son code de sortie : 0 en service, 1 données refusées, 2 demande mal formée.

    `today` : le jour de lecture écrit dans la provenance (None : aujourd'hui).
    """
    order = read_order(arguments, today or date.today())
    problem = usage_problem(order)
    if problem:
        print(problem, file=sys.stderr)
        return USAGE
    code = _carried_out(order, Rapport(order.today))
    if order.download:
        _tell_what_is_left(order)
    return code


def _carried_out(order: Order, rapport: Rapport) -> int:
    """Fait ce qui est demandé ; rend le code de sortie, une fois dit ce qui a été refusé."""
    try:
        if order.download and not _downloaded(order):
            return REFUSED
        restore(order.out) if order.rollback else run(order, rapport)
    except DataError as error:
        return _refuse(order, rapport, _refusal(error))
    except OSError as error:
        return _refuse(order, rapport, f"Refusé : {error}. Le jeu de données en service n'a pas changé.")
    except KeyboardInterrupt:
        warn("Interrompu. Le jeu de données en service est entier : l'ancien, ou le nouveau s'il venait d'être échangé.")
        return INTERRUPTED
    except MemoryError:
        most = f"{bornes.MOST_MEMORY / 1e9:g} Go"
        return _refuse(order, rapport, f"Refusé : ces fichiers demandent plus de {most} de mémoire. {INCHANGE}")
    return OK


def run(order: Order, rapport: Rapport) -> None:
    """Reconnaît, lit, vérifie, joint, écrit à côté, relit, met en service ; `rapport` reçoit tout ce qu'il y a à en dire.

    Lève DataError sans rien changer.
    """
    catalogue = read_catalogue(order.catalogue)
    communes = read_communes(order.data / "geo")
    regions = read_regions(order.data / "geo")
    intake = take_in(order.sources, catalogue, say, ecran(order.progress, sys.stderr))
    box = tuple(float(value) for value in regions.loc[order.region, ["ouest", "sud", "est", "nord"]])
    served = _served(order.out)
    before = served.manifest if served else None
    anciennes, polygones = read_anciennes_communes(order.data / "geo"), Polygones(Contours(order.data / "geo"))
    assembled = assemble(intake, catalogue, communes, anciennes, order.region, box, before, polygones)
    notes = avis(assembled.manifest, order.today, before)
    assembled = replace(assembled, manifest=lu_le(assembled.manifest, order.today, notes))
    _tell(order, rapport, intake, assembled, served, catalogue, communes)
    assembled = _compared(order, assembled, served, intake.ignored)
    rapport.ajoute("Passé outre", [str(one) for one in assembled.manifest.get("forcage", {}).get("ecarts", ())])
    if order.check_only:
        say("Vérification seule : rien n'a été écrit.")
    else:
        _write(order.out, assembled)
    rapport.issue = "vérifié, rien de mis en service" if order.check_only else "mis en service"
    if not order.check_only:
        _keep(order, rapport)


def _tell(
    order: Order,
    rapport: Rapport,
    intake: Intake,
    assembled: Assembled,
    served: DataSet | None,
    catalogue: Catalogue,
    communes: pd.DataFrame,
) -> None:
    """Le compte rendu, à l'écran et dans le rapport, avant tout refus : il dit ce qui a changé, et où."""
    rapport.sources = assembled.manifest["sources"]
    groupes = concernees(assembled, served)
    rapport.communes, rapport.carte = {one.titre: sorted(one.codes) for one in groupes}, dessin(groupes, communes, order.region)
    bref = list(en_bref(intake, assembled, catalogue))
    parts = (("Fichiers", fichiers(intake, assembled, catalogue)), ("Ce qui change", changements(assembled, served, catalogue)))
    for name, part in parts:
        lines = list(part)
        rapport.ajoute(name, lines)
        for line in lines if order.detail else ():
            say(line)
    rapport.ajoute("En bref", bref)
    for line in bref if order.detail else a_l_ecran(bref):
        say(line)


def _downloaded(order: Order) -> bool:
    """Va chercher ce qui a une adresse ; vrai si la préparation peut suivre."""
    liste = read_liste(order.data / "telechargements.toml", order.region)
    catalogue = read_catalogue(order.catalogue)
    asked, said = a_telecharger(liste, order.sources, catalogue)
    for line in said:
        say(line)
    return telecharger(order.sources[0], asked, Voix(say, warn), essai=essai(catalogue))


def _tell_what_is_left(order: Order) -> None:
    """Finit sur la courte liste de ce qui ne se télécharge pas, ou ne l'a pas été, et où le prendre."""
    try:
        liste = read_liste(order.data / "telechargements.toml", order.region)
        left = list(reste_a_la_main(liste, order.sources, read_catalogue(order.catalogue)))
    except DataError:
        return  # déjà dit, en refusant
    say(f"Reste à aller chercher à la main ({len(left)}) :" if left else "Rien ne reste à aller chercher à la main.")
    for line in left:
        say(f"    {line}")


def _refuse(order: Order, rapport: Rapport, message: str) -> int:
    """Dit le refus, le garde dans le rapport, et rend le code de sortie."""
    print(message, file=sys.stderr)
    if not order.rollback:
        rapport.issue = "refusé"
        rapport.ajoute("Refus", message.splitlines())
        _keep(order, rapport)
    return REFUSED


def _keep(order: Order, rapport: Rapport) -> None:
    """Écrit le rapport à côté du jeu ; s'il ne s'écrit pas, le jeu n'en dépend pas."""
    folder = order.out.with_name(f"{order.out.name}.rapport")
    try:
        say(f"Rapport : {rapport.ecrit(folder)}")
    except (OSError, DataError) as error:
        warn(f"Le rapport n'a pas pu être écrit dans {folder} : {error}")


def say(line: str) -> None:
    """Une ligne d'avancement, tout de suite visible."""
    print(line, flush=True)


def warn(line: str) -> None:
    """Une ligne qui demande l'attention, sur la sortie d'erreur."""
    print(line, file=sys.stderr, flush=True)


def _write(out: Path, assembled: Assembled) -> None:
    """Écrit le jeu à côté de celui qui est en service, le relit, puis seulement l'échange."""
    with exclusive(out):
        tidy(out)
        try:
            digest = write_dataset(out, assembled.communes, assembled.sites, assembled.manifest)
            again = read_dataset(out, READY)
            if not again.communes.equals(assembled.communes) or len(again.sites) != len(assembled.sites):
                raise DataError([Defect(out.name, None, "", "les tables qui viennent d'être écrites", "autre chose à la relecture")])
            put_in_service(out)
        finally:
            tidy(out)  # rien à ôter si tout s'est bien passé
    say(f"En service : {out} (empreinte {digest[:12]}, {date_des_donnees(assembled.manifest)}).")


def restore(out: Path) -> None:
    """Remet en service le jeu précédent de `out`. DataError, et rien ne change, s'il manque ou n'est plus entier."""
    if not prepared(out):
        raise DataError([Defect(out.name, None, "", "un jeu précédent à remettre en service", "aucun jeu préparé")])
    with exclusive(out):
        tidy(out)
        manifest = roll_back(out).manifest
    say(f"Remis en service : {out} (empreinte {manifest['hash'][:12]}, {date_des_donnees(manifest)}).")
    say("Celui qui vient de sortir est gardé : --rollback une seconde fois y revient.")


def _compared(order: Order, assembled: Assembled, served: DataSet | None, ignored: dict[str, str]) -> Assembled:
    """Le jeu, comparé à celui qui est en service. Rupture si l'écart est trop grand ; avec une raison, il est noté au manifeste."""
    ready = Candidat(assembled.communes, assembled.sites, assembled.manifest)
    found = [*assembled.refus, *ruptures(ready, served, assembled.known, order.today, ignored)]
    if found and order.raison is None:
        raise Rupture(found)
    if order.raison is None:
        return assembled
    if not found:
        say("--force n'a servi à rien : aucun contrôle n'était à passer outre, la raison n'est pas gardée.")
        return assembled
    _tell_forced(order.raison, found)
    return replace(assembled, manifest=force(assembled.manifest, order.raison, order.today, found))


def _served(out: Path) -> DataSet | None:
    """Le jeu en service ; None s'il n'y en a pas, ou s'il est illisible (et alors on le dit)."""
    if not prepared(out):
        return None
    try:
        return read_dataset(out)
    except DataError as error:
        say(f"Le jeu en service est illisible et sera remplacé sans lui être comparé : {error}")
        return None


def _tell_forced(raison: str, found: Sequence[Defect]) -> None:
    say(f"Passé outre ({raison}) :")
    for one in found:
        say(f"    {one}")


def _refusal(error: DataError) -> str:
    """Le refus, fichier par fichier."""
    by_file: dict[str, list[Defect]] = {}
    for defect in error.defects:
        by_file.setdefault(defect.file, []).append(defect)
    blocks = [
        f"Données refusées : {len(error.defects)} défaut(s) dans {len(by_file)} fichier(s). Le jeu de données en service n'a pas changé."
    ]
    blocks += [str(DataError(defects)) for defects in by_file.values()]
    return "\n".join([*blocks, OVERRIDE] if isinstance(error, Rupture) else blocks)


if __name__ == "__main__":
    bornes.limit_memory()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # une console Windows ne sait pas tout écrire
    sys.exit(main())
