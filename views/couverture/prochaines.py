"""La vue « Les prochaines » : le meilleur plan de k sites, ce que chacun ajoute, et ce qui reste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from layers.acces.couverture import Partage, limites, reponse, trajets_de
from layers.acces.modele import Modele
from layers.acces.plan import K_MAX, Plan, SansSolution
from layers.acces.population import POPULATIONS, TOUTES, populations_presentes
from layers.acces.prochaines import COUVRIR, OBJECTIFS, QuestionDeSites, gagnees, plan_de
from layers.acces.trajets import Trajets, points
from layers.geo.silhouettes import Silhouettes
from views.couverture import phrases as t
from views.couverture import phrases_prochaines as tp
from views.couverture.adresse import Demande, adresse
from views.couverture.contre import Contre, contre
from views.couverture.formulaire import Champs, Choix, champs
from views.couverture.page import onglets
from views.couverture.petite_carte import CarteDePoints, Rond, petite_carte, places
from views.couverture.sites import mot
from views.ecriture import phrases as w

K_DEPART, LARGEUR = 8, 150
CODES = re.compile(r"[0-9AB]{5}(?:[\s,;]+[0-9AB]{5}){0,199}\Z")


@dataclass(frozen=True)
class EtapeDuPlan:
    """Un site du plan : rang, commune, département, ce qu'il ajoute, la largeur de sa barre, bord de région ou non."""

    rang: str
    code: str
    nom: str
    departement: str
    gain: str
    barre: float
    bord: bool


@dataclass(frozen=True)
class PageProchaines:
    """Ce que la vue montre. `choix` : les conditions, telles que le formulaire les pose ; `refus` : pourquoi il n'y a pas de plan."""

    demande: Demande
    question: QuestionDeSites
    titre: str
    avis: str
    vide: str
    champs: Champs
    objectifs: Choix
    ous: Choix
    onglets: tuple[tuple[str, str, bool], ...]
    etapes: tuple[EtapeDuPlan, ...]
    chiffres: tuple[tuple[str, str], ...]
    preuve: tuple[str, ...]
    contre: Contre | None
    legende: tuple[tuple[str, str], ...]
    carte: CarteDePoints | None
    notes: tuple[str, ...]
    csv: str


def question(demande: Demande, asked: Mapping[str, str]) -> tuple[QuestionDeSites, tuple[str, ...]]:
    """La question d'une adresse, et les clés dont la valeur n'a pas été comprise. Ne lève jamais d'exception."""
    refused = list(demande.ignorees)
    known = {"objectif": OBJECTIFS, "ou": (TOUTES, *POPULATIONS), "departements": ("1",)}
    told: dict[str, str] = {}
    for key, values in known.items():
        value = asked.get(key, "")
        told[key] = value if value in values else ""
        if value and not told[key]:
            refused.append(key)
    k = asked.get("k", "")
    right = k.isascii() and k.isdigit() and len(k) < 3 and 1 <= int(k) <= K_MAX
    if k and not right:
        refused.append("k")
    lists = {key: _codes(demande, asked.get(key, "")) for key in ("parmi", "sauf")}
    refused += [key for key, codes in lists.items() if codes is None]
    found = QuestionDeSites(
        demande.usage,
        demande.mesure,
        demande.seuil,
        int(k) if right else K_DEPART,
        told["objectif"] or COUVRIR,
        told["ou"] or TOUTES,
        lists["parmi"] or (),
        lists["sauf"] or (),
        told["departements"] == "1",
    )
    return found, tuple(refused)


def _codes(demande: Demande, text: str) -> tuple[str, ...] | None:
    """Les codes INSEE d'une liste, triés ; None si ce n'en sont pas, ou si l'un n'est pas une commune de la région."""
    text = text.strip()
    if not text:
        return ()
    codes = sorted(set(re.split(r"[\s,;]+", text))) if CODES.match(text) else []
    communes = demande.atlas.communes
    inside = [code in communes.index and communes.at[code, "region"] == demande.atlas.region for code in codes]
    return tuple(codes) if codes and all(inside) else None


def parametres(asked: QuestionDeSites) -> dict[str, str]:
    """Ce que l'adresse ajoute à celle de la demande pour rouvrir cette question."""
    return {
        "k": str(asked.k),
        "objectif": asked.objectif if asked.objectif != COUVRIR else "",
        "ou": asked.ou if asked.ou != TOUTES else "",
        "departements": "1" if asked.un_par_departement else "",
        "parmi": ",".join(asked.parmi),
        "sauf": ",".join(asked.sauf),
    }


