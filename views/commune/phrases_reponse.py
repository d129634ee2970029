"""Ce qu'une page de commune répond d'abord, en mots de tous les jours : le secteur, la classe, les minutes, les aides, ce qui change."""

from __future__ import annotations

from layers.commune.secteur import AUTANT, MANQUE, PEU, PLUS
from views.ecriture import phrases as w
from views.ecriture.lieux import a, capitale, de

# La classe des médecins en un mot ; son nom officiel est dit une fois, à côté.
MOTS = {"ZIP": "Prioritaire", "ZAC": "Fragile", "ZAR": "Moins fragile", "HZ": "Hors zonage"}
# Celle des autres soignants.
MOTS_AUTRES = {
    "TSD": "Il en manque beaucoup", "SDE": "Il en manque beaucoup", "SD": "Il en manque", "INT": "Ni beaucoup, ni peu",
    "TD": "Il y en a beaucoup", "SURD": "Plus qu'il n'en faut", "NP": "Rien ne presse",
}  # fmt: skip
ACCES = {
    MANQUE: ("", "manque des médecins"),
    PEU: ("y a ", "assez peu de médecins"),
    AUTANT: ("y a ", "autant de médecins qu'ailleurs"),
    PLUS: ("y a ", "plus de médecins qu'ailleurs"),
}
AILLEURS = "les aides vont d'abord à d'autres communes"
# Ce que la classe ajoute : quand les médecins sont peu nombreux, puis quand ils ne le sont pas.
SUITES = {
    True: {
        "ZIP": f". C'est une priorité{w.INSECABLE}: ceux qui s'installent sont aidés.",
        "ZAC": ". Ceux qui s'installent peuvent être aidés.",
        "ZAR": f", mais {AILLEURS}.",
        "HZ": f", mais {AILLEURS}.",
    },
    False: {
        "ZIP": f", mais le secteur est classé prioritaire{w.INSECABLE}: ceux qui s'installent sont aidés.",
        "ZAC": f", mais le secteur est classé fragile{w.INSECABLE}: des aides existent.",
        "ZAR": f"{w.INSECABLE}: {AILLEURS}.",
        "HZ": f"{w.INSECABLE}: {AILLEURS}.",
    },
}
SEULES = {
    "ZIP": f"est un secteur prioritaire{w.INSECABLE}: ceux qui s'installent sont aidés.",
    "ZAC": f"est un secteur fragile{w.INSECABLE}: ceux qui s'installent peuvent être aidés.",
    "ZAR": f"est un secteur moins fragile{w.INSECABLE}: {AILLEURS}.",
    "HZ": f"est hors zonage{w.INSECABLE}: {AILLEURS}.",
}
ACCES_NON_PUBLIE = "L'accès aux médecins n'est pas publié ici."
ECHELLE = "Classe de la commune"
SANS_CLASSE = "Pas de donnée"
Y_ALLER = "Y aller"
SOINS, SOINS_AUTRES, CHANGE, PARTAGER_TITRE, DETAIL = (
    "Au plus près", "Se soigner près d'ici", "Ce qui a changé", "Comparer, partager", "Tout le détail",
)  # fmt: skip
AUTRES_SOIGNANTS = "Les autres soignants"
APPELER = "Qui appeler"
NUMEROS = (
    ("15", "urgence médicale"),
    ("112", "tout secours"),
    ("114", "par écrit (SMS), pour qui n'entend pas"),
    ("116 117", "médecin de garde, soir et week-end"),
)
MINUTES = f"«{w.INSECABLE}environ{w.INSECABLE}»{w.INSECABLE}: estimé d'après la distance. Urgences{w.INSECABLE}: temps publié de 2019."
DEPUIS_LE_CENTRE = "Depuis le centre de la commune."
SANS_TELEPHONE = "Ce fichier ne donne pas de téléphone."
TOUTES_LES_AIDES = "Toutes les aides et leurs conditions"
MONTANT_NON_PUBLIE = "Montant non publié"
AIDES_A_VERIFIER = "À vérifier auprès de l'agence régionale de santé."
PARTAGER, COMPARER, FEUILLE, CARTE, COPIE = "Partager", "Comparer", "A4, mairie", "Sur la carte", "Lien copié"
FEUILLE_VISITEUR = "A4, habitants"
COMPARER_A, COMPARER_EXEMPLE, SEMBLABLES = "Comparer à une autre commune", "Une autre commune", "celles qui lui ressemblent"
QR = "Emporter sur un téléphone"
POURQUOI_FAITS = "Les faits, un par un"
DECISION = "L'agence régionale de santé décide. Elle tient compte d'autres choses encore, que les fichiers ne disent pas."
INEXPLIQUEE = "Les chiffres publiés n'expliquent donc pas cette classe."
SANS_EXPLICATION = "Les données publiées ne disent pas pourquoi."
APL_UNITE = "Consultations possibles par habitant et par an"
VOISINS = "Les ronds sont les secteurs voisins, à la couleur de leur classe."
SOURCES_ICI = "D'où viennent ces chiffres"


