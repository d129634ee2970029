"""Le compte rendu d'une préparation, en lignes : chaque fichier, ce qui change depuis le jeu en service, puis l'essentiel."""

from __future__ import annotations

from collections.abc import Iterator

from layers.jeu.jeu import DataSet
from layers.preparation.assembler import Assembled
from layers.preparation.continuite import Candidat
from layers.preparation.lire import Intake
from layers.preparation.mouvements import mouvements
from layers.registre.catalogue import Catalogue


def fichiers(intake: Intake, assembled: Assembled, catalogue: Catalogue) -> Iterator[str]:
    """Ce qui a été laissé et pourquoi, ce que chaque fichier a donné, et les données qui n'en ont pas."""
    for path, why in intake.ignored.items():
        yield f"Ignoré : {path} : {why}"
    for source in assembled.manifest["sources"]:
        kept, read, lost = nombre(source["lignes_retenues"]), nombre(source["lignes_lues"]), nombre(perdues(source))
        yield f"{source['titre']} : {read} lignes lues, {kept} retenues, {lost} sans correspondance"
        yield from (f"    {remark}" for remark in [*source["remarques"], *source["avis"]])
    for title in _missing(assembled, catalogue):
        yield f"Sans fichier : {title} : « pas de donnée » à l'écran"


def changements(assembled: Assembled, served: DataSet | None, catalogue: Catalogue) -> Iterator[str]:
    """Ce qui change par rapport au jeu en service, s'il y en a un."""
    if served is None:
        yield "Premier jeu de données ici : rien à comparer."
        return
    yield f"Depuis le jeu en service (empreinte {served.manifest['hash'][:12]}, {date_des_donnees(served.manifest)}) :"
    titles = {one.id: one.title for one in [*catalogue.of_level("commune"), *catalogue.perimetres]}
    ready = Candidat(assembled.communes, assembled.sites, assembled.manifest)
    yield from (f"    {line}" for line in mouvements(ready, served, titles, assembled.lieux))


def en_bref(intake: Intake, assembled: Assembled, catalogue: Catalogue) -> Iterator[str]:
    """L'essentiel, pour qui ne lit que la fin : combien de fichiers, de lignes, de structures, et ce qui demande un regard."""
    sources = assembled.manifest["sources"]
    read, lost = sum(source["lignes_lues"] for source in sources), sum(perdues(source) for source in sources)
    missing = _missing(assembled, catalogue)
    yield "En bref :"
    files = f"Fichiers lus : {len(intake.lus)}, laissés : {len(intake.ignored)}."
    yield f"    {files} Lignes : {nombre(read)}, sans correspondance : {nombre(lost)}."
    yield f"    Structures dans la région : {nombre(len(assembled.sites))}. Données sans fichier : {len(missing)}."
    for source in sources:
        yield from (f"    À regarder : {source['titre']} : {remark}" for remark in source["avis"])


def perdues(source: dict) -> int:
    """Les lignes d'une source du manifeste qui n'ont pas trouvé leur commune ; à défaut d'un compte, ses codes sans correspondance."""
    return source.get("lignes_sans_correspondance", len(source["sans_correspondance"]))


def nombre(value: int) -> str:
    """35014 -> « 35 014 »."""
    return f"{value:,}".replace(",", " ")


def date_des_donnees(manifest: dict) -> str:
    """« données les plus récentes : 2026-11-20 », ou que rien n'annonce de date."""
    return f"données les plus récentes : {manifest['date'] or 'date non annoncée'}"


def _missing(assembled: Assembled, catalogue: Catalogue) -> list[str]:
    found = {one for source in assembled.manifest["sources"] for one in source["couches"]}
    return [one.title for one in [*catalogue.of_level("commune"), *catalogue.perimetres, *catalogue.structures] if one.id not in found]
