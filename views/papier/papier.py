"""Le dépliant d'une commune : ce qu'une feuille A4 montre, en textes et en dessins, prêt à mettre en page.

Deux lecteurs : l'élu (la réponse, la carte du secteur, cinq soins, l'accès année par année, trois aides) et le visiteur (où se
soigner, qui appeler, trois mots expliqués). Les textes sont ceux de la page ; rien n'est recalculé. Mise en page : fiche.typ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.soins import Soin, soins
from layers.geo.contours import Contours
from views.aides.section import SUPPOSEE, DemandeDAides, ailleurs, section_aides
from views.commune import phrases_reponse as r
from views.commune.aides_maire import trois_aides
from views.commune.echelle import annees, non_publiees
from views.commune.fiche import feuille
from views.commune.reponse import Echelon, Phrase, RangeeDeSoin, Reponse, rangees, reponse
from views.dessin.qr import svg_du_code
from views.ecriture import phrases as w
from views.papier import phrases as t
from views.papier.dessins import dessin, fichier, picto
from views.papier.plan import PALES, plan_du_depliant

ELU, VISITEUR = "elu", "visiteur"
LECTEURS = (ELU, VISITEUR)
# Les cinq soins de chacun, dans l'ordre où on les cherche ; les plus proches d'abord, une fois comptés.
SOINS = {
    ELU: ("msp", "cds-medecins", "urgences", "pharmacie", "ehpad"),
    VISITEUR: ("msp", "cds-medecins", "urgences", "pharmacie", "cds-dentaire"),
}
# Ce qu'un dépliant laisse à un nom, à une adresse, à une phrase : au-delà, ils ne tiendraient pas sur la page.
NOM_AU_PLUS, ADRESSE_AU_PLUS, PHRASE_AU_PLUS = 78, 70, 230


def papier(atlas: Atlas, contours: Contours, modele: Modele, it: Fiche, adresse: str = "", lecteur: str = ELU) -> dict:
    """Le contenu du dépliant de `it`, prêt pour JSON. `adresse` : celle du site ; « » : ni code QR ni lien."""
    answer = reponse(atlas, modele, it)
    found = soins(atlas, modele, it, SOINS[lecteur])
    departement = atlas.departements.at[it.departement, "nom"]
    return {
        "lecteur": lecteur,
        "titre": t.titre(it.nom, departement, it.code),
        "marque": w.TITRE,
        "etendue": t.ETENDUE,
        "pour": t.POUR[lecteur],
        "nom": it.nom,
        "sous_titre": answer.sous_titre,
        "description": feuille(atlas, it).description,
        "simule": w.JEU_SIMULE if atlas.simulated else "",
        "phrase": _phrase(answer.phrase) if lecteur == ELU else _acces_seul(answer.phrase),
        "dessin": dessin(t.DESSINS[lecteur]),
        "soins_titre": t.SOINS[lecteur],
        "soins": [_soin(one) for one in rangees(atlas, found, it, True)],
        "soins_inconnus": "" if found else w.PROCHES_INCONNUS,
        "carte": _carte(atlas, contours, it, found, answer, lecteur),
        **(_elu(atlas, it, answer) if lecteur == ELU else _visiteur()),
        "sources": _sources(atlas, it, answer, lecteur),
        "qr": _qr(f"{adresse}/commune/{it.code}", lecteur) if adresse else None,
    }


def _phrase(one: Phrase) -> list[str]:
    """[début, mot fort, suite] ; une phrase sans fin est coupée."""
    whole = [one.debut, one.fort, one.suite]
    return whole if len(one.texte) <= PHRASE_AU_PLUS else [t.coupe(one.texte, PHRASE_AU_PLUS), "", ""]


def _acces_seul(one: Phrase) -> list[str]:
    """L'accès, sans la classe ni les aides, qui ne sont pas pour qui se soigne ; vide si l'accès n'est pas publié."""
    return [one.debut, one.fort, "."] if one.fort else ["", "", ""]


def _soin(one: RangeeDeSoin) -> dict:
    place = t.coupe(one.adresse, ADRESSE_AU_PLUS)
    return {
        "picto": picto(one.usage),
        "nom": one.nom,
        "temps": one.temps,
        "site": t.coupe(one.site, NOM_AU_PLUS),
        "adresse": f"{place} ({one.reserve})" if place and one.reserve else place or one.reserve,
    }