def ouverture(nom: str, communes: int, acces: str) -> tuple[str, str]:
    """(« Autour de Figeac, il y a », « assez peu de médecins ») ; un secteur d'une seule commune : « À Toulouse, il y a »."""
    verb, strong = ACCES[acces]
    return f"{capitale(a(nom)) if communes == 1 else f'Autour {de(nom)}'}, il {verb}".rstrip() + " ", strong


def suite(acces: str, classe: str) -> str:
    """Ce que la classe ajoute à l'accès."""
    return SUITES[acces in (MANQUE, PEU)][classe]


def classe_non_publiee(nom: str) -> str:
    return f"La classe {de(nom)} n'est pas publiée."


def classe_partagee(nom: str) -> str:
    return f"La classe n'est pas la même partout {a(nom)}, qui réunit d'anciennes communes."


def classe_officielle(label: str, periode: str) -> str:
    """« Classe officielle (2025) : zone d'action complémentaire »"""
    return f"Classe officielle pour les médecins ({periode}){w.INSECABLE}: {label[0].lower()}{label[1:]}"


def sous_titre(departement: str, habitants: int | None) -> str:
    people = f"{w.INSECABLE}· {w.pluriel(habitants, 'habitant')}" if habitants is not None else ""
    return f"{departement}{people}"


def autres(noms: tuple[str, ...]) -> str:
    """« Pharmacie Champollion, et 4 autres » ; un seul : son nom."""
    rest = len(noms) - 1
    return noms[0] if not rest else f"{noms[0]}, et {'une autre' if rest == 1 else f'{rest}{w.INSECABLE}autres'}"


def pourquoi_titre(classe: str | None) -> str:
    return f"Pourquoi «{w.INSECABLE}{MOTS[classe].lower()}{w.INSECABLE}»{w.INSECABLE}?" if classe else "Quel accès aux médecins ?"


def pourquoi_secteur(noms: tuple[str, ...], communes: int, meme_classe: bool) -> str:
    """D'abord le secteur ; que sa classe soit la même pour toutes ses communes n'est dit que si elle l'est."""
    named = " et ".join(de(one) for one in noms)
    if communes == 1:
        return "La commune est un secteur à elle seule."
    if meme_classe and len(noms) == 1:
        return f"La classe est la même pour les {w.entier(communes)} communes du secteur {named}."
    return f"{'Le secteur' if len(noms) == 1 else 'Les secteurs'} {named} {'a' if len(noms) == 1 else 'ont'} {w.entier(communes)} communes."


def pourquoi_acces(apl: float, seuil: float) -> tuple[str, str, str]:
    """Ce qu'un habitant peut, et où c'est par rapport au seuil : (début, le nombre en gras, suite)."""
    near = "moins que" if apl < seuil else "juste" if apl == seuil else "à peine plus que" if apl <= BIEN_PLUS else "bien plus que"
    return (
        "Un habitant peut y voir un médecin ",
        f"{apl_dite(apl)} fois par an",
        f"{w.INSECABLE}: {near} {w.decimal(seuil)}, le seuil sous lequel on dit que les médecins manquent.",
    )


# Au-delà, un secteur est loin du seuil.
BIEN_PLUS = 2.9


def apl_dite(value: float) -> str:
    """2,76 -> « 2,8 » ; 2,46 -> « 2,46 » : jamais « 2,5 » d'un nombre qui est d'un côté ou de l'autre du seuil."""
    for digits in (1, 2, 3):
        if round(value, digits) != SEUIL or value == SEUIL:
            return w.decimal(value, digits)
    return w.decimal(value, 3)


