"""La réponse de la borne à « et chez moi ? » : une phrase, une classe, où se soigner et en combien de minutes."""

from __future__ import annotations

from dataclasses import dataclass

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.secteur import secteur
from layers.commune.soins import PUBLIEES, Soin, soins
from layers.socle.entrees import BORNE
from views.borne import phrases_reponse as r
from views.commune import phrases as f
from views.ecriture import lieux
from views.ecriture import phrases as w
from views.ecriture.minutes import temps
from views.ecriture.phrases_sites import nom_dit, rue_dite


@dataclass(frozen=True)
class LigneDeReponse:
    """Une ligne de la réponse. `avant` : le mot qui précède `temps`, plus petit (« environ »)."""

    usage: str
    titre: str
    precision: str
    avant: str
    temps: str
    longitude: float
    latitude: float
    publie: bool = False  # ses minutes sont celles qu'un éditeur publie


@dataclass(frozen=True)
class ReponseDeBorne:
    """`phrase` : (début, en gras, fin). `classes` : (code, mot, couleur, est-ce la sienne). `officielle` : le nom officiel de sa
    classe, « » si elle n'est pas publiée."""

    code: str
    nom: str
    ou: str
    avis: tuple[str, ...]
    phrase: tuple[str, str, str]
    classes: tuple[tuple[str, str, str, bool], ...]
    officielle: str
    lieux: tuple[LigneDeReponse, ...]
    d_ou: str

    def en_toutes_lettres(self) -> str:
        """La réponse en un texte."""
        rows = ((one.titre, one.precision.split(" · ")[0], one.avant + one.temps) for one in self.lieux)
        return r.en_toutes_lettres(rows, self.nom, self.ou)


def reponse(atlas: Atlas, modele: Modele, it: Fiche) -> ReponseDeBorne:
    """La réponse pour la commune de `it`."""
    around = secteur(atlas, it.code)
    couche = atlas.catalogue.couche(ZONAGE_MEDECINS)
    classe = next((one.classe for one in it.classements if one.couche.id == ZONAGE_MEDECINS), None)
    people = "" if it.population is None else f" · {w.pluriel(it.population, 'habitant')}"
    found = tuple(_lieu(atlas, it, one) for one in soins(atlas, modele, it, usages_montres(atlas)))
    return ReponseDeBorne(
        code=it.code,
        nom=it.nom,
        ou=f"{atlas.departements.at[it.departement, 'nom']}{people}",
        avis=_avis(atlas, it),
        phrase=r.acces_et_classe(it.nom, around.communes, around.acces, classe),
        classes=tuple(
            (code, mot, couche.classes[couche.rank[code]].colour, code == classe)
            for code, mot in r.CLASSES
            if code in couche.rank and (code != r.HORS_ZONAGE or classe == code)
        ),
        officielle=couche.classes[couche.rank[classe]].label if classe else "",
        lieux=found,
        d_ou=_d_ou(it, found),
    )


def usages_montres(atlas: Atlas) -> tuple[str, ...]:
    """Les usages que le registre propose à la borne : ceux qui ont ici des mots simples d'abord, dans leur ordre."""
    proposed = [one.id for one in atlas.catalogue.usages if BORNE in one.places]
    return (*(one for one in r.USAGES if one in proposed), *(one for one in proposed if one not in r.USAGES))


def _d_ou(it: Fiche, found: tuple[LigneDeReponse, ...]) -> str:
    if not found:
        return ""
    edge = f"{r.AU_BORD_DIT} " if any(one.temps.endswith(r.AU_BORD) for one in found) else ""
    published = r.D_OU_URGENCES if any(one.publie for one in found) else ""
    return edge + published + r.D_OU.format(depart=r.DEPARTS[it.depuis_mairie])


def _avis(atlas: Atlas, it: Fiche) -> tuple[str, ...]:
    if it.dans_la_region:
        return ()
    return (f.autre_region(atlas.regions.at[it.region, "nom"], atlas.regions.at[atlas.region, "nom"], False), w.PROCHES_INCONNUS)


def _lieu(atlas: Atlas, it: Fiche, one: Soin) -> LigneDeReponse:
    single, several = r.titres(atlas.catalogue.usage(one.usage))
    said = temps(one, it.depuis_mairie)
    return LigneDeReponse(
        usage=one.usage,
        titre=several if len(one.sur_place) > 1 else single,
        precision=_precision(it, one),
        avant=r.ENVIRON if said.startswith(r.ENVIRON) else "",
        temps=said.removeprefix(r.ENVIRON) + (r.AU_BORD if not one.sur_place and one.site.au_dela else ""),
        longitude=one.site.longitude,
        latitude=one.site.latitude,
        publie=one.nature == PUBLIEES,
    )


def _precision(it: Fiche, one: Soin) -> str:
    """Le nom du lieu, sa ville si ce n'est pas la commune, sa rue ; ce qu'il faut faire avant d'y aller."""
    elsewhere = one.site.code_commune != it.code
    others = len(one.sur_place) - 1
    parts = (
        nom_dit(one.site.nom) + (f", {lieux.a(one.site.commune)}" if elsewhere else ""),
        r.AUTRES[others > 1].format(n=others) if others > 0 else rue_dite(one.site.lieu.adresse),
        r.AVANT.get(one.usage, ""),
    )
    return " · ".join(part for part in parts if part)
