"""La couverture à emporter : les communes comptées, leur distance et leur état ; les sites ; d'où cela vient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from layers.acces.couverture import KM, bande, trajets_de, valeurs
from layers.acces.modele import Modele
from layers.acces.population import communes_de
from layers.acces.trajets import AUCUN, Trajets
from layers.faits.fait import DERIVE, SIMULE
from layers.registre.catalogue import Couche
from views.api.api import reliability
from views.couverture import phrases as t
from views.couverture.adresse import Demande, adresse
from views.couverture.page import TEINTES
from views.couverture.sites import mot
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.contenu import Contenu

ETATS = (
    ("EN_DECA", t.EN_DECA_DU_SEUIL, TEINTES[1], "plein"),
    ("A_VERIFIER", t.BANDE_AU_SEUIL, TEINTES[2], "diagonale"),
    ("AU_DELA", t.AU_DELA_DU_SEUIL, TEINTES[3], "plein"),
)


def contenu(demande: Demande, modele: Modele, jour: str, site: str, sites_au: str) -> Contenu:
    """Le contenu d'un export : toutes les communes que la population retenue compte. `site` : l'adresse publique, « » inconnue."""
    atlas = demande.atlas
    found = trajets_de(atlas, modele, demande.usage)
    kept = communes_de(found.communes, demande.population)
    couche = _couche(demande)
    limit = t.seuil_dit(demande.mesure, demande.seuil)
    communes = _communes(demande, found, kept)
    told = [
        (e.JEU, w.jeu_de_donnees(atlas.mode, atlas.date)),
        ("Avertissement", w.JEU_SIMULE if atlas.simulated else ""),
        ("Territoire", atlas.regions.at[atlas.region, "nom"]),
        ("Distance à", mot(atlas, demande.usage).un),
        ("Seuil", limit),
        ("Habitants comptés", t.POPULATIONS[demande.population]),
        (t.METHODE, f"{t.MOTEURS[demande.mesure]} {t.HORS_REGION}"),
        ("Sites", sites_au),
        ("Communes exportées", str(len(communes))),
        ("Géographie", w.GEOGRAPHIE),
        (e.VUE, site + adresse(demande)),
        (e.EMPREINTE, atlas.hash),
        (e.EXPORTE, w.date(jour)),
    ]
    return Contenu(
        titre=f"{couche.title} · {atlas.regions.at[atlas.region, 'nom']}",
        couche=couche,
        communes=communes,
        structures=_sites(demande, found.sites),
        propos=tuple((name, value) for name, value in told if value),
        unite=t.UNITES[demande.mesure],
        formes={mot(demande.atlas, demande.usage).choix: ("#0B5D66", "rond")},
        simule=atlas.simulated,
    )


def _couche(demande: Demande) -> Couche:
    """Une couche du même genre que celles du registre : les styles et les tables des exports en lisent les classes."""
    model = demande.atlas.catalogue.couche("zonage-medecins")
    title = t.titre_de_couche(mot(demande.atlas, demande.usage).choix, t.seuil_dit(demande.mesure, demande.seuil))
    classes = tuple(
        replace(model.classes[0], code=code, raw=(), label=label, colour=colour, pattern=pattern) for code, label, colour, pattern in ETATS
    )
    return replace(model, id="couverture", title=title, classes=classes)


def etats(found: Trajets, mesure: str, seuil: int) -> list[str]:
    """L'état de chaque commune (codes d'ETATS), « » si sa distance n'est pas connue. En kilomètres, rien n'est à vérifier."""
    value, (low, high) = valeurs(found, mesure), bande(found, mesure)
    codes = np.select([np.isnan(value), high <= seuil, low > seuil], ["", "EN_DECA", "AU_DELA"], "A_VERIFIER")
    return [str(code) for code in codes]


def _communes(demande: Demande, found: Trajets, kept: np.ndarray) -> pd.DataFrame:
    atlas, rows = demande.atlas, found.communes[kept]
    codes = [code for code, keep in zip(etats(found, demande.mesure, demande.seuil), kept) if keep]
    labels = {code: label for code, label, _, _ in ETATS} | {"": t.PHRASES["sans"]}
    value, (low, high) = valeurs(found, demande.mesure), bande(found, demande.mesure)
    names = np.append(found.sites["nom"].to_numpy(dtype=object), "")  # AUCUN lit le dernier : « »
    table = pd.DataFrame(
        {
            "code_commune": rows.index,
            "nom": rows["nom"].to_numpy(),
            "code_departement": rows["departement"].to_numpy(),
            "departement": atlas.departements["nom"].reindex(rows["departement"]).to_numpy(),
            "population": pd.array(rows["population"], dtype="Int64"),
            "code_classe": codes,
            "classe": [labels[code] for code in codes],
            "etat": [e.CONNUE if code else t.PHRASES["sans"] for code in codes],
            "valeur": value[kept],
        },
        index=pd.Index(rows["numero"].to_numpy(), name="numero"),
    )
    if demande.mesure != KM:
        table = table.assign(basse=low[kept], haute=high[kept])
    table["site"] = names[np.where(found.rangs[kept, 0] == AUCUN, len(names) - 1, found.rangs[kept, 0])]
    table["bord"] = ["oui" if one else "non" for one in found.bord[kept]]
    return table.assign(fiabilite=SIMULE if atlas.simulated else DERIVE)


def _sites(demande: Demande, sites: pd.DataFrame) -> pd.DataFrame:
    atlas = demande.atlas
    found = sites[sites["longitude"].notna() & sites["latitude"].notna()]
    return pd.DataFrame(
        {
            "categorie": [mot(demande.atlas, demande.usage).choix] * len(found),
            "nom": found["nom"].to_numpy(),
            "code_commune": found["code_commune"].to_numpy(),
            "commune": atlas.communes["nom"].reindex(found["code_commune"]).to_numpy(),
            "longitude": np.round(found["longitude"].to_numpy(dtype=float), 6),
            "latitude": np.round(found["latitude"].to_numpy(dtype=float), 6),
            "position": found["position"].to_numpy(),
            "fiabilite": reliability(atlas, True),
        }
    ).astype({"categorie": object})