SEUIL = 2.5


def acces_autre(nom: str, secteur: float, region: float | None, unite: str, periode: str) -> str:
    """« Accessibilité aux infirmiers (APL), 2023 : 179 équivalents temps plein pour 100 000 habitants (région : 201). »"""
    around = f" (région{w.INSECABLE}: {w.decimal(region, 0)})" if region is not None else ""
    return f"{nom}, {periode}{w.INSECABLE}: {w.decimal(secteur, 0)} {unite}{around}."


AUTRES_ACCES = "Dans le secteur, pour d'autres soignants"


def evolution_titre(avant: float, apres: float) -> str:
    """Le constat : en baisse, en hausse, ou le même, au dixième montré."""
    if apl_dite(avant) == apl_dite(apres):
        return "Accès inchangé"
    return "Accès en baisse" if apres < avant else "Accès en hausse"


def evolution(avant: float, annee_avant: str, apres: float, annee: str) -> str:
    return f"{apl_dite(apres)} consultations par habitant du secteur en {annee}, {apl_dite(avant)} en {annee_avant}"


def serie_titre(annee: str, valeur: float) -> str:
    return f"En {annee}, c'était {apl_dite(valeur)}"


def change_classe(metier: str, avant: str, date_avant: str, apres: str, date: str) -> str:
    """« Infirmiers : « Il en manque » en 2025, « Ni beaucoup, ni peu » en 2026. »"""
    was, now = (f"«{w.INSECABLE}{one.lower()}{w.INSECABLE}»" for one in (avant, apres))
    if avant == apres:
        return f"{metier}{w.INSECABLE}: toujours {now}, en {date_avant} et en {date}."
    return f"{metier}{w.INSECABLE}: {was} en {date_avant}, {now} en {date}."


def une_seule_date(periode: str) -> str:
    return f"Pour la classe des médecins, une seule date est connue{w.INSECABLE}: {periode}."


RIEN_A_COMPARER = "Rien n'est publié à deux dates."


def aides_titre(nom: str) -> str:
    return f"Ce {'qu' + chr(39) if nom[:1] in 'AEÉÈÊIÎOÔUÛ' else 'que '}{nom} peut demander"


def aides_possibles(n: int) -> str:
    return w.pluriel(n, "aide possible", "aides possibles")


def aides_ailleurs(region: str) -> str:
    return f"Les aides propres à la région ({region}) ne sont pas recensées ici."


def dont(montant: str) -> str:
    return f"dont {montant} pour ouvrir une maison de santé"


# Les trois aides dites à la commune, par leur identifiant au registre.
AIDES_DU_MAIRE = MAISON, CENTRE, POSTE = "maison-de-sante-demarrage", "centre-de-sante-demarrage", "poste-salarie"
AIDES_TITRES = {MAISON: "Ouvrir une maison de santé", CENTRE: "Ouvrir un centre de santé", POSTE: "Employer un médecin"}
AIDES_TEXTES = {
    MAISON: "Au démarrage, quand le projet de santé est validé par les comités du département et de la région.",
    CENTRE: "Dès deux médecins généralistes, et selon un cahier des charges. Avec un seul médecin : {1}.",
    POSTE: (
        "Une commune, son intercommunalité (EPCI), une coopérative (SCIC), une association, une mutuelle ou un hôpital le fait "
        "par un centre de santé."
    ),
}
# Le poste salarié est réservé : ailleurs, la carte le dit au lieu de promettre.
POSTE_RESERVE = "Réservé aux secteurs prioritaires ou fragiles, et aux quartiers prioritaires. La commune n'en a pas."
# Les soins de la réponse, par usage.
NOMS_DES_SOINS = {
    "msp": "Maison de santé", "urgences": "Urgences", "pharmacie": "Pharmacie", "cds-medecins": "Centre avec médecins",
    "cds-dentaire": "Centre dentaire", "laboratoire": "Analyses de sang", "ehpad": "Maison de retraite médicalisée",
}  # fmt: skip
ACCES_AUX_MEDECINS = "Accès aux médecins"
