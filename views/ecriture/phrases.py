"""Toutes les phrases françaises de la page, et l'écriture des nombres et des dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from layers.faits.fait import PRESQUE_RIEN
from layers.registre.marques import LETTRES
from views.ecriture.phrases_pages import ACCESSIBILITE, MENTIONS

if TYPE_CHECKING:
    from layers.commune.fiche import Ouverture, PartieClassee

FINE = "\u202f"  # espace fine insécable : entre les milliers
INSECABLE = "\u00a0"
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
QUALIFICATIFS = {"=": "", ">": "plus de ", "<": "moins de ", "≥": "au moins ", "≤": "au plus ", "≈": "environ "}

NON_PUBLIE = "non publié"
NON_PUBLIE_POUR = "Non publié : "
PAS_DE_DONNEE = "Pas de donnée"
MASQUE = "Non disponible chez l'éditeur"
PARTAGE = "Partagée : ses parties ont des classes différentes"
MOYENNE_DES_PARTIES = "Moyenne pondérée par la population : "
HORS_FILTRE = "Hors des filtres"
A_VENIR = "Pas encore déployé cette année-là"
# Les mots des marques (layers/registre/marques.py), par lettre, puis par code du jeu.
MARQUES = {"-": PAS_DE_DONNEE, "x": MASQUE, "y": PARTAGE, "z": A_VENIR, "h": HORS_FILTRE}
MARQUES_DU_JEU = {code: MARQUES[lettre] for code, lettre in LETTRES.items()}
DEMONSTRATION = "démonstration : répartition simulée"
A_VOL_OISEAU = "à vol d'oiseau"
ILLISIBLE_DIT, AMBIGU_DIT, NON_DATE = "illisible dans le document", "lecture incertaine, non montrée", "non daté"
PEUT_ETRE = "peut-être plus près hors de la région"

GROUPES = {
    "zonage": "Zonages",
    "territoire": "Territoire",
    "telemedecine": "Télémédecine",
    "coordination": "Coordination",
    "structures": "Structures",
    "recrutements": "Recrutements",
}
NIVEAUX = {"reg": "Région", "dep": "Département", "epci": "Intercommunalité", "com": "Commune"}
# Ce que vaut un chiffre : la phrase, et les mêmes mots en bref, pour une case de tableau.
FIABILITES = {
    "exact": "Chiffre publié tel quel.",
    "dérivé": "Compté ou calculé par Maillage à partir des données publiées.",
    "corrigé": "Chiffre publié, dont la lecture automatique du document a été corrigée.",
    "douteux": "Chiffre publié, mais son signe est douteux : le document l'écrit sans « − », et les autres lignes le contredisent.",
    "ambigu": "La lecture du document est incertaine : la valeur n'est pas montrée.",
    "illisible": "Le document est illisible à cet endroit : il n'y a pas de valeur.",
    "déduit": "Déduit du nom : non publié par l'éditeur.",
    "simulé": "Chiffre simulé : démonstration, répartition qui respecte les totaux publiés du département.",
}
FIABILITES_EN_BREF = {
    "exact": "publié tel quel", "dérivé": "compté ou calculé ici", "corrigé": "lecture corrigée", "douteux": "signe douteux",
    "ambigu": "lecture incertaine", "illisible": "illisible", "déduit": "déduit du nom", "simulé": "simulé",
}  # fmt: skip


def entier(value: int | float) -> str:
    """1590 -> « 1 590 » (espace fine insécable)."""
    return f"{round(value):,}".replace(",", FINE)


def parties(its: Iterable[PartieClassee], unite: str) -> str:
    """« Très dotée : Saint-Blancard ; Intermédiaire : Monbardon, Sarcos » : ce que vaut chaque part d'une commune réunie."""
    said: dict[str, list[str]] = {}
    for part in its:
        value = part.libelle if part.valeur is None else f"{decimal(part.valeur)} {unite}"
        said.setdefault(value or MASQUE, []).append(part.nom)
    return " ; ".join(f"{value} : {', '.join(names)}" for value, names in said.items())


def decimal(value: float, digits: int = 1) -> str:
    """35.84 -> « 35,8 » ; milliers séparés par une espace fine."""
    return f"{value:,.{digits}f}".replace(",", FINE).replace(".", ",")


