"""La vue « Si une ferme » : le classement des fermetures, et ce que change celle du site choisi."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.couverture import KM, trajets_de
from layers.acces.fermeture import Fermeture, fermetures_de, sans_second, touchees
from layers.acces.modele import Modele
from layers.acces.trajets import AUCUN, Trajets
from layers.geo.silhouettes import Silhouettes
from views.couverture import phrases as t
from views.couverture import phrases_ferme as tf
from views.couverture.adresse import Demande, adresse
from views.couverture.formulaire import Champs, champs
from views.couverture.page import distance_courte, onglets
from views.couverture.petite_carte import CarteDePoints, Rond, petite_carte, places
from views.couverture.sites import mot
from views.ecriture import phrases as w

CLASSEES, TOUCHEES, LARGEUR = 20, 15, 140


@dataclass(frozen=True)
class RangDeFermeture:
    """Un site du classement : son nom, sa commune, ses habitants, la fourchette, la largeur de ses barres, son lien."""

    numero: str
    nom: str
    commune: str
    passent: str
    fourchette: str
    barre: float
    bord: float
    lien: str
    choisi: bool


@dataclass(frozen=True)
class PageFerme:
    """Ce que la vue montre. `chiffres` : (nom, valeur) du site choisi."""

    demande: Demande
    titre: str
    avis: str
    vide: str
    champs: Champs
    onglets: tuple[tuple[str, str, bool], ...]
    classement: tuple[RangDeFermeture, ...]
    titre_classement: str
    personne: str
    seconds: str
    site: str
    commune: str
    chiffres: tuple[tuple[str, str], ...]
    communes: tuple[tuple[str, ...], ...]
    reste: str
    relais: tuple[tuple[str, str], ...]
    carte: CarteDePoints | None
    notes: tuple[str, ...]
    csv: str


def page(demande: Demande, modele: Modele, contours: Silhouettes, numero: str, sites_au: str) -> PageFerme:
    """`numero` : le numéro FINESS du site choisi ; à défaut, ou inconnu, celui qui éloigne le plus."""
    atlas = demande.atlas
    found = trajets_de(atlas, modele, demande.usage)
    ranked = fermetures_de(atlas, modele, demande.usage, demande.mesure, demande.seuil)
    numbers = found.sites["numero_finess"]
    chosen = next((one for one in ranked if numbers[one.rang] == numero), ranked[0] if ranked else None)
    limit = t.seuil_dit(demande.mesure, demande.seuil)
    asked = (*demande.ignorees, *(("site",) if numero and (chosen is None or numbers[chosen.rang] != numero) else ()))
    rows = touchees(found, chosen.rang) if chosen else None
    return PageFerme(
        demande=demande,
        titre=_titre(found, chosen, demande) if chosen else t.SANS_SITES,
        avis=w.avis_adresse(asked),
        vide="" if ranked else t.SANS_SITES,
        champs=champs(demande, ()),
        onglets=onglets(demande),
        classement=tuple(_rang(demande, found, one, ranked[0].passent, one is chosen) for one in ranked[:CLASSEES]),
        titre_classement=tf.CLASSEMENT.format(seuil=limit),
        personne=tf.personne(sum(not one.passent for one in ranked), len(ranked)),
        seconds=tf.SECONDS.format(n=w.entier(sans_second(found, demande.mesure, demande.seuil)), seuil=limit),
        site=found.sites["nom"][chosen.rang] if chosen else "",
        commune=_lieu(demande, found, chosen.rang) if chosen else "",
        chiffres=_chiffres(demande, chosen) if chosen else (),
        communes=() if rows is None else tuple(_commune(demande, code, row) for code, row in rows.head(TOUCHEES).iterrows()),
        reste="" if rows is None or len(rows) <= TOUCHEES else t.accorde(t.PHRASES["et_autres"], len(rows) - TOUCHEES),
        relais=() if rows is None else _relais(found, rows),
        carte=petite_carte(atlas, contours, _points(demande, found, ranked, chosen)) if chosen else None,
        notes=(f"{tf.EGALES} {t.MOTEURS[demande.mesure]} {t.HORS_REGION} {sites_au}", tf.MOUSTACHE),
        csv=adresse(demande, f"{t.VUES[1][0]}.csv"),
    )


def _titre(found: Trajets, one: Fermeture, demande: Demande) -> str:
    commune = demande.atlas.commune(found.sites["code_commune"][one.rang])["nom"]
    limit = t.seuil_dit(demande.mesure, demande.seuil)
    return tf.titre(mot(demande.atlas, demande.usage).plusieurs, commune, one.passent, limit)


def _lieu(demande: Demande, found: Trajets, rang: int) -> str:
    row = demande.atlas.commune(found.sites["code_commune"][rang])
    return f"{row['nom']}, {demande.atlas.departements.at[row['departement'], 'nom']}"


def _rang(demande: Demande, found: Trajets, one: Fermeture, most: int, chosen: bool) -> RangDeFermeture:
    numero = found.sites["numero_finess"][one.rang]
    width = LARGEUR / most if most else 0.0
    return RangDeFermeture(
        numero,
        found.sites["nom"][one.rang],
        demande.atlas.commune(found.sites["code_commune"][one.rang])["nom"],
        w.entier(one.passent),
        "" if demande.mesure == KM else tf.FOURCHETTE.format(surs=w.entier(one.surs), possibles=w.entier(one.possibles)),
        (one.passent - one.bord) * width,
        one.bord * width,
        adresse(demande, site=numero),
        chosen,
    )


def _chiffres(demande: Demande, one: Fermeture) -> tuple[tuple[str, str], ...]:
    limit, unit = t.seuil_dit(demande.mesure, demande.seuil), t.UNITES[demande.mesure]
    added = tf.SANS_REPLI if one.ajout is None else f"+{w.decimal(one.ajout)}{w.INSECABLE}{unit}"
    told = [
        (tf.PASSENT.format(seuil=limit), w.entier(one.passent)),
        (tf.AJOUT.format(n=w.entier(one.desservis)), added),
    ]
    if demande.mesure != KM:
        told[1:1] = [(tf.SURS, w.entier(one.surs)), (tf.POSSIBLES, w.entier(one.possibles))]
    return (*told, (tf.BORD, w.entier(one.bord)))


def _commune(demande: Demande, code: str, row: pd.Series) -> tuple[str, ...]:
    mesure = demande.mesure
    now = row["km"] if mesure == KM else row["minutes"]
    after = row["km_sans"] if mesure == KM else row["minutes_sans"]
    people = w.NON_PUBLIE if pd.isna(row["population"]) else w.entier(row["population"])
    before = t.PHRASES["dedans"] if now == 0 else t.PHRASES["sans"] if np.isnan(now) else f"{_court(mesure, now)}"
    told = tf.SANS_REPLI if row["repli"] == AUCUN else distance_courte(mesure, after, row["basse_sans"], row["haute_sans"])
    return (code, row["nom"], people, before, told)


def _court(mesure: str, value: float) -> str:
    return f"{w.decimal(value)}{w.INSECABLE}km" if mesure == KM else f"{round(value)}{w.INSECABLE}min"


def _relais(found: Trajets, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Les sites où iraient le plus d'habitants, et combien."""
    totals = rows[rows["repli"] != AUCUN].groupby("repli")["population"].sum().sort_values(ascending=False)
    return tuple((found.sites["nom"][rang], w.entier(people)) for rang, people in totals.head(4).items() if people)


def _points(demande: Demande, found: Trajets, ranked: tuple[Fermeture, ...], chosen: Fermeture) -> list[Rond]:
    """Un rond par site, d'une aire proportionnelle aux habitants qui passent ; le choisi au premier plan."""
    at = places(found.sites["longitude"].to_numpy(dtype=float), found.sites["latitude"].to_numpy(dtype=float))
    most = max(ranked[0].passent, 1)
    drawn = []
    for one in [*(other for other in ranked if other is not chosen), chosen]:
        x, y = at[one.rang]
        if not np.isfinite(x):
            continue
        place = demande.atlas.commune(found.sites["code_commune"][one.rang])["nom"]
        kind = "choisi" if one is chosen else "bord" if one.bord * 2 > one.passent > 0 else "rond" if one.passent else "rien"
        radius = 7.0 + 38.0 * (one.passent / most) ** 0.5 if one.passent else 6.0
        link = adresse(demande, site=found.sites["numero_finess"][one.rang]) if one.passent else ""
        drawn.append(Rond(float(x), float(y), radius, f"{place} : {w.entier(one.passent)}", kind, "", link))
    return drawn
