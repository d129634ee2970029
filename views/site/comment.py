"""« Comment ça marche » : chaque idée avec son chiffre de la région, tiré de l'Atlas, et ce qui en répond."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.faits.par_departement import annees
from layers.registre.catalogue import Classe
from layers.territoire.chiffres import actuels
from layers.territoire.territoires import territoire
from views.ecriture import phrases as w
from views.site import phrases_comment as c
from views.sources.citees import Source, Sources

ZONAGE, CLASSE_PRIORITAIRE = "zonage-medecins", "ZIP"


@dataclass(frozen=True)
class Idee:
    """Une idée prête à placer. `chiffre` « » : non publié pour cette région, et `source` est alors None.

    `classes` : les classes du zonage présentes dans la région, pour l'idée qui en parle ; vide pour les autres.
    """

    texte: c.Texte
    chiffre: str
    dit: str
    source: Source | None
    classes: tuple[Classe, ...] = ()


def idees(atlas: Atlas) -> tuple[Idee, ...]:
    """Les six idées, dans l'ordre de la page."""
    sources, found = Sources(atlas), dict(actuels(atlas, territoire(atlas, f"reg-{atlas.region}")))
    return tuple(_idee(atlas, texte, found, sources) for texte in c.IDEES)


def idee(atlas: Atlas, id_idee: str) -> Idee | None:
    """L'idée de cet identifiant, ou None."""
    return next((one for one in idees(atlas) if one.texte.id == id_idee), None)


def _idee(atlas: Atlas, texte: c.Texte, found: dict[str, Fait], sources: Sources) -> Idee:
    region = atlas.regions.at[atlas.region, "nom"]
    if texte.id == "zonage":
        return _zonage(atlas, texte, found.get(f"{ZONAGE}.{CLASSE_PRIORITAIRE}.population"), sources)
    if texte.id == "telemedecine":
        return _vagues(atlas, texte, sources)
    counted = found.get(texte.id)
    if counted is None:
        return _sans_chiffre(texte)
    structure = atlas.catalogue.structure(texte.id)
    return Idee(texte, w.entier(counted.valeur), c.compte(structure, counted.valeur, region), sources.fact(counted))


def _zonage(atlas: Atlas, texte: c.Texte, part: Fait | None, sources: Sources) -> Idee:
    couche = atlas.catalogue.couche(ZONAGE)
    there = set(atlas.communes.loc[atlas.communes["region"] == atlas.region, ZONAGE])
    classes = tuple(classe for classe in couche.classes if classe.code in there)
    if part is None or part.valeur is None:
        return _sans_chiffre(texte)
    dit = c.part_en_zip(atlas.regions.at[atlas.region, "nom"])
    return Idee(texte, w.pourcentage(part.valeur), dit, sources.fact(part), classes)


def _vagues(atlas: Atlas, texte: c.Texte, sources: Sources) -> Idee:
    departements = atlas.departements.index[atlas.departements["region"] == atlas.region]
    reached = [annees(atlas.faits)[code] for code in departements if code in annees(atlas.faits)]
    if not reached:
        return _sans_chiffre(texte)
    return Idee(texte, w.entier(len(reached)), c.vagues(len(reached), len(departements)), sources.fact(reached[0]))


def _sans_chiffre(texte: c.Texte) -> Idee:
    return Idee(texte, "", c.SANS_CHIFFRE, None)
