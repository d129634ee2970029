"""Le papier d'une commune : ce qu'une feuille A4 montre, tout en textes et en dessins, prêt à mettre en page.

Fonction pure de l'Atlas. Les textes sont ceux de la page (views/commune/fiche.py, views/commune/pourquoi.py, views/aides/aides.py) ;
rien n'est recalculé. La mise en page est dans views/templates/fiche.typ, qui choisit la taille et compte ce qu'elle ne montre pas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from layers.aides.situation import Situation
from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.faits.fait import EXACT
from layers.geo.contours import Contours
from views.aides.section import SUPPOSEE
from views.commune import phrases as f
from views.commune.fiche import Feuille, Ligne, feuille
from views.commune.plan import plan_papier
from views.commune.pourquoi import pourquoi
from views.dessin.motifs import PAPIER, forme, pastille
from views.dessin.qr import svg_du_code
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p
from views.papier import phrases as t
from views.papier.aides import aides_papier
from views.sources.citees import Source

LICENCE_OUVERTE = "Licence Ouverte 2.0"
# Les étapes du « pourquoi » qui tiennent sur une feuille : l'accès et le seuil ont déjà leur place à côté.
ETAPES = ("territoire", "classe", "arrete", "quartiers", "voisines")
VOISINES_NOMMEES = 3


def papier(atlas: Atlas, contours: Contours, it: Fiche, adresse: str = "", situation: Situation = SUPPOSEE) -> dict:
    """Le contenu de la feuille, prêt pour JSON. `adresse` : celle du site ; « » : ni code QR ni lien. `situation` : celle des aides."""
    sheet = feuille(atlas, it)
    departement = atlas.departements.at[it.departement, "nom"]
    return {
        "titre": t.titre(it.nom, departement, it.code),
        "nom": it.nom,
        "surtitre": f"{w.TITRE} {atlas.regions.at[atlas.region, 'nom']} · {t.SUR_TITRE}",
        "description": sheet.description,
        "avis": list(sheet.avis),
        "simule": w.JEU_SIMULE if atlas.simulated else "",
        "jeu": f"{w.jeu_de_donnees(atlas.mode, atlas.date)}. {p.CREDITS} {w.empreinte(atlas.hash)}.",
        "identite": _lignes(line for line in sheet.identite if line.nom != f.HORAIRES),
        "mairie": f.MAIRIE,
        "classes": _section(f.CLASSES, sheet.classes),
        "acces": _acces(atlas, sheet),
        "pourquoi": _pourquoi(atlas, it.code),
        "proches": _proches(atlas, it, sheet),
        "territoire": _section(f.TERRITOIRE, sheet.territoire),
        "coordination": _section(f.COORDINATION, sheet.coordination),
        "aides": aides_papier(atlas, it.code, situation),
        "plan": _plan(atlas, contours, it),
        "sources": _sources(atlas, sheet),
        "qr": _qr(f"{adresse}/commune/{it.code}") if adresse else None,
    }


def _section(titre: str, lines: tuple[Ligne, ...], avis: Iterable[str] = ()) -> dict:
    """Des lignes sous un titre. Une source ou une précision que toutes partagent est dite une fois, sous le titre."""
    rows = _lignes(lines)
    shared = {key: rows[0][key] for key in ("source", "precision") if len(rows) > 1 and len({row[key] for row in rows}) == 1}
    rows = [{**row, **{key: type(value)() for key, value in shared.items()}} for row in rows]
    return {"titre": titre, "lignes": rows, "source": shared.get("source", 0), "precision": shared.get("precision", ""), "avis": list(avis)}


def _lignes(lines: Iterable[Ligne]) -> list[dict]:
    return [
        {
            "nom": line.nom,
            "valeur": line.valeur,
            "precision": line.precision,
            "manque": line.manque,
            "source": line.source.numero if line.source else 0,
            "pastille": pastille(PAPIER, line.classe) if line.classe else "",
        }
        for line in lines
    ]


def _proches(atlas: Atlas, it: Fiche, sheet: Feuille) -> dict:
    """Les structures. Ce que la page répète à côté de chacune qui est au-delà de la limite est ici un astérisque, dit une fois."""
    beyond = f"{w.INSECABLE}; {f.au_dela()}"
    lines = tuple(replace(line, precision=line.precision.replace(beyond, t.ASTERISQUE)) for line in sheet.proches)
    limit = f.limite(it.limite, atlas.regions.at[it.region, "nom"]) if it.limite else ""
    avis = [f"{t.ASTERISQUE.strip()} {said}" if said == limit else said for said in sheet.proches_avis]
    return {**_section(f.PROCHES, lines, avis), "entetes": list(t.PROCHES_ENTETES)}


def _acces(atlas: Atlas, sheet: Feuille) -> dict:
    """L'accessibilité et son seuil, avec de quoi dessiner chaque ligne (`mesure`, None : rien à dessiner)."""
    lines = [{**line, "mesure": one.mesure, "precision": ""} for line, one in zip(_lignes(sheet.acces), sheet.acces)]
    return {
        "titre": t.ACCES,
        "unite": t.unite(f.APL_UNITE, sheet.acces[0].precision if sheet.acces else ""),
        "lignes": lines,
        "seuil": atlas.reperes["sous-dense"].valeur,
        "appel": t.APPEL_SEUIL,
    }


