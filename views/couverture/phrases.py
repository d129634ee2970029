"""Les phrases de la couverture. Le script de la page reçoit celles de PHRASES, et écrit donc les mêmes."""

from __future__ import annotations

from typing import NamedTuple

from layers.acces.couverture import KM, MINUTES
from views.ecriture import phrases as w

RACINE = "/couverture"
TITRE = "Couverture"
TEXTE = "Combien d'habitants sont loin d'un site de soins, ce qu'une fermeture éloigne, où ouvrir les prochains."
VUES = ((RACINE, "Qui est loin"), (f"{RACINE}/si-une-ferme", "Si une ferme"), (f"{RACINE}/les-prochaines", "Les prochaines"))
VUES_NOM = "Vues de la couverture"


class Mot(NamedTuple):
    """Ce qu'on vient chercher : en tête d'une liste, « une maison de santé », « maisons de santé »."""

    choix: str
    un: str
    plusieurs: str


# Un usage écrit au registre n'y dit pas son genre ; une catégorie de structures le dit.
FEMININS = frozenset({"maternite", "smur"})
POPULATIONS = {"tous": "Tous", "zip": "En ZIP", "montagne": "Montagne", "frr": "Ruralités (FRR)", "qpv": "Avec un QPV"}
POPULATION_DITE = {
    "tous": "",
    "zip": " des communes en ZIP",
    "montagne": " des communes de montagne",
    "frr": " des communes en FRR",
    "qpv": " des communes qui ont un QPV",
}
MESURES = {KM: "Kilomètres", MINUTES: "Minutes estimées"}
UNITES = {KM: "km", MINUTES: "min"}
CHAMPS = {"usage": "Distance au site le plus proche", "mesure": "Compter en", "seuil": "Seuil", "population": "Habitants comptés"}
REGION, MONTRER = "Région", "Montrer"
NOMBRES = {
    2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix", 11: "onze", 12: "douze",
    13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 17: "dix-sept", 18: "dix-huit", 19: "dix-neuf", 20: "vingt",
}  # fmt: skip
# Une fraction parlée ne s'éloigne pas de la part de plus de cette proportion.
FIDELE = 0.04
PHRASES = {
    "un_sur": "Un habitant{de} sur {n} vit à plus de {seuil} d'{un}",
    "part": "{part} des habitants{de} vivent à plus de {seuil} d'{un}",
    "personne": "Aucun habitant{de} ne vit à plus de {seuil} d'{un}",
    "plus_loin": " ; {nom} : {part}",
    "au_dela": ["habitant vit à plus de {seuil}", "habitants vivent à plus de {seuil}"],
    "communes_au_dela": ["{n} commune au-delà de {seuil}", "{n} communes au-delà de {seuil}"],
    "par_departement": "Au-delà de {seuil}, par département",
    "et_autres": ["et {n} autre", "et {n} autres"],
    "etats": "Sûrement au-delà : {surs}. À vérifier, la bande passe le seuil : {verifier}.",
    "environ": "environ {minutes} min ({basse} à {haute} neuf fois sur dix)",
    "court": f"{{minutes}}{w.INSECABLE}min ({{basse}}{w.INSECABLE}à{w.INSECABLE}{{haute}})",
    "dedans": "dans la commune",
    "sans": "distance inconnue",
}
TABLE_COMMUNES = ("Commune", "Dép.", "Médecins", "Habitants")
TABLE_TERRITOIRES = ("Territoire", "Part au-delà", "Habitants au-delà", "Communes au-delà")
COURBE = "Part des habitants selon la distance"
LEGENDE = "Distance au plus proche"
COMMUNES, HABITANTS = "communes", "habitants"
EPCI = "Par intercommunalité"
TOUT_VOIR, EMPORTER = "Toutes les communes, en tableau", "Emporter"
BORD = "Hachuré en bord de carte : une commune d'une autre région est plus proche que le site ; ses sites ne sont pas dans les données."
BORD_COURT = "bord de région"
SANS_SITES = "Les sites de cette région ne sont pas dans le jeu de données : sa couverture n'est pas connue."
INCONNUES = ["{n} commune n'a pas de distance connue.", "{n} communes n'ont pas de distance connue."]
PAS_DE_MINUTES = "Le modèle des minutes ne vaut qu'en France hexagonale et en Corse, où le relief est publié : comptez en kilomètres."
METHODE = "Comment c'est compté"
MOTEURS = {
    KM: "À vol d'oiseau, de la mairie au site ; zéro dans la commune qui en a un. Le seuil se compare à la distance exacte.",
    MINUTES: "Temps estimé à vol d'oiseau, sans la route : un modèle ajusté sur les temps d'accès aux urgences de 2019.",
}
TRENTE = "Les urgences à moins de {seuil} : le chiffre publié, et celui d'aujourd'hui"
TRENTE_PUBLIE = (
    "Publié pour {annee} : {n} habitants, {part} de la région, à plus de {seuil} par la route d'un service d'urgences ou d'un SMUR "
    "({source}), compté sur la population d'aujourd'hui."
)
TRENTE_NOUS = (
    "Estimé pour les {sites} services d'urgences d'aujourd'hui : {n} habitants, {part}, dont {surs} sûrement au-delà ; "
    "{verifier} sont à vérifier. {au}"
)
TRENTE_POURQUOI = (
    "Pourquoi ils diffèrent : le chiffre publié compte aussi les SMUR, où l'on ne va pas, et suit les routes ; le nôtre ne compte que les "
    "services d'urgences, estimés à vol d'oiseau, et ceux d'aujourd'hui : des communes qui étaient à zéro n'en ont pas, d'autres en ont un "
    "depuis. Le chiffre publié compte les services des régions voisines ; le nôtre, non."
)
TRENTE_COLONNES = ("Département", "Publié, {annee}", "Estimé, aujourd'hui", "Habitants, {annee}", "Habitants, aujourd'hui", "dont sûrement")
TRENTE_COMMUNES = [
    "{n} commune publiée à plus de {seuil} en {annee}",
    "{n} communes publiées à plus de {seuil} en {annee}, les plus peuplées d'abord",
]
TRENTE_LISTE = ("Commune", "Dép.", "Habitants", "Publié, {annee}", "Estimé, aujourd'hui")
PUBLIEES_VERS = "la commune la plus proche qui avait un service d'urgences ou un SMUR, par la route"
UN_DE_PLUS = (
    "Une différence seulement : l'APL officielle n'est pas recalculée. Poids officiels de la profession, temps estimés à vol d'oiseau, "
    "population non pondérée par âge ; les habitants des régions voisines ne sont pas comptés."
)
HORS_REGION = "Les sites des régions voisines ne sont pas comptés."
DEUX_SUR_TROIS = "presque sûr"
# Une région où le modèle se trompe plus que sa bande ne le dit.
MODELE_MOINS_BON = "Dans cette région, la bande ne tient que {dans} fois sur cent, et l'erreur moyenne est de {erreur} minutes."


