"""Les phrases de « Si une ferme »."""

from __future__ import annotations

from views.ecriture import phrases as w

CLASSEMENT = "Les fermetures qui font passer {seuil} au plus d'habitants"
PASSENT, SURS, POSSIBLES = "habitants passent {seuil}", "presque sûrs : toute la bande passe", "possibles : un bout de la bande passe"
AJOUT = "de plus en moyenne, pour ses {n} habitants"
BORD = "d'entre eux plus près d'une autre région, non comptée"
FOURCHETTE = "{surs} à {possibles}"
SECONDS = "{n} habitants ont un site à moins de {seuil}, mais pas de second."
EGALES = "Toutes choses égales : les habitants iraient au site suivant le plus proche, qui aurait la place."
MOUSTACHE = (
    "Presque sûr : toute la bande (neuf fois sur dix) est du bon côté du seuil. Hachuré : une commune d'une autre région est plus proche "
    "que le site de repli ; un site qui s'y trouve n'est pas compté."
)
SANS_REPLI = "plus aucun site"
TOUCHEES = "Les communes dont il est le plus proche, avant et après"
RELAIS = "Qui prendrait le relais"
AVANT_APRES = ("Commune", "Habitants", "Aujourd'hui", "Sans lui")
TABLE = ("Site", "Commune", "Habitants qui passent", "De presque sûrs à possibles")
CARTE = "Les sites, d'autant plus grands que leur fermeture éloigne plus d'habitants"
COLONNES = (
    "Numéro FINESS", "Site", "Commune", "Code INSEE", "Communes qui passent", "Habitants qui passent", "Presque sûrs", "Possibles",
    "En bord de région", "Habitants dont il est le plus proche", "Ajout moyen", "Habitants sans autre site",
)  # fmt: skip


def titre(usage: str, commune: str, n: int, seuil: str) -> str:
    """« Sans le site de Mazamet, 27 391 habitants passent 20 min »."""
    if not n:
        return f"Sans le site de {commune}, personne ne passe {seuil} ({usage})"
    return f"Sans le site de {commune}, {w.entier(n)} {'habitants passent' if n > 1 else 'habitant passe'} {seuil} ({usage})"


def personne(n: int, tous: int) -> str:
    """« 206 des 372 sites n'éloigneraient personne. »"""
    if tous == 0:
        return ""
    return f"{w.entier(n)} des {w.entier(tous)} sites {'ne feraient' if n > 1 else 'ne ferait'} passer le seuil à personne."