def duree(minutes: int) -> str:
    """33 -> « 33 min » ; 60 -> « 1 h » ; 65 -> « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}{INSECABLE}min"
    return f"{hours}{INSECABLE}h" + (f"{INSECABLE}{rest:02d}" if rest else "")


def pourcentage(value: float | None) -> str:
    """13.46 -> « 13,5 % » ; entre 0 et 0,05 exclu : « < 0,1 % » ; None -> « non publié »."""
    if value is None:
        return NON_PUBLIE
    if 0 < value < 0.05:
        return PRESQUE_RIEN
    return f"{decimal(value)}{INSECABLE}%"


def euros(value: float) -> str:
    """105848919 -> « 105 848 919 € »."""
    return f"{entier(value)}{INSECABLE}€"


def millions(value: float) -> str:
    """188800857 -> « 188,8 M€ » ; 1200000 -> « 1,2 M€ »."""
    return f"{decimal(value / 1_000_000)}{INSECABLE}M€"


def signe(value: float, texte: str) -> str:
    """(-7.5, « 7,5 % ») -> « −7,5 % » : le signe (le vrai moins), puis la valeur absolue déjà écrite ; rien devant zéro."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{texte}"


def points(value: float) -> str:
    """5.9 -> « +5,9 points » ; -0.4 -> « −0,4 point »."""
    return signe(value, f"{decimal(abs(value))}{INSECABLE}point{'s' if abs(value) >= 2 else ''}")


def distance(metres: float) -> str:
    """850 -> « moins de 1 km » ; 9213 -> « 9 km »."""
    return f"moins de 1{INSECABLE}km" if metres < 1000 else f"{entier(metres / 1000)}{INSECABLE}km"


MOIS_COURTS = {
    "janvier": "janv.", "février": "févr.", "avril": "avr.", "juillet": "juill.", "septembre": "sept.", "octobre": "oct.",
    "novembre": "nov.", "décembre": "déc.",
}  # fmt: skip
MOIS_LONGS = re.compile(r"\b(?:" + "|".join(MOIS_COURTS) + r")\b")


def date(text: str) -> str:
    """« 2026-05-12 » -> « 12 mai 2026 » ; « 2019-09 » -> « septembre 2019 » ; tout autre texte est rendu tel quel."""
    match = DATE.match(text)
    if not match:
        return text
    year, month, day = match.groups()
    if month is None:
        return text
    try:
        datetime.date(int(year), int(month), int(day or 1))
    except ValueError:  # le 30 février n'est pas une date : il est rendu tel quel
        return text
    words = f"{MOIS[int(month) - 1]} {year}"
    if day is None:
        return words
    return f"{'1er' if day == '01' else int(day)} {words}"


def sans_point(text: str) -> str:
    """Le texte sans son point final : la phrase continue."""
    return text.removesuffix(".")


def guillemets(text: str) -> str:
    """L'espace d'un guillemet ou d'un signe double ne se coupe pas en fin de ligne."""
    text = text.replace("« ", f"«{INSECABLE}").replace(" »", f"{INSECABLE}»")
    return re.sub(r" ([:;?!])", rf"{INSECABLE}\1", text)


def pluriel(count: int, singular: str, plural: str | None = None) -> str:
    """(1, "commune") -> « 1 commune » ; (2 ou plus) -> « 2 communes » ; zéro est au singulier, comme en français."""
    return f"{entier(count)}{INSECABLE}{singular if abs(count) < 2 else plural or singular + 's'}"


def valeur(value: float | int | str | None, unite: str, qualificatif: str = "=") -> str:
    """Une valeur telle qu'elle se lit : « 13,5 % », « plus de 7 000 », « 2018 », « non publié »."""
    if value is None:
        return NON_PUBLIE
    before = QUALIFICATIFS.get(qualificatif, f"{qualificatif} ")
    if isinstance(value, str):
        return before + value
    if unite == "%":
        return before + pourcentage(value)
    if unite == "année":
        return before + str(value)
    return before + (entier(value) if float(value).is_integer() else decimal(value, 2))


