"""Les phrases des graphiques : des constats faits des nombres qu'ils montrent."""

from __future__ import annotations

from views.ecriture import phrases as w
from views.ecriture.lieux import capitale
from views.ecriture.phrases_articles import le

NOMBRES = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
           "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt")  # fmt: skip
DOCUMENTS = "Ce que disent les documents, à leur date"
TABLEAU = "Les nombres de ce graphique"
CSV, SVG, PNG = "CSV", "SVG", "PNG"
MESURE, SOURCE, DOCUMENT = "Mesure", "Source", "Documents de l'ARS"
DEPARTEMENT = "Département"
CROISSANCE = "Maisons de santé pluriprofessionnelles, {region}, nombre"
CROISSANCE_COLONNES = ("Date", "Maisons de santé", "Source")
ACCES = "Habitants selon l'accessibilité de leur commune aux généralistes (APL, consultations par an) ; en couleur, sous 2,5"
CPTS = "Communautés professionnelles territoriales de santé, par département"
ZONAGE = "Part des habitants par classe, {couche}, {date}"
QUOI = {"sites-msp": "maisons de santé"}
SIMULE = "Démonstration : structures et zonages de ces graphiques sont simulés."


def croissance(avant: float, apres: float, ans: int) -> str:
    """« De 10 à 372 maisons de santé en seize ans »."""
    return f"De {w.entier(avant)} à {w.entier(apres)} maisons de santé en {_mot(ans)} ans"


def croissance_source(jour: str) -> str:
    """Les deux natures de comptes, et ce que veut dire le trait."""
    return f"Documents de l'ARS Occitanie, 2010 et 2019 ; FINESS, {jour}. En tirets : deux comptes de nature différente."


def fois_plus(premier: str, dernier: str, haut: float, bas: float, quoi: str) -> str:
    """« L'Ariège a quatre fois plus de maisons de santé par habitant que le Gers » ; sous 1,75 fois, les deux valeurs."""
    times = haut / bas if bas else 0
    has = "ont" if le(premier).startswith("les ") else "a"
    if times >= 1.75:
        return f"{capitale(le(premier))} {has} {_mot(round(times))} fois plus de {quoi} par habitant que {le(dernier)}"
    return f"{capitale(quoi)} par habitant : {premier} en tête ({w.decimal(haut)}), {dernier} en queue ({w.decimal(bas)})"


def sous_dense(pire: tuple[str, str], mieux: tuple[str, str]) -> str:
    """« Sous 2,5 consultations par an : 42,3 % des habitants (Lozère), 2,8 % (Haute-Garonne) » ; (nom, part dite) des deux bouts."""
    return f"Sous 2,5 consultations par an : {pire[1]} des habitants ({pire[0]}), {mieux[1]} ({mieux[0]})"


def cpts(avant: float, apres: float, an_avant: str, an_apres: str) -> str:
    """« CPTS : de 37 projets en 2019 à 82 sièges en 2026 »."""
    return f"CPTS : de {w.entier(avant)} projets en {an_avant} à {w.entier(apres)} sièges en {an_apres}"


def cpts_source(avant: str, apres: str) -> str:
    """Les deux comptes."""
    return f"ARS Occitanie, {avant} (projets) ; FINESS, {apres} (sièges). En tirets : deux comptes de nature différente."


def projets(quand: str) -> str:
    """La tête de gauche."""
    return f"Projets, {quand}"


def sieges(quand: str) -> str:
    """La tête de droite."""
    return f"Sièges, {quand}"


def sans_classe(n: int, classe: str) -> str:
    """« Cinq départements n'ont aucune commune en ZAR »."""
    if n == 1:
        return f"Un département n'a aucune commune en {classe}"
    return f"{capitale(_mot(n))} départements n'ont aucune commune en {classe}"


def de_a(classe: str, bas: tuple[str, str], haut: tuple[str, str]) -> str:
    """« Habitants en ZIP : de 1,3 % (Haute-Garonne) à 42,4 % (Lozère) »."""
    return f"Habitants en {classe} : de {bas[1]} ({bas[0]}) à {haut[1]} ({haut[0]})"


def intervalle(bas: float, haut: float | None) -> str:
    """« 2 à 2,5 », « 6,5 et plus », en % des habitants."""
    start = w.decimal(bas, 1)
    return f"{start} et plus (%)" if haut is None else f"{start} à {w.decimal(haut, 1)} (%)"


def source(editeur: str, date: str) -> str:
    """« DREES, 2023 ; INSEE, populations. Calcul Maillage. »"""
    return f"{editeur}, {date} ; INSEE, populations. Calcul Maillage."


def _mot(n: int) -> str:
    return NOMBRES[n] if n < len(NOMBRES) else w.entier(n)
