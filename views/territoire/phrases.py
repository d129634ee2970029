"""Les phrases des fiches de territoire, des indicateurs et des désaccords entre documents."""

from __future__ import annotations

from views.ecriture import phrases as w

TABLEAU, TABLEAU_LIEN = "Territoires", "Les mêmes taux, pour tous les territoires"
FICHES = "Tous les territoires"
FICHES_TEXTE = (
    "Tous les chiffres des documents et de la carte, rangés par territoire. Chaque chiffre répond : d'où il vient, de quand, "
    "et ce qu'il vaut."
)
NIVEAUX = {
    "fra": "Pays", "reg": "Région", "anc": "Région d'avant 2016", "dep": "Département", "grp": "Groupe de départements",
    "cpts": "Projet de CPTS", "lieu": "Lieu d'un document", "epci": "Intercommunalité",
    "com": "Commune",
}  # fmt: skip
GROUPES = {
    "fra": "Le pays", "reg": "Les régions", "anc": "Les régions d'avant 2016", "dep": "Les départements",
    "grp": "Les groupes de départements", "cpts": "Les projets de CPTS", "lieu": "Les autres lieux des documents",
    "com": "Les communes que les documents nomment",
}  # fmt: skip
RIEN_DE_SIMULE = (
    "La carte est une démonstration, mais cette page ne montre aucun chiffre simulé : les siens viennent des documents et des "
    "données ouvertes qu'ils citent."
)
CLES = "Chiffres clés"
INDICATEUR = "Indicateur"
DATE = "Date"
REPERES = "Repères"
ENSEMBLE_DE = "Ensemble"
PLUS_LARGE = "Publié seulement pour un territoire plus large"
PLUS_LARGE_TEXTE = "Rien n'est publié ici : la valeur est celle du territoire nommé, et n'est pas répartie."
ENSEMBLE = "Vague entière"
VIDE = "Aucun chiffre n'est publié pour ce territoire."
NOMMEE = "Des chiffres plus larges nomment cette commune :"
DANS = "Territoires de ce territoire"
SUR_LA_CARTE = "Voir sur la carte"
COMMUNE = "Fiche de la commune"
EXPORT_CSV = "Tous les chiffres (CSV)"
EXPORT_JSON = "Les mêmes en JSON"
DESACCORD = "Les documents ne disent pas tous la même chose"
DESACCORDS = "Quand les documents ne s'accordent pas"
DESACCORDS_TEXTE = (
    "Deux documents, ou deux pages d'un même document, donnent parfois deux valeurs. Les deux sont montrées, avec leur date, "
    "l'explication la plus probable et la façon dont Maillage les traite. Rien n'est choisi en silence."
)
CONTROLES = "Les sommes que nous avons recomptées"
CONTROLES_TEXTE = "Un écart n'est pas corrigé : il est montré."
CONTROLES_COLONNES = ("Ce qui est recompté", "Publié", "Trouvé", "Résultat")
RESULTATS = {
    "OK": "juste", "OK (±1 €)": "juste, à un euro près", "INFO": "pas de total publié", "ILLISIBLE": "illisible", "ÉCART": "écart",
}  # fmt: skip
UN_DOCUMENT, AUTRE_DOCUMENT = "Un document", "Un autre"
CONCERNES = "Chiffres concernés"
NULLE_PART = "Ce désaccord ne touche aucun chiffre montré"
EXPLICATION, TRAITEMENT = "Explication probable", "Ce qu'en fait Maillage"
D_OU = "D'où vient ce chiffre ?"
TERRITOIRE, PERIMETRE, DATE_DE, STATUT, VALEUR = "Territoire", "Ce qui est compté", "Date", "Ce que c'est", "Valeur"
DOCUMENT, AUSSI, FORMULE, LICENCE, SAVOIR = "Source", "Lu aussi", "Calcul", "Licence", "À savoir"
FIABILITE = "Fiabilité"
TOUS_LES_TERRITOIRES = "Cet indicateur dans tous les territoires"
INCONNU = "Aucune fiche ne porte ce nom. La liste des territoires est à l'adresse /territoires."
INDICATEUR_INCONNU = "Aucun indicateur ne porte ce nom. La liste est à l'adresse /api/v1/indicateurs."
# L'étiquette d'un chiffre qui n'est pas un constat, et la phrase qui la dit.
STATUTS = {
    "objectif": "objectif", "prévision": "prévision", "prévu": "prévu", "annoncé": "annoncé", "en cours": "en cours",
    "relevé précédent": "relevé précédent",
}  # fmt: skip
STATUTS_DITS = {
    "objectif": "Objectif : ce qui est visé, pas ce qui est.",
    "prévision": "Prévision à la date du document.",
    "prévu": "Prévu à la date du document : pas encore fait.",
    "annoncé": "Annoncé par le document, qui ne dit pas que c'est fait.",
    "en cours": "En cours à la date du document : pas encore achevé.",
    "barème": "Ce qu'une règle donne ou demande, à la date du document.",
    "relevé précédent": "Relevé précédent, à sa date : le compte d'aujourd'hui est le premier.",
}


def releve_precedent(periode: str) -> str:
    """« relevé précédent, janvier 2026 » : à côté du compte d'aujourd'hui, jamais à sa place."""
    return f"relevé précédent, {periode}"


def titre(nom: str, niveau: str) -> str:
    """Le titre d'une page : « Gard, département » ; un sigle garde ses capitales (« projet de CPTS »)."""
    mot = NIVEAUX[niveau]
    return f"{nom}, {mot[0].lower()}{mot[1:]}"


def description(nom: str, n: int) -> str:
    """La phrase qui résume la page hors d'elle-même."""
    return f"{nom} : {w.pluriel(n, 'chiffre')} sur l'accès aux soins, chacun avec sa source et sa date."


def combien(n: int) -> str:
    """« 72 chiffres »."""
    return w.pluriel(n, "chiffre")


def plus_large(n: int) -> str:
    """Le titre de ce qui n'est publié que plus largement, et combien il y en a."""
    return f"{PLUS_LARGE} ({w.entier(n)})"


def voir_plus_large(n: int, nom: str) -> str:
    """Le lien vers la fiche d'un territoire plus large, quand il a trop de chiffres pour être repris ici."""
    return f"{w.pluriel(n, 'chiffre publié', 'chiffres publiés')} seulement pour {nom}"


def autre_date(periode: str) -> str:
    """La date d'un repère, quand elle n'est pas celle de la ligne."""
    return f"({periode})"


def base_date(base: str) -> str:
    """Comment la date est connue : « écrite dans la source », « date déduite : le texte cite… »."""
    if base.startswith("explicite"):
        return "écrite dans la source"
    return base.replace("déduite : document non daté ; ", "date déduite : ")


# Les débuts de titres que des lignes voisines répètent.
REPETES = ("Dépenses des centres de santé – ", "Professionnels libéraux – ", "Structures – ")
DES_DEUX = ("Communes ", "Part de la population des communes ", "Part de la population ")
