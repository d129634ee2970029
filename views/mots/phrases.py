"""Les phrases de la carte en mots : ce que la carte montre, dit."""

from __future__ import annotations

from layers.registre.catalogue import Structure
from views.ecriture import phrases as w

TITRE = "La carte en mots"
CHEMIN = "/carte-en-mots"
TEXTE = "La carte, dite : on marche d'une commune à ses voisines, on écoute un département, on liste les communes d'une classe."
REGION_INCONNUE = "Ce service n'a pas de carte de cette région."
VOIR_CARTE = "Voir cette vue sur la carte"
CHANGER_PLUS_BAS = "Chercher, filtrer"
FICHE = "Fiche complète de la commune"
FIL = "Où vous êtes"

# ---------------------------------------------------------------- la boussole
BOUSSOLE = "Boussole"
MARCHER = "Marcher vers les voisines"
MODE_D_EMPLOI = "Quatre liens, un par côté. Quand l'un d'eux, ou la boussole, a le focus, les flèches du clavier mènent aussi aux voisines."
SYNTHESE = (
    "Avec une synthèse vocale, les liens suffisent. Pour les flèches, passez en mode formulaire ou focus : "
    "Inser et Espace avec NVDA, Entrée sur la boussole avec JAWS."
)
AIDE = "Comment se servir de la boussole"
COTES = {"N": "au nord", "E": "à l'est", "S": "au sud", "O": "à l'ouest"}
AUCUNE = "aucune commune"
SANS_DIRECTION = "direction inconnue"
PAR_LE_PASSAGE = "par-dessus la limite de la région, vers le reste de la région"
VOISINES = "Toutes les communes voisines"
VOISINES_INTRO = (
    "Dans le sens des aiguilles d'une montre, depuis le nord. De chacune : sa distance d'ici, sa classe, et la structure montrée la "
    "plus proche d'elle ; distances à vol d'oiseau, de mairie à mairie ou de la mairie à la structure."
)
SANS_VOISINE = "Aucune commune ne touche celle-ci."
LIMITE = "la limite de la région"
DANS_LA_COMMUNE = "dans la commune"
HORS_FILTRES = "hors des filtres"
A_VENIR = "pas encore déployé cette année-là"
MARQUES = {"-": "pas de donnée", "x": "non disponible chez l'éditeur", "y": "partagée entre plusieurs classes"}
DIRECTION_DITE = (
    "La direction et la distance vont d'une mairie à l'autre ; à défaut de mairie située, d'un point intérieur de la commune "
    "(approximatif)."
)

# ---------------------------------------------------------------- la commune
ICI = "Ce que la carte montre ici"
CLASSE_MASQUEE = "La carte la laisse en gris : ses filtres ne la retiennent pas."
PARTS = "Ce que valent ses parties"
STRUCTURES = "Structures de la commune"
AUCUNE_STRUCTURE = "Aucune structure des catégories choisies n'y est recensée."
AUCUNE_CATEGORIE = "Aucune catégorie de structures n'est choisie dans les filtres."
PLUS_PROCHES = "Au plus près"
AU_DELA = "une structure d'une autre région pourrait être plus proche"
SANS_POSITION = "position inconnue : la carte ne la montre pas"
APPROXIMATIVE = "position approximative, à la mairie"
MOST_NAMED = 20

# ---------------------------------------------------------------- le territoire
RESUME = "En résumé"
CLASSES = "Classe par classe"
CLASSE_RETIREE = "retirée par les filtres"
LISTER = "Lister"
LISTE_TOUTES = "Lister toutes les communes affichées"
DEPARTEMENTS = "Ses départements"
STRUCTURES_MONTREES = "Structures montrées"
COMMENCER = "Commencer à marcher depuis"
SOURCES = "Sources et dates"

# ---------------------------------------------------------------- la liste
TOUTES = "toutes"
LISTE_VIDE = "Aucune commune ne répond à ces filtres."
PAGES_DE_LISTE = "Pages de la liste"
RETOUR = "Revenir au résumé"
CSV = "Cette liste en CSV"
COLONNES = ("Code INSEE", "Commune", "Département", "Population", "Code de la classe", "Classe", "État", "Valeur")
ETAT_AFFICHE = "affichée"

