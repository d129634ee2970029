"""Les réponses de l'API : les mêmes fonctions que la page, en dictionnaires prêts pour JSON."""

from __future__ import annotations

from dataclasses import asdict

from layers.atlas import Atlas
from layers.commune.fiche import Classement, Fiche, ZonesDeCommune, fiche
from layers.faits.fait import DERIVE, Fait
from layers.jeu.attente import Attente
from layers.recherche.demande import repondre
from layers.recherche.designation import commune_designee
from layers.recherche.recherche import EXACTE, Trouvee, recherche
from layers.recherche.repertoire import ARRONDISSEMENT
from layers.territoire.chiffres import actuels
from layers.territoire.territoires import territoire
from views.api import phrases as w
from views.commune.sans_contour import en_json
from views.ecriture import phrases as wording
from views.ecriture import phrases_pages as p
from views.ecriture.dire import annee_dite
from views.sources.citees import du_fait, reliability
from views.sources.millesimes import de_la_fiche, phrase_de_la_fiche
from views.vue.filtres import CLASSES_NON

MOST_FOUND = 20


def health(atlas: Atlas, version: str, attente: Attente | None = None) -> dict:
    """L'état du service, le jeu de données qu'il montre, et celui qui attend un redémarrage pour l'être."""
    waiting = attente and {"hash": attente.hash, "date": attente.date, "message": wording.attente(attente.hash, attente.date)}
    data = {"mode": atlas.mode, "hash": atlas.hash, "date": atlas.date}
    return {"status": "ok", "data": data, "en_attente": waiting, "version": version}


def readiness(atlas: Atlas, version: str, attente: Attente | None, processus: int) -> dict:
    """Ce que montre le processus qui répond, et ce qui l'empêche de montrer le jeu du disque : de quoi comparer des répliques."""
    told = {**health(atlas, version, attente), "pret": True, "processus": processus}
    return told | {"jeu_du_disque": w.MEME_JEU if attente is None else w.AUTRE_JEU if attente.hash else w.JEU_ILLISIBLE}


def layers(atlas: Atlas) -> list[dict]:
    """Les couches du registre, avec leurs classes dans l'ordre, puis les catégories de structures."""
    couches = [
        {
            "id": c.id,
            "titre": c.title,
            "nature": c.kind,
            "niveau": c.level,
            "unite": c.unit,
            "source": c.source,
            "editeur": c.publisher,
            "licence": c.licence,
            "millesime": atlas.millesime(c.id),
            "fiabilite": reliability(atlas, c.level == "commune"),
            "note": c.note,
            "classes": [{"code": k.code, "libelle": k.label, "couleur": k.colour, "motif": k.pattern} for k in c.classes],
        }
        for c in atlas.catalogue.couches
    ]
    structures = [
        {
            "id": s.id,
            "titre": s.title,
            "nature": "count",
            "niveau": "site",
            "unite": "sites",
            "source": s.source,
            "editeur": s.publisher,
            "licence": s.licence,
            "millesime": atlas.millesime(s.id),
            "fiabilite": reliability(atlas, True),
            "note": "",
            "classes": [],
        }
        for s in atlas.catalogue.structures
    ]
    return couches + structures


def communes(atlas: Atlas, query: str, region_d_abord: bool = False, most: int = MOST_FOUND) -> list[dict]:
    """Les communes trouvées pour `query`, la meilleure d'abord, `most` au plus (voir layers/recherche/demande.py)."""
    return [_found(one) for one in repondre(recherche(atlas), query, most, region_d_abord)]


def only_near(found: list[dict]) -> bool:
    """Vrai si rien ne répond exactement à ce qui est tapé : ce sont des noms voisins."""
    return bool(found) and all(one["correspondance"] != EXACTE for one in found)


def by_cedex(found: list[dict]) -> bool:
    """Vrai si une des communes trouvées l'est par un CEDEX."""
    return any(one["mention"] for one in found)


def cedex(atlas: Atlas, code: str) -> bool:
    """Vrai si `code`, qui n'est celui d'aucune commune, peut être un CEDEX."""
    return commune_designee(atlas, code) is None and by_cedex(communes(atlas, code))


def _found(one: Trouvee) -> dict:
    """Une commune trouvée, et par quoi : un ancien nom ou code, un arrondissement, à une faute près."""
    place, by = one.commune, one.fiche
    former = by.genre not in ("", ARRONDISSEMENT)
    return {
        "code_commune": place.code_commune,
        "nom": place.nom,
        "departement": place.departement,
        "nom_departement": place.nom_departement or None,
        "codes_postaux": list(place.codes_postaux),
        "population": place.population,
        "ancien_nom": (by.nom or None) if former else None,
        "ancien_code": (by.code or None) if former else None,
        "arrondissement": by.nom if by.genre == ARRONDISSEMENT else None,
        "correspondance": one.correspondance,
        "dans_la_region": place.dans_la_region,
        "dessinee": place.dessinee,
        "mention": p.CEDEX_COURT if one.cedex else None,
    }


def commune(atlas: Atlas, code: str) -> dict | None:
    """La fiche de la commune que `code` désigne, ou ce qu'on sait d'une commune sans contour ; None si ce code n'en désigne aucune.

    Demandée par un ancien code, un arrondissement ou un code mal écrit, elle rappelle ce code (`code_demande`).
    """
    here = commune_designee(atlas, code)
    if here is None:
        return None
    it = fiche(atlas, here)
    known = en_json(atlas, here) if it is None else _fiche(atlas, it)
    return known if known is None or here == code else {**known, "code_demande": code}


