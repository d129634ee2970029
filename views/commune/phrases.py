"""Les phrases de la fiche d'une commune, à l'écran et sur le papier. Phrases courtes, sigles dits une fois en toutes lettres."""

from __future__ import annotations

from layers.commune.proches import Coordonnees, Limite
from layers.registre.catalogue import Catalogue, Classe, Structure
from layers.registre.reperes import Repere
from views.ecriture import phrases as w

# ---------------------------------------------------------------- titres
IDENTITE = "La commune"
CLASSES = "Les classes, profession par profession"
CLASSES_INTRO = "La classe d'une commune dit si un professionnel manque, et ouvre ou non des aides."
ACCES = "L'accès à un médecin généraliste"
TERRITOIRE = "Le territoire"
PROCHES = "Les soins au plus près"
COORDINATION = "Télémédecine et coordination"
VOISINES = "Les communes voisines"
COMPARER = "Comparer"
SEMBLABLES = "Dix communes semblables"
SOURCES = "Sources et dates"
VOIR_CARTE = "Voir sur la carte"
IMPRIMER = "Imprimer ou enregistrer (PDF)"
DONNEES_JSON = "Les mêmes données en JSON"

# ---------------------------------------------------------------- ce qui manque a son mot
NON_CONCERNEE = "Non concernée"
AUCUN = "Aucun"
HORS_DONNEES = "hors des données"
SITES_HORS_DONNEES = f"Structures de soins{w.INSECABLE}: {HORS_DONNEES}."
HABITANTS_INCONNUS = "population non publiée"
POPULATION_ZERO = "0 habitant (commune sans habitant recensé)"

# ---------------------------------------------------------------- identité
DEPARTEMENT, EPCI, CODES, POPULATION, SUPERFICIE = "Département", "Intercommunalité", "Codes", "Population", "Superficie"
MAIRIE, HORAIRES = "Mairie", "Horaires de la mairie"
MAIRIE_INCONNUE = "Coordonnées non publiées"
HORAIRES_INCONNUS = "non publiés"
MAIRIE_SOURCE = "Annuaire de l'administration. Vérifiez par téléphone : une adresse peut avoir changé."
SANS_EPCI = "Aucune communauté de communes, d'agglomération ou urbaine"

# ---------------------------------------------------------------- accès
APL_COMMUNE, APL_DEPARTEMENT, APL_REGION, APL_SEUIL = "Dans la commune", "Moyenne du département", "Moyenne de la région", "Seuil"
APL_UNITE = "L'accessibilité potentielle localisée (APL) compte les consultations de médecine générale possibles, par an et par habitant."
# Le seuil que data/facts/reperes.toml donne avec sa source ; un essai compare les deux.
SEUIL = 2.5
ZIP_PAR_QUARTIERS = "Certains quartiers prioritaires sont classés ZIP dans une commune qui ne l'est pas ; lesquels n'est pas publié ici."
AUCUN_QUARTIER = "Aucun quartier prioritaire"

# ---------------------------------------------------------------- structures
AU_PLUS_PRES = "Au plus près :"
DANS_LA_COMMUNE = "dans la commune"
DEDUIT = "déduit du nom"
INCONNUE_AVANT = "1904-04-04"  # ce que FINESS écrit quand la date d'ouverture n'est pas connue
PORTEES = {"proximite": "", "departement": "celui du département", "siege": "siège, et non un lieu de soins ; périmètre non publié"}
SIEGE = "Un siège n'est pas un périmètre : la communauté dont dépend la commune n'est pas publiée dans ces données."
CPTS_2019 = "Communautés professionnelles (CPTS) en 2019"
ESP_2019 = "Équipes de soins primaires (ESP) en 2019"
PTA_2019 = "Plateforme d'appui (PTA, devenue DAC) en 2019"
PASTEL = "Télémédecine, programme régional PÂSTEL"
DU_DEPARTEMENT = "donnée du département"
PASTEL_NON_CONCERNEE = "Non concernée : PÂSTEL est un programme d'Occitanie"