def page(demande: Demande, modele: Modele, contours: Silhouettes, asked: Mapping[str, str], sites_au: str) -> PageProchaines:
    """La page ; conditions contradictoires : pas de plan, et ce qu'il faut changer."""
    atlas = demande.atlas
    wanted, ignored = question(demande, asked)
    found = trajets_de(atlas, modele, demande.usage)
    plan, refus = None, ""
    try:
        plan = plan_de(atlas, modele, wanted)
    except SansSolution:
        refus = tp.IMPOSSIBLE
    if not len(found.sites):
        plan, refus = None, t.SANS_SITES
    elif plan is not None and not plan.etapes:
        plan, refus = None, tp.RIEN
    limit, unit = t.seuil_dit(demande.mesure, demande.seuil), t.UNITES[demande.mesure]
    plural = mot(atlas, demande.usage).plusieurs
    return PageProchaines(
        demande=demande,
        question=wanted,
        titre=tp.titre(len(plan.etapes), plural, plan.gain, limit, wanted.objectif, unit) if plan else refus,
        avis=w.avis_adresse(ignored),
        vide="",
        champs=champs(demande, ()),
        objectifs=tuple((one, name, one == wanted.objectif) for one, name in tp.OBJECTIFS.items()),
        ous=tuple((one, tp.OUS[one], one == wanted.ou) for one in populations_presentes(found.communes)),
        onglets=onglets(demande),
        etapes=_etapes(found, plan, limites(atlas), demande) if plan else (),
        chiffres=_chiffres(demande, found, wanted, plan) if plan else (),
        preuve=_preuve(plan, wanted.objectif) if plan else (),
        contre=contre(atlas, modele, found, wanted, plan) if plan else None,
        legende=_legende(wanted, limit) if plan else (),
        carte=petite_carte(atlas, contours, _points(found, modele, wanted, plan)) if plan else None,
        notes=(f"{t.MOTEURS[demande.mesure]} {t.HORS_REGION} {sites_au}", tp.HYPOTHESE),
        csv=adresse(demande, f"{t.VUES[2][0]}.csv", **parametres(wanted)),
    )


def _etapes(found: Trajets, plan: Plan, edges: np.ndarray, demande: Demande) -> tuple[EtapeDuPlan, ...]:
    width = LARGEUR / max(plan.etapes[0].gain, 1e-9)
    rows = []
    for rank, step in enumerate(plan.etapes, start=1):
        commune = found.communes.iloc[step.ligne]
        near = en_bord(demande, edges, step.ligne)
        rows.append(
            EtapeDuPlan(str(rank), str(commune.name), commune["nom"], commune["departement"], w.entier(step.gain), step.gain * width, near)
        )
    return tuple(rows)


def en_bord(demande: Demande, edges: np.ndarray, line: int) -> bool:
    """Vrai si une commune d'une autre région est à moins du seuil, compté ici en kilomètres (un kilomètre par minute au plus)."""
    return bool(edges[line] <= demande.seuil)


def _chiffres(demande: Demande, found: Trajets, wanted: QuestionDeSites, plan: Plan) -> tuple[tuple[str, str], ...]:
    everybody = np.ones(len(found.communes), dtype=bool)
    now: Partage = reponse(found, demande.mesure, demande.seuil, everybody)
    if wanted.objectif != COUVRIR:
        return ((tp.EPARGNES.format(unite=t.UNITES[demande.mesure]), w.entier(plan.gain)),)
    known = now.en_deca.habitants + now.au_dela.habitants
    left = now.au_dela.habitants - round(plan.gain)
    told = tp.PART.format(avant=w.pourcentage(now.part_au_dela), apres=w.pourcentage(100 * left / known if known else None))
    return (
        (tp.GAGNES.format(seuil=t.seuil_dit(demande.mesure, demande.seuil)), w.entier(plan.gain)),
        (tp.RESTENT, w.entier(left)),
        (told, w.pourcentage(100 * left / known if known else None)),
    )


def _preuve(plan: Plan, objectif: str) -> tuple[str, ...]:
    said = tp.PROUVE if plan.prouve else tp.NON_PROUVE.format(ecart=w.pourcentage(plan.ecart))
    less = plan.gain - plan.glouton
    unit = " habitants" if objectif == COUVRIR else ""
    return said, tp.GLOUTON_PAREIL if less < 1 else tp.GLOUTON_MOINS.format(moins=w.entier(less) + unit)


def _legende(wanted: QuestionDeSites, limit: str) -> tuple[tuple[str, str], ...]:
    """(classe du rond, ce qu'il est)."""
    won = (("gagne", tp.LEGENDE_GAGNEES.format(seuil=limit)),) if wanted.objectif == COUVRIR else ()
    return (("plan", tp.LEGENDE_PLAN), *won, ("rien", tp.LEGENDE_SITES))


def _points(found: Trajets, modele: Modele, wanted: QuestionDeSites, plan: Plan) -> list[Rond]:
    at = places(found.sites["longitude"].to_numpy(dtype=float), found.sites["latitude"].to_numpy(dtype=float))
    drawn = [Rond(float(x), float(y), 7.0, name, "rien") for (x, y), name in zip(at, found.sites["nom"]) if np.isfinite(x)]
    everywhere = points(found.communes)
    if wanted.objectif == COUVRIR:
        won = np.flatnonzero(gagnees(found, modele, wanted, plan))
        names = found.communes["nom"].iloc[won]
        drawn += [Rond(float(x), float(y), 11.0, name, "gagne") for (x, y), name in zip(places(*everywhere[won].T), names)]
    here = everywhere[[step.ligne for step in plan.etapes]]
    for rank, ((x, y), step) in enumerate(zip(places(*here.T), plan.etapes), start=1):
        commune = found.communes.iloc[step.ligne]
        said = f"+{w.entier(step.gain)}"
        told = f"{rank}. {commune['nom']} : {said}"
        drawn.append(Rond(float(x), float(y), 38.0, told, "plan", str(rank), lignes=(commune["nom"], said)))
    return drawn