def seuil_dit(mesure: str, seuil: int) -> str:
    """« 10 km », « 15 min »."""
    return f"{seuil}{w.INSECABLE}{UNITES[mesure]}"


def sur_combien(part: float) -> int | None:
    """13 pour 7,5 % : la fraction « un sur treize » qui dit la part ; None si aucune n'est assez fidèle."""
    n = round(100 / part) if part else 0
    return n if n in NOMBRES and abs(100 / n - part) <= FIDELE * part else None


def constat(part: float | None, mot: Mot, mesure: str, seuil: int, population: str, pire: tuple[str, float] | None) -> str:
    """Le titre : « Un habitant sur treize vit à plus de 10 km d'une maison de santé ; Gers : 67,0 % »."""
    if part is None:
        return f"{mot.choix} : la distance n'est connue pour personne"
    said = {"de": POPULATION_DITE[population], "seuil": seuil_dit(mesure, seuil), "un": mot.un, "part": w.pourcentage(part)}
    n = sur_combien(part)
    model = "personne" if part == 0 else "un_sur" if n else "part"
    told = PHRASES[model].format(**said, n=NOMBRES.get(n or 0, ""))
    return told + (PHRASES["plus_loin"].format(nom=pire[0], part=w.pourcentage(pire[1])) if pire and pire[1] > part else "")


def minutes_courtes(minutes: float, basse: float, haute: float) -> str:
    """« 24 min (18 à 30) », dans un tableau."""
    return PHRASES["court"].format(minutes=round(minutes), basse=round(basse), haute=round(haute))


def accorde(modele: list[str], n: int, **mots: object) -> str:
    """Le modèle à deux formes, au nombre de `n` (écrit à la française)."""
    return modele[0 if n < 2 else 1].format(n=w.entier(n), **mots)


def a_environ(minutes: float, basse: float, haute: float) -> str:
    """« environ 24 min (18 à 30 neuf fois sur dix) » ; « dans la commune »."""
    if minutes == 0:
        return PHRASES["dedans"]
    return PHRASES["environ"].format(minutes=round(minutes), basse=round(basse), haute=round(haute))


def sites_au(source: str, jour: str, deduits: int, tous: int) -> str:
    """« Sites : FINESS, 20 novembre 2026. » `deduits` : combien des `tous` sites ont cet usage sans que l'éditeur le dise."""
    said = f"Sites : {source}, {jour}."
    return said + (f" {w.entier(deduits)} sur {w.entier(tous)} ont cet usage déduit de leur nom ou de leur catégorie." if deduits else "")


def valeurs_inconnues(keys: tuple[str, ...]) -> str:
    """Le refus de l'API : quels paramètres n'ont pas une valeur qui existe."""
    return f"Paramètre refusé : {', '.join(keys)}. Les valeurs admises sont dans docs/api.md."


# Les trois états d'une commune, dans un fichier à emporter.
EN_DECA_DU_SEUIL, BANDE_AU_SEUIL, AU_DELA_DU_SEUIL = "En deçà du seuil", "À vérifier : la bande passe le seuil", "Au-delà du seuil"


def titre_de_couche(usage: str, seuil: str) -> str:
    """Le titre de la couche exportée."""
    return f"{usage}, seuil de {seuil}"
