"""Les phrases et les titres de colonnes des exports."""

from __future__ import annotations

from collections.abc import Sequence

from views.ecriture import phrases as w

EXPORTER = "Exporter"
EXPORTER_TITRE = "Exporter cette vue"
FEUILLES_A4 = "Les feuilles A4 de toutes les communes d'un département (ZIP)"
EXPORTER_TEXTE = "Les communes et les structures affichées, avec les filtres en force, leurs sources et leurs dates."
ARRETER = "Arrêter l'export"
FORMATS = {
    "png": "Image PNG de la carte, pour un document ou une présentation",
    "pdf": "Carte PDF, pour l'imprimer ou la joindre",
    "svg": "Carte SVG, pour la retoucher",
    "xlsx": "Classeur Excel : communes, structures, provenance",
    "csv": "Table CSV des communes",
    "gpkg": "GeoPackage : contours, structures et style, pour QGIS",
}
PHRASES = {
    "preparation": "Préparation du fichier…",
    "reception": "Réception : {ko} ko…",
    "fini": "Le fichier est enregistré.",
    "arrete": "Export arrêté : rien n'est enregistré.",
    "echec": "L'export n'a pas abouti. Réessayez.",
}
DIALECTE_INCONNU = "Ce dialecte n'existe pas. Attendu : virgule (« ; » et virgule décimale) ou point (« , » et point décimal)."
INCONNU = "Ce format d'export n'existe pas. Attendu : csv, xlsx, gpkg, pdf ou svg."
VUE_REFUSEE = "Cette vue n'est pas reconnue : rien n'est exporté. Partie refusée : "
SANS_CONTOUR = "Les contours des communes manquent à ce service : ce format n'est pas disponible."
FEUILLES = ("Communes", "Structures", "À propos")
COMMUNES = {
    "code_commune": "Code INSEE",
    "nom": "Commune",
    "code_departement": "Code du département",
    "departement": "Département",
    "population": "Population municipale",
    "code_classe": "Code de la classe",
    "classe": "Classe",
    "etat": "État de la donnée",
    "valeur": "Valeur",
    "basse": "Bas de la bande, neuf fois sur dix",
    "haute": "Haut de la bande, neuf fois sur dix",
    "site": "Site le plus proche",
    "bord": "Plus près d'une autre région, non comptée",
    "fiabilite": "Fiabilité",
}
STRUCTURES = {
    "categorie": "Catégorie",
    "nom": "Nom",
    "sous_type": "Sous-type (déduit du nom)",
    "code_commune": "Code INSEE",
    "commune": "Commune",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "position": "Position",
    "fiabilite": "Fiabilité",
}
PROPOS = ("Quoi", "Valeur")
ETATS = {"": "absente", "N/D": "non disponible chez l'éditeur", "PART": "partagée"}
CONNUE, A_VENIR = "connue", "à venir cette année-là"
AUCUN = "aucun"
SANS_FILTRE = "Sans filtre"
FIABILITE = "Fiabilité"
CARTE_DE = "Carte :"
LEGENDE_ENTETES = ("Motif", "Classe, communes et part de la population")
STRUCTURES_MONTREES = "Structures"
NON_RECENSEES = "non recensées"
HORS_TERRITOIRE = "Hors du territoire"
OUI_NON = {"oui": "oui", "non": "non"}


def simule(nom: str) -> str:
    """Une ligne de légende dont la répartition est simulée."""
    return f"{nom} (simulé)"


def a_venir(nom: str) -> str:
    """Une classe datée d'après l'année regardée : « 2020, prévu à la publication · pas encore déployé cette année-là »."""
    return f"{nom} · {w.A_VENIR.lower()}"


def couche_gpkg(titre: str, table: str) -> str:
    """Le titre d'une couche du GeoPackage, que QGIS montre dans ses informations."""
    return f"{titre} : {table}"


def page_sur(page: str, pages: str) -> str:
    """Le numéro d'une page imprimée, sur combien."""
    return f"page {page} sur {pages}"


def ou(noms: Sequence[str]) -> str:
    """« Hors du territoire, ou hors des filtres »."""
    first, *others = noms
    return ", ou ".join([first, *(one[0].lower() + one[1:] for one in others)])


def valeur(unite: str) -> str:
    """Le titre de la colonne des valeurs, avec leur unité."""
    return f"Valeur ({unite})"


def fichier(editeur: str, date: str, sha256: str, lu_le: str) -> str:
    """« DREES ; données : 2023 ; SHA-256 : ab… ; lu le 20 novembre 2026 » ; la démonstration n'a pas de jour de lecture."""
    said = [editeur, f"données : {date}" if date else "données sans date", f"SHA-256 : {sha256}", f"lu le {lu_le}" if lu_le else ""]
    return " ; ".join(one for one in said if one)


# Les lignes qui disent d'où vient un fichier.
JEU, EMPREINTE, VUE, STRUCTURES_NON_RECENSEES = "Jeu de données", "Empreinte des données", "Adresse de la vue", "Structures non recensées"
EXPORTE, PASSES_OUTRE = "Exporté le", "Contrôles passés outre"
