"""Les phrases du fichier d'une réunion : ses refus, ce qui a changé depuis, et le relevé de décisions."""

from __future__ import annotations

from collections.abc import Sequence

from views.ecriture import phrases as w

ESPACES = "\u00a0\u202f"

# ---------------------------------------------------------------- refus
PAS_DU_JSON = "Ce fichier n'est pas lisible : ce n'est pas du JSON en UTF-8."
PAS_UNE_REUNION = "Ce fichier n'est pas celui d'une réunion de Maillage."
VERSION_INCONNUE = "Ce fichier de réunion est d'une version que ce service ne lit pas (attendue : 1)."
VUE, DECISION, CARTE, COMPTE = "vue préparée", "décision", "carte", "compte"
CHAMPS = {
    "cote": "cartes",
    "recherche": "vue",
    "region": "région",
    "decisions": "décisions",
    "numero": "numéro",
    "affichees": "communes affichées",
    "le": "date",
    "donnees": "date des données",
}
NUMEROS_EN_DOUBLE = "deux décisions ont le même numéro"
OBJET_ATTENDU = "un objet est attendu"
UN_COMPTE_PAR_CARTE = "un compte par carte est attendu"
UNE_OU_DEUX_CARTES = "une ou deux cartes sont attendues"
REGION_SANS_CARTE = "cette région n'a pas de carte dans ce service"
PLUS_QUE_LE_TOTAL = "plus de communes affichées que de communes"
TEXTE_VIDE = "un texte est attendu"
CHOIX_ATTENDU = "vrai ou faux est attendu"
EMPREINTE_ATTENDUE = "l'empreinte des données est attendue (64 chiffres et lettres)"
INSTANT_ATTENDU = "un jour et une heure sont attendus, comme 2026-11-25T14:03:00+01:00"
CADRE_ATTENDU = "un cadre en degrés est attendu : ouest, sud, est, nord"
CLASSE_ATTENDUE = "des paires [classe, communes] sont attendues, chaque classe de la vue une fois"


def trop_long(ko: int) -> str:
    """Le fichier dépasse la borne."""
    return f"Ce fichier est trop long : {ko} ko au plus."


def liste_attendue(most: int) -> str:
    """Une liste bornée est attendue."""
    return f"une liste de {most} éléments au plus est attendue"


def texte_attendu(longest: int) -> str:
    """Un texte borné est attendu."""
    return f"un texte de {w.entier(longest)} caractères au plus est attendu"


def entier_attendu(lowest: int, highest: int) -> str:
    """Un nombre entier entre deux bornes est attendu."""
    return f"un nombre entier de {lowest} à {w.entier(highest)} est attendu"


def vue_inconnue(ignored: Sequence[str]) -> str:
    """Une vue dont des parties ne sont pas reconnues (noms de from_query)."""
    return f"cette vue n'est pas reconnue ({', '.join(ignored)})"


def refus(phrases: Sequence[str]) -> str:
    """Le refus d'un fichier : ses premiers défauts, en une ligne."""
    return f"Réunion refusée. {' ; '.join(phrases)}."


# ---------------------------------------------------------------- alors et maintenant
MARQUES = w.MARQUES
TOTAL, AFFICHEES = "Tout le territoire", "Affichées"
CONTRADICTION = "Le fichier a été modifié, ou le calcul a changé."
ECARTS_DITS = 4


def memes_donnees(jour: str) -> str:
    """Ni les données ni les chiffres n'ont changé."""
    return f"Mêmes données et mêmes chiffres que le {w.date(jour)}."


def memes_chiffres(alors: str, maintenant: str) -> str:
    """Les données ont changé (dates des deux jeux), pas les chiffres de cette vue."""
    return f"Les données ont changé depuis{_dates(alors, maintenant)}, mais les chiffres de cette vue sont les mêmes."


def chiffres_changes(alors: str, maintenant: str, ecarts: Sequence[str]) -> str:
    """Les données ont changé, et des chiffres de la vue avec elles."""
    return f"Les données ont changé depuis{_dates(alors, maintenant)} : {_some(ecarts)}."


