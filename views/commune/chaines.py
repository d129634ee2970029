"""« Pourquoi cette classe ? » sur la fiche : une chaîne de phrases par profession, chacune avec sa source numérotée."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from views.commune import phrases_pourquoi as w
from views.commune.pourquoi import PhraseDePourquoi, pourquoi
from views.ecriture.phrases import NON_PUBLIE
from views.sources.citees import Source, Sources

# Ce que dit l'adresse (?profession=) -> la couche qui répond. Dentistes et autres professions n'ont pas de zonage ici.
ZONAGES = {
    "medecin-generaliste": "zonage-medecins",
    "medecin-specialiste": "zonage-medecins",
    "infirmier": "zonage-infirmiers",
    "masseur-kinesitherapeute": "zonage-masseurs-kinesitherapeutes",
    "orthophoniste": "zonage-orthophonistes",
}


@dataclass(frozen=True)
class Maillon:
    """Une phrase de la chaîne et sa source."""

    texte: str
    source: Source


@dataclass(frozen=True)
class Chaine:
    """La chaîne d'une profession. `voisines` : une phrase par voisine d'une autre classe ; `voisines_titre` les compte.

    `mention` : « démonstration… » quand les classes sont simulées, "" sinon.
    """

    zonage: str
    titre: str
    maillons: tuple[Maillon, ...]
    voisines: tuple[str, ...]
    voisines_titre: str
    voisines_tues: str
    mention: str


def chaines(atlas: Atlas, code: str, sources: Sources) -> tuple[Chaine, ...]:
    """Les chaînes de la commune `code`, qui existe : une par profession, dans l'ordre du registre."""
    return tuple(_chaine(atlas, code, couche.id, sources) for couche in atlas.catalogue.couches if couche.group == "zonage")


def _chaine(atlas: Atlas, code: str, zonage: str, sources: Sources) -> Chaine:
    found = pourquoi(atlas, code, zonage)
    if found is None:
        raise KeyError(code)
    return Chaine(
        zonage=zonage,
        titre=atlas.catalogue.couche(zonage).short,
        maillons=tuple(Maillon(one.texte, _source(atlas, one, sources)) for one in found.phrases),
        voisines=tuple(one.texte for one in found.voisines),
        voisines_titre=w.voisines_titre(len(found.voisines) + found.tues),
        voisines_tues=w.voisines_tues(found.tues),
        mention=found.mention,
    )


def _source(atlas: Atlas, one: PhraseDePourquoi, sources: Sources) -> Source:
    entry = atlas.catalogue.by_id.get(one.entree)
    if entry is not None:
        # Une date non publiée est dans la phrase : la source reste celle des données, avec leur millésime.
        vintage = atlas.millesime(one.entree) if one.millesime == NON_PUBLIE else one.millesime
        return sources.cite(entry.title, one.source, vintage, one.fiabilite, entry.licence, getattr(entry, "note", ""))
    return sources.cite(atlas.reperes[one.entree].titre, one.source, one.millesime, one.fiabilite, "")