def jeu_de_donnees(mode: str, day: str) -> str:
    """Ce que la page et le terminal disent du jeu montré."""
    if mode == "official" and not day:
        return "Données officielles, date non annoncée"
    if mode == "official":
        return f"Données officielles, jusqu'au {date(day)}" if DATE.match(day) and len(day) == 10 else f"Données officielles, {date(day)}"
    return DEMONSTRATION[0].upper() + DEMONSTRATION[1:]


def avis_adresse(ignored: tuple[str, ...]) -> str:
    """L'avis montré quand une adresse contient ce que la page ne connaît pas ; « » s'il n'y a rien à dire."""
    if not ignored:
        return ""
    noms = {
        "territoire": "le territoire",
        "theme": "le thème",
        "masquer": "les classes",
        "structures": "les structures",
        "departements": "les départements",
        "montagne": "le filtre montagne",
        "frr": "le filtre ruralités",
        "qpv": "le filtre des quartiers prioritaires",
        "epci": "l'intercommunalité",
        "croiser": "la deuxième profession",
        "apl": "la plage d'accessibilité",
        "annee": "l'année",
        "adresse": "une partie de l'adresse",
    }
    what = ", ".join(noms.get(key, "une partie de l'adresse") for key in ignored)
    return f"Cette adresse n'est pas reconnue en entier ({what}) : la vue par défaut la remplace."


# ---------------------------------------------------------------- la page
TITRE = "Maillage"
SOUS_TITRE = "L'accès aux soins, commune par commune"
CHERCHER = "Chercher une commune"
THEME = "Colorer les communes selon"
STRUCTURES = "Structures"
STRUCTURES_NON_RECENSEES = "Pas de donnée : les structures de cette région ne sont pas dans le jeu de données."
AUTRES_CARTES = "Autres régions"
FILTRES = "Filtres"
TOUTE_LA_REGION = "Toute la région"
DEPARTEMENTS = "Départements"
DEPARTEMENTS_TOUS = "Tous les départements"
MONTAGNE = "Zone de montagne"
MONTAGNE_COURT = "Montagne"
FRR = "Ruralités (FRR)"
QPV = "Quartier prioritaire"
EPCI = "Intercommunalité"
CROISER = "2e profession"
AUCUNE, TOUTES = "Aucune", "Toutes"
APL_PLAGE, APL_DE, APL_A = "Accès (APL)", "Accessibilité (APL), au moins", "Accessibilité (APL), moins de"
APL_ENTRE, APL_SANS_MINIMUM, APL_SANS_MAXIMUM = " à ", "0", "max"
CHOIX = {"": "Toutes", "oui": "Oui", "non": "Non"}
LISTE = "Liste des communes"
LISTE_COURTE = "Liste"
VOLETS = "Volets"
AUTRES_ACTIONS = "Plus"
PARTAGER = "Copier le lien"
SOURCES, SOURCES_COURT = "Sources et millésimes", "Sources"
REPLIER, DEPLIER = "Replier la fiche", "Déplier la fiche"
MOTIFS = "Motifs"
COMMUNES_COMPTEES, DEPARTEMENTS_COMPTES, HABITANTS_COMPTES = "communes", "dép.", "hab."
FICHE_SANS_FILTRE = "Cette fiche décrit tout le territoire, sans les filtres."
A_PROPOS = "À propos : "
FERMER = "Fermer"
ANNEE = "Année de PÂSTEL"
LECTURE = "Rejouer PÂSTEL"
PAUSE = "Arrêter"
LEGENDE, SOURCE_ET_DATES = "Légende", "Source et dates de cette vue"
CARTE = "Carte des communes"
PANNEAU = "Fiche du territoire"
ALLER_A_LA_CARTE = "Aller à la carte et à sa légende"
ALLER_A_LA_FICHE = "Aller à la fiche du territoire"
ALLER_A_LA_LISTE = "Aller à la liste des communes"
CHARGEMENT = "Chargement de la carte…"
AFFICHER_FILTRES = "Légende et filtres"
AFFICHER_FICHE = "Fiche"
CREDITS = "Contours : IGN, ADMIN EXPRESS COG. Noms, codes et populations : INSEE. Licence Ouverte 2.0. Pays voisins : Natural Earth."