# ---------------------------------------------------------------- tableaux
MARCHER = "Marcher vers ses voisines, dans la carte en mots"
VOISINE = "Commune"
CLASSE_MEDECINS = "Classe (médecins)"
SES_STRUCTURES = "Ce qu'elle a"
RIEN = "aucune structure recensée"
HORS_REGION_COURT = f"autre région{w.INSECABLE}: non recensé"
SANS_VOISINE = "Aucune commune ne touche celle-ci : c'est une île, ou elle est seule dans les contours."
ENSEMBLE = "Territoire"
HABITANTS, DENSITE = "Habitants", "Habitants par km²"
APL_COURT = "Accessibilité (APL), consultations par an et par habitant"
PART_ZIP = "Population en zone d'intervention prioritaire (ZIP)"
NIVEAUX = {"com": "La commune", "voisines": "Ses voisines", "epci": "Intercommunalité", "dep": "Département", "reg": "Région"}
VILLE = "Ville la plus proche"
VILLE_ELLE_MEME = "c'est une ville"
SEMBLABLES_INTRO = (
    "Même classe d'abord, puis la population, la densité et la distance à une ville de 10 000 habitants les plus proches des siennes. "
    "Ressembler n'est pas une cause : la méthode ne dit pas pourquoi l'une a ce que l'autre n'a pas."
)
COMPARER_NOTE = (
    "Entre parenthèses : le nombre pour 10 000 habitants, qui permet de comparer une commune à un département. "
    "Les nombres s'additionnent ; l'accessibilité est une moyenne pondérée par la population."
)
CE_QUI_MANQUE = "Ce qu'elles ont, et que la commune n'a pas"
SANS_SEMBLABLES = "La comparaison demande une population publiée et une commune de la région."
RIEN_NE_MANQUE = "Aucune des dix n'a une catégorie de structures qui manque ici."
PLAN_DIT = "Les communes voisines et leur classe sont dans le tableau « Les communes voisines »."


# Le nom complet de ce que la carte abrège.
NOMS = {"frr": "France Ruralités Revitalisation (FRR)"}
TYPES_EPCI = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération", "CU": "Communauté urbaine"}


def intercommunalite(nom: str) -> str:
    """« CC du Haut Allier » -> « Communauté de communes du Haut Allier »."""
    kind, _, rest = nom.partition(" ")
    return f"{TYPES_EPCI[kind]} {rest}" if kind in TYPES_EPCI and rest else nom


def codes(insee: str, postaux: tuple[str, ...]) -> str:
    """Le code INSEE et les codes postaux d'une commune."""
    postal = f"code{'s postaux' if len(postaux) > 1 else ' postal'} {', '.join(postaux) or w.NON_PUBLIE}"
    return f"Code INSEE {insee} ; {postal}"


def coordonnee(nature: str, texte: str) -> str:
    """Une coordonnée de la mairie, d'un trait ; un numéro de téléphone ne se coupe pas en fin de ligne."""
    return texte.replace(" ", w.INSECABLE) if nature == "telephone" else texte.replace("\n", ", ")


def sigles(classes: tuple[Classe, ...]) -> str:
    """« ZIP : zone d'intervention prioritaire. » pour chaque sigle d'un tableau ; "" s'il n'y en a pas."""
    said = [f"{one.code}{w.INSECABLE}: {one.label[0].lower()}{one.label[1:]}." for one in classes if one.spoken]
    return " ".join(said)


def titre(nom: str, departement: str, code: str) -> str:
    """« Figeac (Lot, 46102) »."""
    return f"{nom} ({departement}, {code})"


def description(nom: str, departement: str, habitants: str, classe: str) -> str:
    """Ce qu'un lien partagé montre sous le titre."""
    return f"{nom}, {departement}, {habitants}. Médecins généralistes : {classe}. Classes, aides, soins au plus près, voisines."


def plan_titre(nom: str) -> str:
    """Le nom du plan pour une synthèse vocale."""
    return f"Plan de {nom} et de ses voisines, colorées selon leur classe pour les médecins généralistes. {PLAN_DIT}"


def plan_classe(classe: Classe) -> str:
    """Une classe dans la légende du plan : son code s'il se dit, sinon son nom."""
    return classe.code if classe.spoken else classe.label


def ancien_code(ancien: str, nom: str) -> str:
    """Ce que dit la page à qui vient d'un code qui n'existe plus."""
    return f"Le code {ancien} n'existe plus en 2026 : il mène aujourd'hui à {nom}."


def ecart_au_seuil(valeur: float) -> str:
    """Où est l'accessibilité d'une commune par rapport au seuil de 2,5."""
    if valeur == SEUIL:
        return "au seuil de 2,5"
    return "sous le seuil de 2,5" if valeur < SEUIL else "au-dessus du seuil de 2,5"


def seuil_dit(repere: Repere) -> str:
    """Ce que vaut le seuil, et qui l'a publié, quand."""
    return (
        f"Sous {w.decimal(repere.valeur)} {repere.unite}, un territoire est dit sous-dense. "
        f"Source{w.INSECABLE}: {repere.editeur}, {repere.source}, {w.date(repere.date)}."
    )


def apl(valeur: float) -> str:
    """2,4961 -> « 2,496 » : assez de décimales pour ne jamais montrer 2,50 d'un côté ou de l'autre du seuil."""
    return w.decimal(valeur, 3 if round(valeur, 2) == SEUIL and valeur != SEUIL else 2)


def limite(it: Limite, region: str) -> str:
    """Ce que les données ne voient pas, près de la limite de la région."""
    return (
        f"Les données s'arrêtent à la région {region}. La commune hors région la plus proche est {it.nom} ({it.departement}), "
        f"à {w.distance(it.distance_m)} : au-delà de cette distance, une structure plus proche peut exister hors des données."
    )


