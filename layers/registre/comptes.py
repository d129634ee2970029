"""Ce que la carte compte d'un territoire : l'identifiant et le nom de chaque compte, les mêmes partout où il est dit."""

from __future__ import annotations

from layers.socle.entrees import Classe, Couche

COMMUNES, POPULATION = "communes", "population"
DEJA_DIT = ("zone", "hors", "en ")


def identifiant(couche: Couche, classe: str, quoi: str) -> str:
    """« zonage-medecins.ZIP.communes » ; `quoi` : COMMUNES ou POPULATION."""
    return f"{couche.id}.{classe}.{quoi}"


def titre(couche: Couche, classe: Classe, quoi: str) -> str:
    """« Communes en zone d'intervention prioritaire (médecins généralistes) », « Part de la population des communes classées FRR+ »."""
    dans = _dans(couche, classe)
    qui = f" ({couche.short[:1].lower()}{couche.short[1:]})" if couche.group == "zonage" else ""
    if quoi == COMMUNES:
        return f"Communes {dans}{qui}"
    return f"Part de la population {dans if dans.startswith(DEJA_DIT) else f'des communes {dans}'}{qui}"


def _dans(couche: Couche, classe: Classe) -> str:
    """Ce que le registre dit d'une commune de cette classe ; à défaut, ce que son libellé permet d'en dire."""
    label = classe.label if classe.label[:2].isupper() else classe.label[:1].lower() + classe.label[1:]
    if classe.dans:
        return classe.dans
    if label.startswith("zone"):
        return f"en {label}"
    if label.startswith(DEJA_DIT):
        return label
    return f"en zone {label}" if couche.group == "zonage" else f"de classe « {label} » ({couche.short})"


def moyenne(couche: Couche) -> str:
    """« Accessibilité aux médecins généralistes (APL), moyenne pondérée »."""
    return f"{couche.title}, moyenne pondérée"
