"""Les filtres de la vue en formulaire : ce qui y est déjà choisi, et la phrase qui les dit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.export.contenu import filtres
from views.mots import phrases as m
from views.mots.adresse import FORMULAIRE, REGION, adresse, presentes
from views.vue.vue import ANNEES, FILTRES, View, default_view


@dataclass(frozen=True)
class OptionDeFiltre:
    """Une option ou une case : sa valeur, son nom, si elle est choisie."""

    valeur: str
    nom: str
    choisi: bool


@dataclass(frozen=True)
class Filtres:
    """Le formulaire. `themes` : (groupe, choix). `annees` vide quand le thème n'est pas daté. `caches` : les champs qui
    suivent sans se voir. `effacer` : l'adresse sans filtre, « » quand il n'y en a pas. `dits` : la phrase."""

    themes: tuple[tuple[str, tuple[OptionDeFiltre, ...]], ...]
    annees: tuple[OptionDeFiltre, ...]
    classes: tuple[OptionDeFiltre, ...]
    structures: tuple[OptionDeFiltre, ...]
    departements: tuple[OptionDeFiltre, ...]
    montagne: tuple[OptionDeFiltre, ...]
    frr: tuple[OptionDeFiltre, ...]
    caches: tuple[tuple[str, str], ...]
    effacer: str
    dits: str


def formulaire(atlas: Atlas, view: View) -> Filtres:
    """Le formulaire de la vue."""
    couche = atlas.catalogue.couche(view.theme)
    here = atlas.departements[atlas.departements["region"] == atlas.region]
    present = set(atlas.sites["categorie"])
    hidden = [("territoire", view.territoire), (FORMULAIRE, view.theme)]
    # Les filtres que la carte a et que ce formulaire n'a pas suivent.
    hidden += [(key, getattr(view, key)) for key in ("qpv", "epci", "croiser", "apl") if getattr(view, key)]
    # Une catégorie que le jeu n'a pas n'a pas de case : choisie, elle le reste.
    hidden += [("structures", one) for one in view.structures if one not in present]
    default = default_view(atlas)
    open_view = replace(view, **{key: getattr(default, key) for key in FILTRES})
    # L'année d'un thème qui n'en a pas suit, pour le moment où l'on y revient.
    dated = couche.kind == "date"
    return Filtres(
        themes=_themes(atlas, view),
        annees=tuple(OptionDeFiltre(str(year), str(year), year == view.annee) for year in ANNEES) if dated else (),
        classes=tuple(
            OptionDeFiltre(c.code, f"{c.label} ({c.code})" if c.spoken else c.label, c.code not in view.masquer)
            for c in couche.classes
            if c.code in presentes(atlas, view.theme)
        ),
        structures=tuple(OptionDeFiltre(s.id, s.short, s.id in view.structures) for s in atlas.catalogue.structures if s.id in present),
        departements=tuple(OptionDeFiltre(str(code), f"{row['nom']} ({code})", code in view.departements) for code, row in here.iterrows()),
        montagne=tuple(OptionDeFiltre(value, name, value == view.montagne) for value, name in w.CHOIX.items()),
        frr=tuple(OptionDeFiltre(value, name, value == view.frr) for value, name in w.CHOIX.items()),
        caches=(*_region(atlas), *hidden, *([] if dated or view.annee == default.annee else [("annee", str(view.annee))])),
        effacer=adresse(atlas, open_view) if open_view != view else "",
        dits=m.filtres_en_force([f"{name[0].lower()}{name[1:]}, {value}" for name, value in filtres(atlas, view)]),
    )


def _themes(atlas: Atlas, view: View) -> tuple[tuple[str, tuple[OptionDeFiltre, ...]], ...]:
    """Les couches qui ont une valeur dans la région, groupées comme sur la carte."""
    groups = []
    for key, name in w.GROUPES.items():
        known = [c for c in atlas.catalogue.couches if c.group == key and (c.id == view.theme or presentes(atlas, c.id))]
        if known:
            groups.append((name, tuple(OptionDeFiltre(c.id, c.title, c.id == view.theme) for c in known)))
    return tuple(groups)


def _region(atlas: Atlas) -> list[tuple[str, str]]:
    return [(REGION, atlas.region)] if atlas.cartes and atlas.region != atlas.cartes[0] else []


def caches_de_recherche(atlas: Atlas, view: View) -> tuple[tuple[str, str], ...]:
    """Les champs qui gardent la vue quand on cherche une commune."""
    return tuple(parse_qsl(urlsplit(adresse(atlas, view)).query, keep_blank_values=True))
