"""Lit un fichier tout juste téléchargé avant qu'il ne remplace rien, et dit ce qui reste à aller chercher à la main."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from layers.preparation.lire import LECTEURS_DE_SITES, contenu
from layers.preparation.reconnaitre import recognise, reconnu
from layers.registre.catalogue import Catalogue
from layers.socle.defauts import DataError
from layers.socle.suivi import muet
from layers.telechargement.flux import Flux, Liste


def essai(catalogue: Catalogue) -> Callable[[Flux, Path], str]:
    """De quoi lire un fichier reçu : rend « », ou pourquoi la couche qu'il devait porter ne s'y lit pas.

    Un flux de sites n'est que reconnu : sa lecture, longue, est celle de la préparation, qui le refusera en nommant ses défauts.
    """

    def lit(flux: Flux, path: Path) -> str:
        if not flux.couche:
            return ""
        what, why = reconnu(path, catalogue)
        if what != flux.couche:
            return f"c'est « {what} », et non « {flux.couche} »" if what else str(why)
        try:
            if what not in LECTEURS_DE_SITES:
                contenu(path, what, catalogue, muet)
        except DataError as error:
            return str(error.defects[0]).replace(path.name, flux.fichier)
        return ""

    return lit


def a_telecharger(liste: Liste, sources: Sequence[Path], catalogue: Catalogue) -> tuple[tuple[Flux, ...], list[str]]:
    """(les flux à demander, ce qui se dit des autres) : une adresse à confirmer ne concurrence pas un fichier que l'on a déjà."""
    there = {what: path.name for path, what in _reconnus(sources, catalogue)}
    asked, said = [], []
    for flux in liste.flux:
        own = there.get(flux.couche, flux.fichier) if flux.a_confirmer else flux.fichier
        if own == flux.fichier:
            asked.append(flux)
        else:
            said.append(f"Déjà là : {flux.titre} ({own}) : son adresse, à confirmer, n'est pas demandée")
    return tuple(asked), said


def _reconnus(sources: Sequence[Path], catalogue: Catalogue) -> list[tuple[Path, str]]:
    return [pair for folder in sources if folder.is_dir() for pair in recognise(folder, catalogue).taken.items()]


def reste_a_la_main(liste: Liste, sources: Sequence[Path], catalogue: Catalogue) -> Iterator[str]:
    """Ce que les dossiers n'ont pas encore, et où le prendre : la couche sans fichier, le fichier sans couche qui n'y est pas."""
    folders = [folder for folder in sources if folder.is_dir()]
    there = {what for _, what in _reconnus(folders, catalogue)}
    for flux in liste.flux:
        missing = flux.couche not in there if flux.couche else not any((folder / flux.fichier).is_file() for folder in folders)
        if missing:
            yield f"{flux.titre} : {flux.page}"
    for one in liste.a_la_main:
        if one.couche not in there:
            yield f"{one.titre} : {one.page} ({one.comment})"
