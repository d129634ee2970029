"""Ce pour quoi on va dans un site, tiré de sa catégorie, de ses activités autorisées, ou déduit de son nom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from layers.registre.catalogue import Catalogue
from layers.socle.entrees import Structure, Usage
from layers.socle.noms import plain


@dataclass(frozen=True)
class Site:
    """Ce qu'un éditeur dit d'un site. `categorie` : code FINESS ; `noms` : tous ceux qu'il lui donne ; `activites` : les codes de
    ses activités de soins autorisées, None quand aucun fichier ne les donne (vide : il n'en a aucune)."""

    categorie: str
    noms: tuple[str, ...]
    sous_type: str = ""
    activites: frozenset[str] | None = None

    def dit(self, words: tuple[str, ...]) -> bool:
        """Vrai si l'un de ces mots se lit, entier, dans l'un de ses noms, sans accents ni ponctuation."""
        return any(word in self._noms for word in _entiers(words))

    @cached_property
    def _noms(self) -> str:
        return f" {' | '.join(plain(name) for name in self.noms)} "


@lru_cache(maxsize=256)
def _entiers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Les mots d'un usage tels qu'ils se cherchent, une fois pour tous les sites."""
    return tuple(f" {plain(word)} " for word in words)


def usages_du_site(site: Site, catalogue: Catalogue) -> dict[str, bool]:
    """{usage écrit au registre: vrai s'il est déduit} de ce pour quoi on va dans `site`, dans l'ordre du registre."""
    found = {}
    for usage in catalogue.usages_ecrits:
        if site.dit(usage.without):
            continue
        if site.categorie in usage.category or (site.activites or frozenset()) & set(usage.activity):
            found[usage.id] = False
        elif _deduced(site, usage):
            found[usage.id] = True
    return found


def _deduced(site: Site, usage: Usage) -> bool:
    if site.sous_type and site.sous_type in usage.types:
        return True
    if site.categorie in usage.among and site.dit(usage.words):
        return True
    return site.activites is None and site.categorie in usage.presumed and not site.dit(usage.presumed_without)


def structure_du_site(categorie: str, usages: Iterable[str], catalogue: Catalogue) -> Structure | None:
    """La catégorie du registre où est un site de ce code FINESS : la première qui le prend et dont il a l'un des usages demandés."""
    own = set(usages)
    fit = (one for one in catalogue.structures if categorie in one.category and (not one.needs or own & set(one.needs)))
    return next(fit, None)


def usages_sans_activites(categorie: str, sous_type: str, catalogue: Catalogue) -> dict[str, bool]:
    """Les usages d'un site dont on ne sait que sa catégorie du registre et son sous-type : rien n'y est supposé d'un hôpital."""
    own = {categorie: False} if categorie not in {one.id for one in catalogue.usages_ecrits} else {}
    return own | {one.id: True for one in catalogue.usages_ecrits if sous_type and sous_type in one.types}
