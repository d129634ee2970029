"""Un département ou une région dans une phrase : « le Gers », « l'Aude », « les Hautes-Pyrénées », « du Lot »."""

from __future__ import annotations

from views.ecriture.lieux import elide

PLURIELS = frozenset((
    "Alpes-de-Haute-Provence", "Hautes-Alpes", "Alpes-Maritimes", "Ardennes", "Bouches-du-Rhône", "Côtes-d'Armor", "Deux-Sèvres",
    "Landes", "Pyrénées-Atlantiques", "Hautes-Pyrénées", "Pyrénées-Orientales", "Vosges", "Yvelines", "Hauts-de-Seine",
    "Hauts-de-France", "Pays de la Loire",
))  # fmt: skip
MASCULINS = frozenset((
    "Calvados", "Cantal", "Cher", "Doubs", "Finistère", "Gard", "Gers", "Jura", "Loir-et-Cher", "Loiret", "Lot", "Lot-et-Garonne",
    "Maine-et-Loire", "Morbihan", "Nord", "Pas-de-Calais", "Puy-de-Dôme", "Bas-Rhin", "Haut-Rhin", "Rhône", "Tarn", "Tarn-et-Garonne",
    "Territoire de Belfort", "Val-de-Marne", "Val-d'Oise", "Var", "Vaucluse", "Grand Est", "Centre-Val de Loire",
))  # fmt: skip
SANS_ARTICLE = frozenset(("Paris", "Mayotte", "La Réunion", "Provence-Alpes-Côte d'Azur"))
# « de Yaucourt », mais « l'Yonne ».
ELIDES = frozenset(("Yonne",))
# Les niveaux dont le nom prend un article : une commune, une intercommunalité n'en ont pas.
AVEC_ARTICLE = ("fra", "reg", "dep")


def le(nom: str, niveau: str = "dep") -> str:
    """« le Gers », « la Lozère », « l'Aude », « les Landes », « Paris » ; une commune, une intercommunalité : son nom."""
    if niveau not in AVEC_ARTICLE or nom in SANS_ARTICLE:
        return nom
    if nom in PLURIELS:
        return f"les {nom}"
    if nom in ELIDES or elide(nom):
        return f"l'{nom}"
    return f"{'le' if nom in MASCULINS else 'la'} {nom}"


def du(nom: str, niveau: str = "dep") -> str:
    """« du Gers », « de la Lozère », « de l'Aude », « des Landes », « de Paris », « d'Uzès »."""
    with_article = le(nom, niveau)
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if with_article.startswith(article) and with_article != nom:
            return contracted + nom
    return f"d'{nom}" if with_article == nom and elide(nom) else f"de {with_article}"