def _carte(atlas: Atlas, contours: Contours, it: Fiche, found: tuple[Soin, ...], answer: Reponse, lecteur: str) -> dict | None:
    drawn = plan_du_depliant(atlas, contours, it, found, classes=lecteur == ELU)
    if drawn is None:
        return None
    names = " et ".join(answer.secteur.noms)
    return {
        "svg": drawn.svg,
        "alt": t.carte(it.nom, lecteur == ELU),
        "secteur": t.secteur(names) if drawn.secteur else "",
        "classes": [{"code": one.code, "fond": PALES.get(one.code, ""), "texte": r.MOTS[one.code].lower()} for one in drawn.classes],
    }


def _elu(atlas: Atlas, it: Fiche, answer: Reponse) -> dict:
    aides = section_aides(atlas, it.code, DemandeDAides(SUPPOSEE, True))
    if aides is None:
        raise KeyError(it.code)
    elsewhere = ailleurs(atlas, it.code)
    sector, years = answer.secteur, annees(answer.secteur)
    said = [(name, value) for name, value in zip(_ensembles(atlas, it), (sector.departement, sector.region)) if value is not None]
    return {
        "echelle": [_case(one) for one in answer.echelle],
        "officielle": answer.officielle,
        "acces": {
            "titre": t.acces_titre(sector.serie),
            "svg": fichier(str(years)) if years else "",
            "alt": t.acces_dit(sector.serie),
            "texte": t.acces_texte(sector.apl, said, sector.seuil, max(sector.serie, default="")),
            "manque": non_publiees(sector),
        },
        "aides_titre": r.aides_titre(it.nom),
        "aides": [] if elsewhere else [asdict(one) for one in trois_aides(aides)],
        "aides_ailleurs": r.aides_ailleurs(elsewhere) if elsewhere else "",
        "aides_verifier": r.AIDES_A_VERIFIER,
    }


def _case(one: Echelon) -> dict:
    """Une classe de l'échelle ; sans classe, ses teintes sont vides."""
    code = one.classe.code if one.classe else ""
    return {"mot": one.mot, "ici": one.ici, "code": code, "pleine": one.classe.colour if one.classe else "", "pale": PALES.get(code, "")}


def _ensembles(atlas: Atlas, it: Fiche) -> tuple[str, str]:
    return str(atlas.departements.at[it.departement, "nom"]), str(atlas.regions.at[it.region, "nom"])


def _visiteur() -> dict:
    return {
        "numeros": [list(one) for one in r.NUMEROS],
        "mots": [{"dessin": dessin(nom), "titre": titre, "texte": texte} for nom, titre, texte in t.MOTS],
    }


def _sources(atlas: Atlas, it: Fiche, answer: Reponse, lecteur: str) -> str:
    """Ce que la feuille cite, par éditeur ; puis ce que « environ » veut dire, et ce que le fichier ne donne pas."""
    sheet = feuille(atlas, it)
    lines = [*sheet.proches, *(sheet.acces if answer.secteur.apl is not None else ())]
    medecins = atlas.catalogue.couche(ZONAGE_MEDECINS)
    cited = {line.source.numero: line.source for line in lines if line.source}
    said = [(one.editeur, one.titre, one.periode) for one in cited.values()]
    if lecteur == ELU and answer.officielle:
        said.insert(0, (medecins.publisher, medecins.title, w.date(atlas.millesime(ZONAGE_MEDECINS))))
    game = t.JEU.format(jeu=w.jeu_de_donnees(atlas.mode, atlas.date))
    return " ".join(filter(None, [*_par_editeur(said), r.MINUTES, answer.depuis, r.SANS_TELEPHONE, t.CONTOURS, game]))


def _par_editeur(said: Iterable[tuple[str, str, str]]) -> list[str]:
    """« ARS : zonage des médecins généralistes (2025). »"""
    unique = sorted(dict.fromkeys(said))
    return [
        f"{editeur}{w.INSECABLE}: {', '.join(f'{titre} ({periode})' if periode else titre for _, titre, periode in its)}."
        for editeur, its in groupby(unique, key=lambda one: one[0])
    ]


def _qr(url: str, lecteur: str) -> dict:
    """Le code QR d'une adresse, sans marge : la mise en page la donne."""
    return {"svg": svg_du_code(url, marge=0), "url": url, "court": url.split("://", 1)[-1], "titre": t.VISEZ[lecteur], "alt": t.qr(url)}