# Phrases que le script de la carte complète ; les mots entre accolades sont remplacés.
PHRASES_CARTE = {
    "nonPublie": NON_PUBLIE,
    "resume": [
        "{n} commune affichée sur {total} ({territoire}) : {classes}.",
        "{n} communes affichées sur {total} ({territoire}) : {classes}.",
    ],
    "resumeDepartements": "{territoire} : {classes}.",
    "resumeClasse": "{n} en {code}",
    "resumeLibelle": "{code} : {n}",
    "resumeMarques": {
        "-": "{n} sans donnée",
        "x": ["{n} masquée", "{n} masquées"],
        "y": ["{n} partagée", "{n} partagées"],
    },
    "resumeClasseDepartement": ["{n} département : {code}", "{n} départements : {code}"],
    "compte": ["{n} commune · {part} des hab.", "{n} communes · {part} des hab."],
    "compteSeul": ["{n} commune", "{n} communes"],
    "compteDepartements": ["{n} département · {part} des hab.", "{n} départements · {part} des hab."],
    "aucune": "Aucune commune ne répond à ces filtres.",
    "effacer": "Effacer les filtres ({n})",
    "approximative": "Position approximative : à la mairie de la commune.",
    "deduit": "{type} (déduit du nom)",
    "simule": "Démonstration : répartition simulée.",
    "habitants": ["{n} habitant", "{n} habitants"],
    "populationInconnue": "population non publiée",
    "departemental": "Donnée du département : {nom}",
    "annee": [
        "En {annee} : {n} département sur {total} est dans une vague PÂSTEL.",
        "En {annee} : {n} départements sur {total} sont dans une vague PÂSTEL.",
    ],
    "lienCopie": "Le lien de cette vue est copié.",
    "lienEchec": "Copie impossible : l'adresse de la page est ce lien.",
    "plus": ["Afficher la commune suivante", "Afficher les {n} communes suivantes"],
    "titreListe": ["{n} commune affichée", "{n} communes affichées"],
    "selection": ["{n} commune · {habitants} habitants", "{n} communes · {habitants} habitants"],
    "selectionPart": [
        "{n} commune · {habitants} habitants, {part} des habitants de la région",
        "{n} communes · {habitants} habitants, {part} des habitants de la région",
    ],
    "versLaFiche": "La fiche de {nom}",
    "memeLieu": "{n} structures au même endroit",
    "lecture": LECTURE,
    "pause": PAUSE,
    "inconnu": PAS_DE_DONNEE,
    "masque": MASQUE,
    "partage": PARTAGE,
    "horsFiltre": HORS_FILTRE,
    "aVenir": A_VENIR,
    "erreurCarte": "La carte ne peut pas s'afficher (WebGL est absent de ce navigateur). La liste et les fiches restent utilisables.",
    "erreurDonnees": "Les données de la carte n'ont pas pu être chargées. Rechargez la page.",
}
SANS_SCRIPTS = "Cette carte se dessine avec des scripts, que ce navigateur n'exécute pas. Tout ce qu'elle montre se lit aussi sans eux."
PAGES_SANS_SCRIPTS = (
    ("/commune", "Chercher une commune et lire sa fiche"),
    ("/carte-en-mots", "La carte en mots\u202f: les communes, classe par classe"),
    ("/territoires", "La liste des territoires et leurs chiffres"),
    ("/plan", "Toutes les pages"),
    ACCESSIBILITE,
    MENTIONS,
)
FICHE_MUETTE = "Le serveur ne répond pas\u202f: cette fiche n'a pas pu être lue. Elle s'affichera dès qu'il répondra."
# Mots de MapLibre (boutons et titre de la carte).
LOCALE_CARTE = {
    "Map.Title": CARTE,
    "NavigationControl.ZoomIn": "Agrandir",
    "NavigationControl.ZoomOut": "Réduire",
    "AttributionControl.ToggleAttribution": "Afficher les sources de la carte",
    "AttributionControl.MapFeedback": "Sources de la carte",
    "Popup.Close": FERMER,
    # Ce que dit la carte quand il lui manque quelque chose (assets/carte/etat.mjs).
    "Maillage.Incomplete": "La carte est incomplète\u202f: une partie des communes n'a pas pu être dessinée. Nouvel essai en cours…",
    "Maillage.Muette": "Le serveur ne répond pas\u202f: la carte est incomplète. Elle se complétera dès qu'il répondra.",
    "Maillage.Perdue": "Ce navigateur ne dessine plus la carte. Rechargez la page pour la retrouver. La liste et les fiches restent là.",
    "Maillage.Recharger": "Recharger la page",
}
COLONNES_LISTE = ("Commune", "Code", "Département", "Classe", "Population")


