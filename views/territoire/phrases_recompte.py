"""Une somme recomptée, dite à un lecteur : nombres à la française, ni liste ni parenthèse de programme."""

from __future__ import annotations

import re

from views.ecriture import phrases as w

MOTS = (
    (re.compile(r"au COG @etalab [0-9.]+"), "dans le code officiel géographique d'aujourd'hui"),
    (re.compile(r"hors document : "), ""),
    (re.compile(r"\bRG\b"), "régime général"),
    (re.compile(r" vs "), " et "),
    (re.compile(r"^vrai$"), "oui"),
    (re.compile(r"^= imprimé$"), "le taux imprimé"),
    (re.compile(r"^écarts 0 ; 0 ; 0 ; 0$"), "aucun écart"),
    (re.compile(r"^écarts (?=[0-9−])"), "écarts, en euros : "),
    (re.compile(r"\bdép\."), "départements"),
    (re.compile(r"\binsuf\."), "insuffisance"),
)
NATURES = ((re.compile(r"\bOCR\b"), "lecture du document"), (re.compile(r"^homonymie$"), "même nombre, autre chose"))
COUPLE = re.compile(r"""\((?:'([^']*)'|"([^"]*)"), ([^()]*)\)""")
LISTE = re.compile(r"\[([^\[\]]*)\]")
DECIMALE = re.compile(r"(?<![\d.,])(\d+)\.(\d+)(?![\d.])")
LONG = re.compile(r"(?<![\d.,/])\d{5,}(?![\d/])")
MOINS = re.compile(r"(?<![\w)\]])-(?=\d)")


def recompte_dit(text: str) -> str:
    """« écarts [('TOTAL', -1)] » -> « écarts TOTAL : −1 » ; « [9373460, 8.5] » -> « 9 373 460 ; 8,5 »."""
    text = COUPLE.sub(lambda found: f"{found[1] or found[2]} : {found[3].replace(', ', ' puis ')}", text)
    text = LISTE.sub(lambda found: found[1].replace(", ", " ; "), text)
    text = MOINS.sub("−", DECIMALE.sub(r"\1,\2", text))
    text = LONG.sub(lambda found: w.entier(int(found[0])), text)
    for wanted, said in MOTS:
        text = wanted.sub(said, text)
    return text


def nature_dite(text: str) -> str:
    """De quoi vient un désaccord, en mots qu'un lecteur emploie."""
    for wanted, said in NATURES:
        text = wanted.sub(said, text)
    return text
