"""La fiche d'une commune, toute en phrases et en tableaux : ce que la page et le papier montrent, chacun à sa façon.

Fonctions pures de l'Atlas. Un texte est écrit ici une fois : la page (views/templates/commune.html) et le papier
(views/templates/fiche.typ) ne font que le placer, et disent donc la même chose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from layers.atlas import Atlas
from layers.commune.fiche import Classement, Fiche, ZonesDeCommune
from layers.commune.proches import SiteProche
from layers.faits.fait import DERIVE, EXACT, est_chiffre
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Classe
from layers.socle.entrees import FICHE
from layers.territoire.indicateurs import moyenne_ponderee
from layers.territoire.territoires import mask
from views.commune import phrases as f
from views.commune.chaines import Chaine, chaines
from views.commune.tableaux import TableauDeFiche, tableau_comparaison, tableau_semblables, tableau_voisines
from views.ecriture import phrases as w
from views.ecriture.dire import annee_dite, lu, unite_lue
from views.sources.citees import Source, Sources, du_fait
from views.sources.millesimes import phrase_de_la_fiche

ETATS = {"absente": w.PAS_DE_DONNEE, "masquee": w.MASQUE, "partagee": w.PARTAGE}
FAITS = {"pta": f.PTA_2019, "cpts-2019": f.CPTS_2019, "esp": f.ESP_2019}


@dataclass(frozen=True)
class LigneDeFiche:
    """Un chiffre ou une classe. `manque` : la valeur n'est pas connue, et `valeur` dit pourquoi. `classe` : sa couleur, son motif.

    `mesure` : le nombre que `valeur` écrit, pour le dessiner à côté d'autres ; None s'il n'est pas connu ou ne se compare pas.
    `sujet` : l'entrée du registre dont la ligne parle, là où une autre page la cherche.
    """

    nom: str
    valeur: str
    precision: str = ""
    source: Source | None = None
    manque: bool = False
    classe: Classe | None = None
    lien: str = ""
    mesure: float | None = None
    sujet: str = ""


@dataclass(frozen=True)
class FicheEcrite:
    """Une fiche prête à placer. `avis` : ce qu'il faut lire d'abord (commune hors de la région). `dates` : celles qu'elle réunit."""

    code: str
    nom: str
    titre: str
    description: str
    avis: tuple[str, ...]
    identite: tuple[LigneDeFiche, ...]
    classes: tuple[LigneDeFiche, ...]
    pourquoi: tuple[Chaine, ...]
    acces: tuple[LigneDeFiche, ...]
    territoire: tuple[LigneDeFiche, ...]
    proches: tuple[LigneDeFiche, ...]
    proches_avis: tuple[str, ...]
    coordination: tuple[LigneDeFiche, ...]
    voisines: TableauDeFiche
    comparaison: TableauDeFiche
    semblables: TableauDeFiche
    sources: tuple[Source, ...]
    dates: str


def feuille(atlas: Atlas, it: Fiche) -> FicheEcrite:
    """La fiche de `it` en phrases."""
    sources = Sources(atlas)
    departement = atlas.departements.at[it.departement, "nom"]
    classes = _classes(atlas, it, sources)
    identite = _identite(atlas, it, sources)
    return FicheEcrite(
        code=it.code,
        nom=it.nom,
        titre=f.titre(it.nom, departement, it.code),
        description=f.description(it.nom, departement, identite[0].valeur, classes[0].valeur),
        avis=_ailleurs(atlas, it),
        identite=identite,
        classes=classes,
        pourquoi=chaines(atlas, it.code, sources),
        acces=_acces(atlas, it, sources),
        territoire=_territoire(atlas, it, sources),
        proches=_proches(atlas, it, sources),
        proches_avis=_proches_avis(atlas, it),
        coordination=_coordination(atlas, it, sources),
        voisines=tableau_voisines(atlas, it, sources),
        comparaison=tableau_comparaison(atlas, it, sources),
        semblables=tableau_semblables(atlas, it, sources),
        sources=sources.all(),
        dates=phrase_de_la_fiche(atlas, it),
    )


def _ailleurs(atlas: Atlas, it: Fiche) -> tuple[str, ...]:
    """Ce qu'il faut lire d'abord d'une commune dont la région n'est pas celle des structures préparées."""
    if it.dans_la_region:
        return ()
    carte = bool(adresse_de_carte(atlas, it.region))
    return (f.autre_region(atlas.regions.at[it.region, "nom"], atlas.regions.at[atlas.region, "nom"], carte),)