def sans_zone(label: str) -> str:
    """« Zone d'intervention prioritaire » -> « Intervention prioritaire » : sous le sigle d'une zone, le mot zone est de trop."""
    short = label.removeprefix("Zone d'")
    return short[0].upper() + short[1:]


def habitants_en(classe: str, profession: str) -> str:
    """« des habitants en ZIP (médecins généralistes) »."""
    return f"des habitants en {classe} ({profession[0].lower()}{profession[1:]})"


def date_courte(text: str) -> str:
    """« 2026-11-20 » -> « 20 nov. 2026 » : la date, ses mois longs abrégés."""
    return MOIS_LONGS.sub(lambda found: MOIS_COURTS[found[0]], date(text))


def par_departement(classe: str) -> str:
    """« En ZIP, par département »."""
    return f"En {classe}, par département"


def au_dela_d_un_site(km: int, un_site: str, simule: bool) -> str:
    """« des habitants à plus de 10 km d'une MSP, à vol d'oiseau », et « (simulé) » quand les positions le sont."""
    return f"des habitants à plus de {km}\u00a0km d'{un_site}, à vol d'oiseau" + (" (simulé)" if simule else "")


def pour_habitants(structure: str, combien: int) -> str:
    """« MSP pour 100 000 habitants »."""
    return f"{structure} pour {entier(combien)} habitants"


def autres_types(n: int) -> str:
    """Ce qui déplie les structures que la carte ne montre pas d'office."""
    return f"+ {pluriel(n, 'autre type', 'autres types')}"


def l_une_ou_l_autre(premiere: str, seconde: str) -> str:
    """Deux classes prises ensemble : « Très sous-dotée ou sous-dotée »."""
    return f"{premiere} ou {seconde[0].lower()}{seconde[1:]}"


def plage_apl(plage: str) -> str:
    """« 1.5-3.5 » -> « de 1,5 à moins de 3,5 » ; « -2.5 » -> « moins de 2,5 » ; « 3.5- » -> « 3,5 et plus » ; « » -> « »."""
    low, high = (decimal(float(one)) if one else "" for one in plage.partition("-")[::2])
    return f"de {low} à moins de {high}" if low and high else f"moins de {high}" if high else f"{low} et plus" if low else ""


def source_couche(publisher: str, vintage: str) -> str:
    """La ligne de source sous une légende."""
    return f"Source{INSECABLE}: {publisher}, {date(vintage)}."


# ---------------------------------------------------------------- la fiche
FIL = "Fil d'Ariane"
ACCES = "Accès aux soins et relief"
SOURCE, DATE_LIBELLE, FIABILITE, LICENCE, NOTE = "Source", "Date", "Fiabilité", "Licence", "À savoir"
D_OU = "D'où vient ce chiffre ?"
COLONNES_REPARTITION = ("Classe", "Communes", "Hab.", "Région")
CLASSES_COMMUNE = "Classes de la commune"
PROCHES = "Au plus près"
PROCHES_INCONNUS = "Distances non calculées : les structures de soins ne sont recensées que dans la région affichée."
APPROXIMATIVE = "(position approximative)"
MAIRIE = "Mairie"
DOSSIER, COMPARER = "Dossier", "Comparer"
APL_DITE = "consultations de généraliste par an et par habitant (APL)"
FICHE_COMPLETE = "Fiche complète de la commune"
SANS_EPCI = "Sans intercommunalité connue"
PASTEL_HORS = "Aucune vague PÂSTEL n'est publiée pour ce département."


def depart(depuis_mairie: bool) -> str:
    """Comment les distances sont mesurées, et d'où."""
    start = "depuis la mairie" if depuis_mairie else "depuis un point intérieur de la commune, faute de mairie située (approximatif)"
    return f"{A_VOL_OISEAU} {start}"


RUMBS = {
    "N": "au nord",
    "NE": "au nord-est",
    "E": "à l'est",
    "SE": "au sud-est",
    "S": "au sud",
    "SO": "au sud-ouest",
    "O": "à l'ouest",
    "NO": "au nord-ouest",
}


