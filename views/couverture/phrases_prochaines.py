"""Les phrases de « Les prochaines »."""

from __future__ import annotations

from layers.acces.prochaines import COUVRIR, RAPPROCHER
from views.ecriture import phrases as w

COMBIEN, POUR_QUOI, OU = "Combien de sites", "Pour quoi", "À condition"
OBJECTIFS = {COUVRIR: "le plus d'habitants sous le seuil", RAPPROCHER: "le moins de distance au total"}
OUS = {"tous": "Partout", "zip": "En ZIP", "montagne": "Montagne", "frr": "Ruralités (FRR)", "qpv": "Avec un QPV"}
UN_PAR_DEPARTEMENT = "Au moins un par département"
PARMI, SAUF = "Seulement dans (codes INSEE, séparés par des virgules)", "Jamais dans (codes INSEE)"
PLAN = "Le plan, dans l'ordre de ce que chacun ajoute"
TABLE = ("Rang", "Commune", "Dép.", "Ce qu'il ajoute")
GAGNES, RESTENT, PART = "habitants passent sous {seuil}", "habitants restent au-delà", "des habitants au-delà, de {avant} à {apres}"
EPARGNES = "{unite} × habitants épargnés"
GLOUTON = "Le plan glouton, un site après l'autre"
CARTE = "Les sites d'aujourd'hui, et ceux du plan dans l'ordre"
PROUVE = "Meilleur plan possible, prouvé."
NON_PROUVE = "Meilleur plan trouvé : aucun autre ne peut faire mieux de plus de {ecart}."
GLOUTON_PAREIL = "Le plan glouton, un site après l'autre, fait aussi bien."
GLOUTON_MOINS = "Le plan glouton, un site après l'autre, fait {moins} de moins."
IMPOSSIBLE = (
    "Ces conditions se contredisent : il faut au moins un site par département, et il y a plus de départements que de sites. "
    "Demandez plus de sites, ou levez la condition."
)
RIEN = "Aucune commune permise n'ajouterait d'habitant sous ce seuil."
BORD = "bord de région"
HYPOTHESE = (
    "Un site qui n'existe pas encore est placé à la mairie de sa commune. Les sites d'aujourd'hui restent. "
    "Rien n'est dit de qui y exercerait. "
    "Près de la limite de la région (« bord de région »), ce qui existe en face n'est pas compté : le gain peut être plus petit."
)
LEGENDE_PLAN, LEGENDE_GAGNEES, LEGENDE_SITES = "site du plan", "commune qui passe sous {seuil}", "site d'aujourd'hui"
CONTRE_ZIP = "En ZIP seulement, {n} sites font passer {moins} habitants de moins"
CONTRE_PARTOUT = "Sans cette condition de lieu, {n} sites font passer {moins} habitants de plus"
CONTRE_PAREIL = "{ou} aussi, {n} sites feraient passer autant d'habitants"
CONTRE_COURBE = "% des habitants au-delà de {seuil}, selon le nombre de sites ajoutés un à un (plan glouton)"
CONTRE_SERIE = "{ou} : {depart} aujourd'hui, {part} avec {n}, {fin} avec {tous}"
COLONNES = ("Rang", "Commune", "Code INSEE", "Département", "Ce qu'il ajoute", "Cumul", "Bord de région")


def titre(n: int, usage: str, gain: float, seuil: str, objectif: str, unite: str) -> str:
    """« Huit maisons de santé de plus : 156 722 habitants passent sous 15 min »."""
    if objectif == RAPPROCHER:
        return f"{n} {usage} de plus : {w.entier(gain)} {unite} × habitants de moins au total"
    return f"{n} {usage} de plus : {w.entier(gain)} {'habitants passent' if gain >= 2 else 'habitant passe'} sous {seuil}"