# ---------------------------------------------------------------- les filtres
FILTRES = "Filtres"
CHANGER = "Changer les filtres"
APPLIQUER = "Appliquer"
EFFACER = "Effacer les filtres"
COLORER = "Ce que la carte colore"
CLASSES_MONTREES = "Classes montrées"
TOUS_SI_AUCUN = "tous si aucun n'est coché"
SANS_FILTRE = "Aucun filtre : toutes les communes sont retenues."
CHERCHER = "Aller à une commune"
CHERCHER_BOUTON = "Y aller"
CHERCHEES = "Communes trouvées"
AUTRE_CARTE = "Une autre carte"


def ailleurs(nom: str, departement: str) -> str:
    """« la limite de la région ; au-delà, Bourg-Saint-Andéol (Ardèche) »."""
    return f"{LIMITE}{w.INSECABLE}; au-delà, {nom} ({departement})"


def hors_region(departement: str, region: str) -> str:
    return f"hors de la région ({departement}, {region})"


def sur_la_carte(region: str) -> str:
    """Après le nom d'une commune d'une autre région que ce service montre."""
    return f"sur la carte {region}"


def structure_proche(structure: Structure, metres: float, dans_la_commune: bool) -> str:
    """« MSP à 9 km », « CDS dans la commune »."""
    where = DANS_LA_COMMUNE if dans_la_commune else f"à{w.INSECABLE}{w.distance(metres)}"
    return f"{structure.bref} {where}"


def titre_commune(nom: str, departement: str) -> str:
    return f"{nom} ({departement})"


def titre_liste(n: int, quoi: str, territoire: str) -> str:
    """« 115 communes en ZIP · Lot »."""
    return f"{w.pluriel(n, 'commune')}{w.INSECABLE}: {quoi} · {territoire}"


def classe_dite(titre: str, classe: str) -> str:
    """« Zonage des médecins généralistes : zone d'action complémentaire (ZAC). »"""
    return f"{titre}{w.INSECABLE}: {classe}."


def departemental(nom: str) -> str:
    return f"C'est une donnée du département ({nom}), la même pour toutes ses communes."


def source_dite(source: str, date: str, fiabilite: str, licence: str) -> str:
    """Une ligne de source entière."""
    dated = f"{source.removesuffix('.')}, {date}" if date else source.removesuffix(".")
    told = [f"Source{w.INSECABLE}: {dated}", f"Fiabilité{w.INSECABLE}: {w.FIABILITES_EN_BREF.get(fiabilite, fiabilite)}", licence]
    return " ".join(f"{one}." for one in told if one)


MASQUEE = ", masquée sur la carte"


def compte(n: int, part: str) -> str:
    """« 115 communes, 35,8 % des habitants » ; sans habitants, les communes seules."""
    told = w.pluriel(n, "commune")
    return f"{told}, {part} des habitants" if part else told


def compte_departements(n: int, part: str) -> str:
    told = w.pluriel(n, "département")
    return f"{told}, {part} des habitants" if part else told


def structures(n: int, nom: str, sans_position: int) -> str:
    """« Maisons de santé : 41 sur la carte, et 2 de position inconnue, qui n'y sont pas »."""
    told = f"{nom}{w.INSECABLE}: {w.entier(n)} sur la carte"
    return told + (f", et {w.entier(sans_position)} de position inconnue, qu'elle ne montre pas" if sans_position else "")


def non_recensees(nom: str) -> str:
    """Une catégorie choisie dont le jeu de données n'a aucun site : on ne peut pas dire « aucune »."""
    return f"{nom}{w.INSECABLE}: non recensées dans ce jeu de données"


def et_autres(n: int) -> str:
    return f"et {w.pluriel(n, 'autre')}, dans la fiche complète"


def page_de_liste(numero: int, de: str, a: str) -> str:
    """« Page 2, de l'Aude à l'Aveyron » : les départements entre parenthèses évitent l'article."""
    return f"Page {numero}{w.INSECABLE}: {de}" + (f" à {a}" if a != de else "")


def suite(departement: str) -> str:
    return f"{departement} (suite)"


def trouvees(n: int, demande: str) -> str:
    if n == 0:
        return f"Aucune commune de cette carte ne répond à « {demande} »."
    return f"{w.pluriel(n, 'commune')} de cette carte {'répond' if n == 1 else 'répondent'} à « {demande} »."


def filtres_en_force(dits: list[str]) -> str:
    """La ligne des filtres, sous le titre ; tout y est dit, même qu'il n'y en a pas."""
    return f"Filtres{w.INSECABLE}: {' ; '.join(dits)}." if dits else SANS_FILTRE


def annonce_limite(cote: str, quoi: str) -> str:
    return f"{cote[0].upper()}{cote[1:]}{w.INSECABLE}: {quoi}."
