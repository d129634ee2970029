"""Le nom et la rue d'un site de soins comme on les dit, à l'écran, à la borne et sur le papier."""

from __future__ import annotations

import re

JURIDIQUE = re.compile(r"\b(?:SELARL|SELASU?|SELEURL|SELURL|SARL|SASU?|SNC|EURL|SCP)\b\s*", re.IGNORECASE)
PARENTHESE = re.compile(r"\s*\([^)]*\)")
# « Ex », « ex appellation » : ce que le lieu était, pas ce qu'il est.
ANCIEN = re.compile(r"^ex[ -](?:appellation\s+)?", re.IGNORECASE)
EN_MOTS = (
    (re.compile(r"^CHU(?=\s)"), "Hôpital universitaire"),
    (re.compile(r"^(?:CHI?|HOP|Centre hospitalier(?: intercommunal)?)(?=\s)"), "Hôpital"),
    (re.compile(r"^CL(?=\s)"), "Clinique"),
    (re.compile(r"^(?:MSP|Maison de santé pluri\w+|Maison pluri\w+ de santé)\b(?:\s*-MSP-)?"), "Maison de santé"),
    (re.compile(r"^(?:CDS|CSP)(?=\s)"), "Centre de santé"),
    (re.compile(r"^LBM(?=\s)"), "Laboratoire"),
    (re.compile(r"^EHPAD(?=\s)"), "Maison de retraite"),
)
COURRIER = re.compile(r",?\s*\b(?:BP|CS)\s*\d+\b|,?\s*\bCEDEX\b(?:\s*\d+)?", re.IGNORECASE)


def nom_dit(nom: str) -> str:
    """« SELAS pharmacie Sanski » -> « Pharmacie Sanski », « CH Alès » -> « Hôpital Alès » : ni forme juridique, ni parenthèse."""
    said = ANCIEN.sub("", JURIDIQUE.sub("", PARENTHESE.sub("", nom))).strip(" -")
    for found, words in EN_MOTS:
        said = found.sub(words, said)
    said = " ".join(said.split()) or nom
    return said[0].upper() + said[1:]


def rue_dite(adresse: str) -> str:
    """La rue, ou la ville, seule : ni boîte postale ni cedex."""
    return " ".join(COURRIER.sub("", adresse.replace("\n", ", ")).split()).strip(" ,")