def _pourquoi(atlas: Atlas, code: str) -> dict:
    it = pourquoi(atlas, code)
    if it is None:
        raise KeyError(code)
    phrases = [one.texte for one in it.phrases if one.etape in ETAPES]
    named = [one.texte for one in it.voisines[:VOISINES_NOMMEES]]
    hidden = it.tues + len(it.voisines) - len(named)
    return {
        "titre": t.POURQUOI,
        "phrases": phrases,
        "voisines": [*named, *([t.voisines_autres(hidden)] if hidden else [])],
        "voisines_tues": t.VOISINES_TUES if it.voisines else "",
        "prudence": it.prudence,
    }


def _plan(atlas: Atlas, contours: Contours, it: Fiche) -> dict | None:
    drawn = plan_papier(atlas, contours, it)
    if drawn is None:
        return None
    classes = [{"dessin": pastille(PAPIER, one), "texte": f.plan_classe(one)} for one in drawn.classes]
    by = atlas.catalogue
    sites = [{"dessin": forme(by.structure(one.categorie).shape), "texte": by.usage(one.usage).singular} for one in drawn.sites]
    return {
        "svg": drawn.svg,
        "alt": f.plan_titre(it.nom),
        "note": t.PLAN,
        "classes": classes,
        "sites": sites,
        "au_plus_pres": f.AU_PLUS_PRES,
    }


def _sources(atlas: Atlas, sheet: Feuille) -> dict:
    """Les sources que la feuille cite, aux numéros de la page ; ce qui n'est ni exact ni sous Licence Ouverte est dit."""
    sections = (sheet.identite, sheet.classes, sheet.acces, sheet.proches, sheet.territoire, sheet.coordination)
    cited = {line.source.numero for lines in sections for line in lines if line.source}
    kept = [source for source in sheet.sources if source.numero in cited]
    licences = _rassemble((source.licence, source) for source in kept if source.licence != LICENCE_OUVERTE)
    other = [t.sauf(" ".join(f"[{one.numero}]" for one in its), licence) for licence, its in licences.items()]
    groups = _rassemble(((source.editeur, source.periode), source) for source in kept)
    return {
        "titre": t.SOURCES,
        "intro": " ".join([t.SOURCES_LUES, *other]),
        "lignes": [
            *(_groupe(atlas, editeur, periode, its) for (editeur, periode), its in groups.items()),
            *(t.seuil(line.precision) for line in sheet.acces if line.nom == f.APL_SEUIL),
        ],
    }


def _rassemble(pairs: Iterable[tuple]) -> dict:
    """{clé: [valeurs]}, dans l'ordre où elles viennent."""
    found: dict = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _groupe(atlas: Atlas, editeur: str, periode: str, its: list[Source]) -> str:
    """« [1] Zonage des médecins généralistes ; [2] Zonage des infirmiers libéraux. Éditeur, 2025. » Un document a son titre."""
    titles = [f"[{one.numero}] {one.titre}" + ("" if one.fiabilite == EXACT else f" ({one.fiabilite})") for one in its]
    documents = [document.titre for document in atlas.aides.documents.values() if any(document.titre in one.source for one in its)]
    return f"{' ; '.join(titles)}. {', '.join(part for part in (editeur, *documents, periode) if part)}."


def _qr(url: str) -> dict:
    """Le code QR d'une adresse, sans marge : la mise en page la donne."""
    return {"svg": svg_du_code(url, marge=0), "url": url, "titre": t.FICHE_A_JOUR, "alt": t.qr(url)}