def _fiche(atlas: Atlas, it: Fiche) -> dict:
    by_id = {c.couche.id: c for c in it.classements}
    return {
        "code_commune": it.code,
        "nom": it.nom,
        "departement": it.departement,
        "region": it.region,
        "epci": it.epci,
        "population": it.population,
        "codes_postaux": list(it.codes_postaux),
        "zonages": {c.couche.id.removeprefix("zonage-"): _class(atlas, c) for c in it.classements if c.couche.group == "zonage"},
        "vagues": {"pastel": _wave(atlas, it)},
        "montagne": _yes_no(by_id.get("montagne")),
        "frr": _code(by_id.get("frr")),
        "apl": by_id["apl"].valeur if "apl" in by_id else None,
        "perimetres": {r.perimetre.id: _zones(r) for r in it.rattachements},
        "details": {name: _class(atlas, by_id[name]) for name in ("montagne", "frr", "apl") if name in by_id},
        "sites_proches": [
            {
                "usage": s.usage,
                "libelle": atlas.catalogue.usage(s.usage).tete,
                "usage_deduit_du_nom": s.deduit,
                "portee": atlas.catalogue.usage(s.usage).reach,
                "categorie": s.categorie,
                "numero_finess": s.numero_finess,
                "nom": s.nom,
                **{name: value or None for name, value in asdict(s.lieu).items()},
                "code_commune": s.code_commune,
                "commune": s.commune,
                "distance_km": round(s.distance_m / 1000, 1),
                "direction": s.direction or None,
                "plus_proche_possible_hors_region": s.au_dela,
                "mesure": wording.depart(it.depuis_mairie),
                "position_approximative": s.approximative,
                "fiabilite": "simulé" if atlas.simulated else "dérivé",
            }
            for s in it.sites_proches
        ],
        "dates": {"phrase": phrase_de_la_fiche(atlas, it), "millesimes": [asdict(one) for one in de_la_fiche(atlas, it)]},
        "mairie": {**it.mairie, **({"horaires": [wording.ouverture(o) for o in it.horaires]} if it.horaires else {})},
    }


def _code(c: Classement | None) -> str | None:
    return c.classe if c is not None else None


def _yes_no(c: Classement | None) -> bool | None:
    """Vrai, faux, ou None quand on ne sait pas (commune absente du fichier)."""
    return None if c is None or c.classe is None else c.classe not in CLASSES_NON.get(c.couche.id, ())


def _class(atlas: Atlas, c: Classement) -> dict:
    """Une classe et sa source ; `classe` null : `etat` dit si elle est absente, masquée par l'éditeur ou partagée."""
    value = {"valeur": c.valeur, "unite": c.couche.unit} if c.couche.bounded else {}
    return {
        "classe": c.classe,
        "libelle": c.libelle,
        **value,
        "etat": c.etat,
        "parties": [{"code": p.code, "nom": p.nom, "classe": p.classe, "libelle": p.libelle, "valeur": p.valeur} for p in c.parties],
        "source": f"{c.couche.publisher}. {c.couche.source}",
        "millesime": atlas.millesime(c.couche.id),
        "licence": c.couche.licence,
        "fiabilite": DERIVE if c.moyenne and not atlas.simulated else reliability(atlas, True),
    }


def _zones(r: ZonesDeCommune) -> dict:
    """Les zones d'un périmètre et leur source ; `zones` null : non publié. [] : publié, et aucune."""
    return {
        "zones": None if r.zones is None else [{"code": zone.code, "nom": zone.nom} for zone in r.zones],
        "source": f"{r.perimetre.publisher}. {r.perimetre.source}",
        "millesime": r.millesime,
        "licence": r.perimetre.licence,
        "note": r.perimetre.note,
    }


def _wave(atlas: Atlas, it: Fiche) -> dict:
    couche = atlas.catalogue.couche("pastel")
    wave = it.vague
    return {
        "annee": wave.valeur if wave else None,
        "etat": annee_dite(atlas, wave).partition(", ")[2] if wave else "non publié",
        "niveau": "departement",
        "source": f"{couche.publisher}. {wave.source}, ligne {wave.ligne}" if wave else couche.source,
        "millesime": atlas.millesime(couche.id),
    }


def territory(atlas: Atlas, territoire_id: str) -> dict | None:
    """Un territoire et le chiffre qui vaut aujourd'hui pour chaque indicateur, ou None si l'identifiant est inconnu.

    `bbox` null : rien ne situe ce territoire (un centre de santé dont le document ne dit pas la commune…).
    """
    here = territoire(atlas, territoire_id)
    if here is None:
        return None
    return {
        "id": here.id,
        "nom": here.nom,
        "niveau": here.niveau,
        "code": here.code,
        "parent": here.parent or None,
        "bbox": list(here.bbox) if here.bbox else None,
        "indicateurs": [indicator(atlas, one) for one in actuels(atlas, here).values()],
    }


def indicator(atlas: Atlas, one: Fait) -> dict:
    """Le chiffre d'un indicateur ; `fait` : celui de /api/v1/indicateurs qui répond, avec tout ce qui le fonde."""
    source = du_fait(atlas, one)
    return {
        "id": one.indicateur,
        "fait": one.id,
        "titre": one.titre,
        "valeur": one.valeur,
        "qualificatif": one.qualificatif,
        "unite": one.unite,
        "periode": one.periode,
        "statut": one.statut,
        "source": source.source,
        "licence": source.licence,
        "fiabilite": one.fiabilite,
        "note": one.note,
    }
