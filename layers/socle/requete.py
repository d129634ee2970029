"""La partie « ?… » d'une adresse, débarrassée de ce que d'autres y ont mis : mesures d'audience, « &amp; », espaces."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

# Ce qu'ajoutent réseaux sociaux, lettres d'information et outils de mesure : rien d'ici ne s'appelle ainsi.
ETRANGERES = {
    "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "srsltid", "mc_cid", "mc_eid", "mkt_tok", "li_fat_id", "epik", "s_kwcid", "vero_id", "oly_anon_id", "oly_enc_id", "wickedid", "xtor",
    "xts", "cmpid", "_ga", "_gl", "_hsenc", "_hsmi", "__hstc", "__hsfp", "__s",
}  # fmt: skip
FAMILLES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "at_", "ga_", "wt_", "__cf_")
ENTITE = re.compile(r"\A(?:amp;|amp%3b)+", re.IGNORECASE)
BLANC = r"(?:\+|%20|%09|%0a|%0d|%c2%a0|\s)+"
BLANCS = re.compile(rf"\A{BLANC}|{BLANC}\Z", re.IGNORECASE)


def sans_etrangers(requete: str) -> str:
    """`requete` (sans son « ? ») sans les paramètres étrangers, sans blanc autour des noms et des valeurs, « &amp; » lu « & ».

    Le reste garde son écriture et son ordre : une requête propre revient telle quelle.
    """
    found = []
    for part in requete.split("&"):
        name, equal, value = part.partition("=")
        name = ENTITE.sub("", BLANCS.sub("", name))
        if not etrangere(unquote_plus(name)) and (name or equal or not part):
            found.append(f"{name}{equal}{BLANCS.sub('', value)}")
    return "&".join(found).strip("&") if found != [""] else ""


def etrangere(nom: str) -> bool:
    """Vrai si ce paramètre n'est pas d'ici."""
    folded = nom.casefold()
    return folded in ETRANGERES or folded.startswith(FAMILLES)
