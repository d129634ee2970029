"""Le nom d'un site comme on le dirait : « Hôpital de Figeac » plutôt que « CH Figeac », sans forme juridique."""

from __future__ import annotations

import re

FORMES = re.compile(r"\b(?:SELARL|SELAS|SELURL|SARL|SAS|EURL|SNC)\b\s*", re.IGNORECASE)
MOTS = (
    (re.compile(r"^CHU\b"), "Hôpital universitaire"),
    (re.compile(r"^(?:CHI?|HOP|Centre hospitalier)\b"), "Hôpital"),
    (re.compile(r"^CL\b"), "Clinique"),
    (re.compile(r"^(?:MSP|Maison de santé pluriprofessionnelle|Maison de santé pluridisciplinaire)\b"), "Maison de santé"),
    (re.compile(r"^(?:CDS|CSP)\b"), "Centre de santé"),
    (re.compile(r"^LBM\b"), "Laboratoire"),
    (re.compile(r"^EHPAD\b"), "Maison de retraite"),
)


def nom_dit(nom: str) -> str:
    """« SELAS pharmacie Sanski » -> « Pharmacie Sanski »"""
    said = FORMES.sub("", nom).strip() or nom
    for word, plain in MOTS:
        said = word.sub(plain, said)
    return said[0].upper() + said[1:]
