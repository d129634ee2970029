"""Le nom d'une classe au milieu d'une phrase : celle que la carte annonce, celles de la carte en mots."""

from __future__ import annotations

from layers.registre.catalogue import Classe


def court(classe: Classe) -> str:
    """Le nom d'une classe dans une phrase : « ZAC », « très sous-dotée », « FRR socle »."""
    return classe.code if classe.spoken else libelle(classe)


def libelle(classe: Classe) -> str:
    """Le libellé d'une classe au milieu d'une phrase : « zone d'action complémentaire » ; un sigle garde ses capitales."""
    return classe.label if classe.label[:2].isupper() else classe.label[:1].lower() + classe.label[1:]