def contradiction(ecarts: Sequence[str]) -> str:
    """Mêmes données, mais le fichier écrit d'autres chiffres que la vue."""
    return f"Les données sont les mêmes, mais le fichier écrit d'autres chiffres que la vue : {_some(ecarts)}. {CONTRADICTION}"


def dit(nom: str) -> str:
    """« Moins de 1,5 : {n} » : un nombre de communes à écrire après son nom."""
    return f"{nom} : {{n}}"


def ecart(dit: str, alors: int, jour: str, maintenant: int) -> str:
    """« 115 communes en ZIP le 25 novembre 2026, 117 aujourd'hui ». `dit` : « {n} en ZIP », n étant « 115 communes »."""
    return f"{dit.replace('{n}', w.pluriel(alors, 'commune'))} le {w.date(jour)}, {w.entier(maintenant)} aujourd'hui"


def reunion_changee(alors: Sequence[str], maintenant: str) -> str:
    """L'avis en tête : le jeu n'est plus celui de l'enregistrement. `alors` : les dates de données des décisions."""
    known = f" ({', '.join(w.date(one) for one in alors)} alors)" if alors else ""
    return f"Les données ont changé depuis l'enregistrement de cette réunion{known} ; aujourd'hui : {maintenant}."


def _dates(alors: str, maintenant: str) -> str:
    """« (12 mai 2026 alors, 20 novembre 2026 aujourd'hui) », si les deux dates sont connues et diffèrent."""
    known = alors and maintenant and alors != maintenant
    return f" (données du {w.date(alors)} alors, du {w.date(maintenant)} aujourd'hui)" if known else ""


def _some(ecarts: Sequence[str]) -> str:
    kept = list(ecarts[:ECARTS_DITS])
    more = len(ecarts) - len(kept)
    return " ; ".join([*kept, *([f"et {w.pluriel(more, 'autre écart', 'autres écarts')}"] if more else [])])


# ---------------------------------------------------------------- le relevé de décisions
SANS_TITRE = "Réunion"
RELEVE = "Relevé de décisions"
DECISIONS, VUES = "Décisions", "Vues préparées sans décision"
DONNEES, SOURCES, CHIFFRES = "Données", "Sources, dates et fiabilité", "Chiffres"
AUCUNE_DECISION = "Aucune décision n'a été enregistrée."
SANS_NOTE = "Sans note."
CLASSE, COMMUNES, AUJOURDHUI = "Classe", "Communes", "Aujourd'hui"
TABLE_AFFICHEES, TABLE_HORS, TABLE_TOTAL = "Communes affichées", "Masquées, ou hors des filtres", "Communes du territoire"
SIMULE_ALORS = "Décision prise sur des données de démonstration : répartition simulée."
PAGE, SUR = "page", "sur"
ENTRE_MENTIONS = " — "
LANGUE = "fr-FR"


def revoir(carte: str) -> str:
    """Ce qui précède l'adresse d'une vue."""
    return f"Revoir « {carte} »"


def etabli(jour: str) -> str:
    """La date du document."""
    return f"Établi le {w.date(jour)}"


def decision(numero: int, titre: str) -> str:
    """Le titre d'une décision."""
    return f"Décision {numero}{w.INSECABLE}: {titre}"


def prise(jour: str, heure: int, minute: int, donnees: str) -> str:
    """Quand la décision a été prise, et de quand étaient les données."""
    known = f", données du {w.date(donnees)}" if donnees else ""
    return f"Prise le {w.date(jour)} à {heure}{w.INSECABLE}h{w.INSECABLE}{minute:02d}{known}."


def carte_refaite(jour: str) -> str:
    """Sous une carte : elle est dessinée d'après les données d'aujourd'hui."""
    return f"Carte dessinée le {w.date(jour)}, d'après les données de ce jour."


def colonne(carte: str, quand: str) -> str:
    """L'en-tête d'une colonne : la carte s'il y en a deux, le jour si les chiffres ont changé."""
    return ", ".join(part for part in (carte, quand) if part) or COMMUNES


def fiabilite(mot: str) -> str:
    """« exact. Chiffre publié tel quel. »"""
    return f"{mot}. {w.FIABILITES[mot]}" if mot in w.FIABILITES else mot