def au_dela() -> str:
    """À côté d'une structure plus lointaine que la limite de la région."""
    return "une plus proche peut exister hors de la région, hors des données"


def structures(counts: dict[str, int], catalogue: Catalogue) -> str:
    """{msp: 1, pharmacie: 2} -> « 1 maison de santé, 2 pharmacies » ; « aucune structure recensée » si tout est à zéro."""
    named = [(n, catalogue.structure(categorie)) for categorie, n in counts.items() if n]
    said = [w.pluriel(n, one.singular, one.plural) for n, one in named]
    return ", ".join(said) or RIEN


def manque(n: int, combien: int, categorie: Structure, communes: tuple[str, ...]) -> str:
    """Ce que des communes semblables ont et que celle-ci n'a pas."""
    who = "1 commune" if n == 1 else f"{n} communes"
    verb = "a" if n == 1 else "ont"
    return f"{categorie.pluriel}{w.INSECABLE}: {who} sur {combien} en {verb} ({', '.join(communes)}) ; la commune n'en a pas."


def sites_et_taux(nombre: int, taux: float | None) -> str:
    """58 et 3,286 -> « 58 (3,3) » ; sans habitant, ou pour zéro site, le nombre seul."""
    return w.entier(nombre) if taux is None or nombre == 0 else f"{w.entier(nombre)} ({w.decimal(taux)})"


def hors_region(n: int) -> str:
    """Combien de communes d'un ensemble ne sont pas dans la région."""
    return f"{w.pluriel(n, 'commune')} hors de la région, sans structures recensées"


def autre_compte(nombre: str, source: str) -> str:
    """« ≠ Un document en compte 3 : Journée régionale…, 16 avril 2024. » : les deux nombres sont montrés, aucun n'est choisi."""
    return f"≠ Un document en compte {nombre}{w.INSECABLE}: {w.sans_point(source)}. Les deux ne sont pas de la même date."


def donnees(periode: str) -> str:
    """« Données : 2025 » : le millésime à côté d'une classe."""
    return f"Données{w.INSECABLE}: {periode}"


def pastel(departement: str, dit: str) -> str:
    """L'année de PÂSTEL, qui est celle du département."""
    return f"{departement}{w.INSECABLE}: {dit}"


def tout_le_tableau(n: int) -> str:
    """Ce qui déplie un tableau sur un téléphone."""
    return "Voir la ligne" if n == 1 else f"Voir les {n} lignes"


def toutes_les_sources(n: int) -> str:
    """Ce qui déplie la liste des sources sur un téléphone."""
    return "Voir la source" if n == 1 else f"Voir les {n} sources"


def autre_region(region: str, recensee: str, carte: bool) -> str:
    """Ce que montre ou non la fiche d'une autre région que celle des structures ; `carte` : cette région a sa carte ici."""
    mapped = ", qui a sa carte ici" if carte else ""
    return (
        f"Cette commune est dans une autre région ({region}{mapped}) que celle dont les structures de soins sont recensées ({recensee}). "
        "Sa fiche montre son identité, ses classes et ses voisines. Elle ne montre ni structures de soins, ni documents de l'agence "
        "régionale, ni communes semblables, ce qui ne veut pas dire qu'il n'y en a pas."
    )


def ou_aller(lieu: Coordonnees) -> tuple[str, ...]:
    """L'adresse d'une structure, son téléphone, ses places, son ouverture, sa correction : ce qui est publié, une phrase chacun."""
    town = " ".join(filter(None, (lieu.code_postal, lieu.ville)))
    opened = lieu.ouverture if lieu.ouverture > INCONNUE_AVANT else ""
    parts = (
        ", ".join(filter(None, (lieu.adresse, town))),
        f"téléphone{w.INSECABLE}: {lieu.telephone}" if lieu.telephone else "",
        w.pluriel(int(lieu.capacite), "place") if lieu.capacite else "",
        f"ouverture le {w.date(opened)}" if opened else "",
        corrige(lieu.corrige),
    )
    told = [one for one in parts if one]
    return (*told, f"renseignements{w.INSECABLE}: {w.date(lieu.renseigne)}") if told and lieu.renseigne else tuple(told)


def corrige(texte: str) -> str:
    """« ARS Occitanie ; 2026-11-30 ; déménagée » -> « corrigé par ARS Occitanie le 30 novembre 2026 : déménagée »."""
    said = [one.split(" ; ", 2) for one in texte.split(" | ") if one]
    return " ; ".join(f"corrigé par {service} le {w.date(day)}{w.INSECABLE}: {reason}" for service, day, reason in said)


PONDEREE = "pondérée par la population"


def distances(depart: str) -> str:
    """« Distances à vol d'oiseau depuis la mairie, et non par la route. »"""
    return f"Distances {depart}, et non par la route."