def _identite(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    people = sources.entry(atlas.catalogue.by_id["population"], EXACT)
    departement = atlas.departements.at[it.departement, "nom"]
    carte = adresse_de_carte(atlas, it.region)
    epci = f.intercommunalite(atlas.epci.at[it.epci, "nom"]) if it.epci in atlas.epci.index else ""
    return (
        LigneDeFiche(f.POPULATION, _population(it.population), source=people, manque=it.population is None),
        LigneDeFiche(f.DEPARTEMENT, f"{departement} ({it.departement})", lien=f"{carte}?territoire=dep-{it.departement}" if carte else ""),
        LigneDeFiche(f.EPCI, epci or f.SANS_EPCI, manque=not epci, lien=f"{carte}?territoire=epci-{it.epci}" if epci and carte else ""),
        LigneDeFiche(f.CODES, f.codes(it.code, it.codes_postaux)),
        *_mairie(it, sources),
    )


def _population(people: int | None) -> str:
    if people is None:
        return w.PHRASES_CARTE["populationInconnue"]
    return f.POPULATION_ZERO if people == 0 else w.pluriel(people, "habitant")


def _mairie(it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    known = [f.coordonnee(key, it.mairie[key]) for key in ("adresse", "telephone", "courriel") if key in it.mairie]
    if not known:
        return (LigneDeFiche(f.MAIRIE, f.MAIRIE_INCONNUE, manque=True),)
    source = sources.cite(f.MAIRIE, f"DILA. {f.MAIRIE_SOURCE}", "", EXACT, "Licence Ouverte 2.0")
    hours = " ; ".join(w.ouverture(one) for one in it.horaires)
    return (
        LigneDeFiche(f.MAIRIE, " · ".join(known), source=source),
        LigneDeFiche(f.HORAIRES, hours or f.HORAIRES_INCONNUS, source=source if hours else None, manque=not hours),
    )


def _classes(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    found = [c for c in it.classements if c.couche.group == "zonage"]
    return tuple(_classe(c, sources) for c in found)


def _classe(c: Classement, sources: Sources) -> LigneDeFiche:
    source = sources.entry(c.couche)
    if c.classe is None:
        parts = f"{w.parties(c.parties, c.couche.unit)}. " if c.parties else ""
        return LigneDeFiche(f.NOMS.get(c.couche.id, c.couche.short), ETATS[c.etat], parts + f.donnees(source.periode), source, manque=True)
    classe = c.couche.classes[c.couche.rank[c.classe]]
    said = f"{classe.label} ({classe.code})" if classe.spoken else classe.label
    return LigneDeFiche(f.NOMS.get(c.couche.id, c.couche.short), said, f.donnees(source.periode), source, classe=classe)


def _acces(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    found = next((c for c in it.classements if c.couche.id == "apl"), None)
    if found is None:
        return ()
    source = sources.entry(found.couche)
    if found.valeur is None:
        mine = LigneDeFiche(f.APL_COMMUNE, ETATS[found.etat], source=source, manque=True)
    else:
        classe = found.couche.classes[found.couche.rank[found.classe]]
        mine = LigneDeFiche(f.APL_COMMUNE, f.apl(found.valeur), f.ecart_au_seuil(found.valeur), source, classe=classe, mesure=found.valeur)
    wider = [(f.APL_DEPARTEMENT, f"dep-{it.departement}"), (f.APL_REGION, f"reg-{it.region}")]
    return (
        mine,
        *(_moyenne(atlas, found, nom, territoire, sources) for nom, territoire in wider),
        LigneDeFiche(f.APL_SEUIL, w.decimal(atlas.reperes["sous-dense"].valeur), f.seuil_dit(atlas.reperes["sous-dense"])),
    )


def _moyenne(atlas: Atlas, c: Classement, nom: str, territoire_id: str, sources: Sources) -> LigneDeFiche:
    value = _moyenne_du_territoire(atlas, territoire_id, c.couche.id)
    source = sources.entry(c.couche, "" if atlas.simulated else DERIVE)
    said = w.PAS_DE_DONNEE if value is None else f.apl(value)
    return LigneDeFiche(nom, said, f.PONDEREE, source, manque=value is None, mesure=value)


@lru_cache(maxsize=2048)
def _moyenne_du_territoire(atlas: Atlas, territoire_id: str, couche_id: str) -> float | None:
    """La même pour toutes les communes du territoire : elle se compte une fois."""
    return moyenne_ponderee(atlas.communes[mask(atlas, territoire_id)], atlas.catalogue.couche(couche_id))


def _territoire(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    layers = [c for c in it.classements if c.couche.group == "territoire" and not c.couche.bounded]
    return (
        *(_classe(c, sources) for c in layers),
        *(_perimetre(atlas, it, r, sources) for r in it.rattachements),
    )


def _perimetre(atlas: Atlas, it: Fiche, r: ZonesDeCommune, sources: Sources) -> LigneDeFiche:
    """Territoire de vie-santé, quartiers prioritaires : non publié, aucun, ou leurs noms ; et ce qu'un document en compte d'autre."""
    if r.zones is None:
        return LigneDeFiche(r.perimetre.short, w.NON_PUBLIE, manque=True)
    source = sources.entry(r.perimetre)
    quartiers = r.perimetre.id == "qpv"
    if not r.zones:
        return LigneDeFiche(r.perimetre.short, f.AUCUN_QUARTIER if quartiers else f.AUCUN, f.donnees(source.periode), source)
    medecins = next((c.classe for c in it.classements if c.couche.id == "zonage-medecins"), None)
    note = f.ZIP_PAR_QUARTIERS if quartiers and medecins != "ZIP" else f.donnees(source.periode)
    told = [one for one in atlas.faits.par_territoire.get(f"com-{it.code}", ()) if one.indicateur == r.perimetre.id and est_chiffre(one)]
    others = [f.autre_compte(lu(one), du_fait(atlas, one).source) for one in told if one.nombre != len(r.zones)]
    note = " ".join((note, *others))
    return LigneDeFiche(r.perimetre.short, ", ".join(zone.nom for zone in r.zones), note, source)


def _proches(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    if not it.sites_proches:
        return ()
    source = sources.sites()
    return tuple(_proche(atlas, it, s, source) for s in it.sites_proches if FICHE in atlas.catalogue.usage(s.usage).places)


def _proche(atlas: Atlas, it: Fiche, s: SiteProche, source: Source) -> LigneDeFiche:
    usage, here = atlas.catalogue.usage(s.usage), s.code_commune == it.code
    said = w.a_distance(s.distance_m, s.direction) + (f" ({f.DANS_LA_COMMUNE})" if here else "")
    notes = [
        s.nom if here else f"{s.nom}, à {s.commune}",
        *f.ou_aller(s.lieu),
        f.DEDUIT if s.deduit else "",
        w.APPROXIMATIVE.strip("()") if s.approximative else "",
        f.PORTEES[usage.reach],
        f.au_dela() if s.au_dela else "",
    ]
    return LigneDeFiche(usage.tete, said, f"{w.INSECABLE}; ".join(filter(None, notes)), source, sujet=s.usage)


def _proches_avis(atlas: Atlas, it: Fiche) -> tuple[str, ...]:
    if not it.dans_la_region:
        return (w.PROCHES_INCONNUS,)
    said = [f.distances(w.depart(it.depuis_mairie))]
    if it.limite is not None and any(s.au_dela for s in it.sites_proches):
        said.append(f.limite(it.limite, atlas.regions.at[it.region, "nom"]))
    if any(s.usage == "cpts" for s in it.sites_proches):
        said.append(f.SIEGE)
    return tuple(said)


def _coordination(atlas: Atlas, it: Fiche, sources: Sources) -> tuple[LigneDeFiche, ...]:
    """Ce que les documents disent du département : l'année de PÂSTEL, l'état de l'appui, les CPTS et les équipes de 2019."""
    if it.vague is None:
        return (LigneDeFiche(f.PASTEL, f.PASTEL_NON_CONCERNEE, manque=True),)
    said = f.pastel(atlas.departements.at[it.departement, "nom"], annee_dite(atlas, it.vague))
    found = {one.indicateur: one for one in atlas.faits.par_territoire.get(f"dep-{it.departement}", ()) if not one.perimetre}
    lines = [LigneDeFiche(f.PASTEL, said, source=sources.fact(it.vague))]
    for key, nom in FAITS.items():
        one = found.get(key)
        if one is None:
            lines.append(LigneDeFiche(nom, w.NON_PUBLIE, f.DU_DEPARTEMENT, sources.entry(atlas.catalogue.by_id[key]), manque=True))
        else:
            text = f"{lu(one)} {unite_lue(one)}".strip()
            lines.append(LigneDeFiche(nom, text, one.note if key == "pta" and one.note else f.DU_DEPARTEMENT, sources.fact(one)))
    return tuple(lines)