def a_distance(metres: float, direction: str) -> str:
    """(9213, "NE") -> « 9 km au nord-est » ; sans direction, la distance seule."""
    return f"{distance(metres)} {RUMBS[direction]}" if direction else distance(metres)


def heure(text: str) -> str:
    """« 08:30:00 » -> « 8 h 30 » ; « 14:00:00 » -> « 14 h »."""
    hours, minutes = text.split(":")[:2]
    return f"{int(hours)}{INSECABLE}h" + (f"{INSECABLE}{minutes}" if minutes != "00" else "")


JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DEUX_JOURS = frozenset(zip(JOURS, JOURS[1:]))


def ouverture(o: Ouverture) -> str:
    """« lundi au vendredi : 8 h 30 à 12 h, 13 h 30 à 17 h 30 » ; deux jours qui se suivent : « lundi et mardi »."""
    days = o.debut if o.debut == o.fin else f"{o.debut} {'et' if (o.debut, o.fin) in DEUX_JOURS else 'au'} {o.fin}"
    return f"{days}{INSECABLE}: " + ", ".join(f"{heure(opens)} à {heure(closes)}" for opens, closes in o.plages)


def vol_oiseau(depuis_mairie: bool) -> str:
    """D'où partent les distances, et ce qu'elles ne disent pas."""
    limits = "parmi les structures de la région. Une structure plus proche peut exister au-delà de la limite."
    return f"Distances {depart(depuis_mairie)}, {limits}"


def d_ou(titre: str) -> str:
    """Le nom parlé du bouton qui ouvre la source d'un chiffre."""
    return f"D'où vient ce chiffre : {titre}"


def non_publiee_ici(couche: str) -> str:
    """Le nom d'une couche dont rien n'est publié dans la région montrée."""
    return f"{couche} ({PAS_DE_DONNEE.lower()} ici)"


def dans_la_region(text: str) -> str:
    """La valeur de la région, à côté de celle du territoire."""
    return f"région{INSECABLE}: {text}"


def pastel_commune(departement: str, dit: str) -> str:
    """L'année de PÂSTEL d'une commune, qui est celle de son département : « vague 2019, en cours à la publication »."""
    return f"PÂSTEL, {departement}{INSECABLE}: vague {dit}."


# ---------------------------------------------------------------- les vagues PÂSTEL
VAGUES = "Vagues PÂSTEL"
EFFECTIFS_VAGUES = ("EHPAD", "Établissements de santé", "MSP et CDS", "Résidents")


def source_vagues(source: str) -> str:
    """La source du tableau des vagues, et ce qu'il ne dit pas."""
    return f"{source}. Effectifs de la vague entière, non publiés par département. 2020 et 2021 étaient prévus à cette date."


# ---------------------------------------------------------------- sources et millésimes
GEOGRAPHIE = "Contours des communes : IGN, ADMIN EXPRESS COG, simplifiés. Noms, codes et populations : INSEE, COG 2026."
JEU_SIMULE = (
    "Ce jeu est une démonstration : les classes des communes et la place des structures sont simulées, "
    "de sorte que leurs totaux par département soient exactement ceux qui sont publiés. Ne décidez rien d'après lui."
)


def attente(empreinte: str, day: str) -> str:
    """Un autre jeu est prêt sur le disque, et le service montre encore celui de son démarrage."""
    if not empreinte:
        return "Le jeu de données préparé est illisible : le service montre encore celui de son démarrage. Préparez-le de nouveau."
    of = f" ({date(day)})" if day else ""
    return f"Un autre jeu de données est prêt{of} : le service va le montrer."


DONNEES_CHANGEES = "Les données ont changé depuis l'ouverture de cette page : ce qu'elle montre n'est plus à jour."
RECHARGER = "Recharger la page"


def empreinte(text: str) -> str:
    """L'empreinte des données montrées, abrégée."""
    return f"Empreinte des données{INSECABLE}: {text[:12]}"


def demarrage_impossible(raison: str) -> str:
    """Un fichier du projet ne se lit pas."""
    return f"Le service ne peut pas démarrer : un de ses fichiers manque ou est abîmé ({raison}). Remettez le projet tel que livré."
