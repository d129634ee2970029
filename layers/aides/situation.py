"""Où et pour qui une aide est demandée : ce dont les règles dépendent, les questions, leurs réponses permises."""

from __future__ import annotations

from dataclasses import dataclass, fields

PROFESSIONS = (
    "medecin-generaliste",
    "medecin-specialiste",
    "infirmier",
    "masseur-kinesitherapeute",
    "orthophoniste",
    "chirurgien-dentiste",
    "autre",
)
# Les réponses permises à chaque question ; les autres champs sont oui ou non (bool), ou un entier (ENTIERS).
CHOIX = {
    "profession": PROFESSIONS,
    "etape": ("etudiant", "interne", "professionnel"),
    "mode": ("liberal", "salarie"),
    "anciennete": ("moins-d-un-an", "un-an-ou-plus"),
    "employeur": ("centre-de-sante", "collectivite", "cooperative", "mutuelle", "etablissement-de-sante", "medecin-liberal", "autre"),
    "projet": ("aucun", "msp", "cds", "cpts", "esp"),
}
ENTIERS = {"demi_journees": (0, 14), "medecins_du_centre": (0, 99)}


@dataclass(frozen=True)
class Lieu:
    """Ce dont les règles dépendent, pour une commune. None : pas de donnée, ce n'est jamais « non ».

    classe : code du zonage des médecins (ZIP, ZAC, ZAR, HZ) ; etat_classe : « connue », « absente », « masquee » ou
    « partagee ». frr : code de la couche FRR. qpv : au moins un quartier prioritaire dans la commune (`atlas.zones`).
    """

    code: str
    region: str
    outre_mer: bool
    classe: str | None
    etat_classe: str
    montagne: bool | None
    frr: str | None
    qpv: bool | None


@dataclass(frozen=True)
class Situation:
    """Les réponses d'une personne. None : la question n'a pas de réponse ; ce n'est jamais « non ».

    profession : celle exercée ou visée. etape : étudiant, interne ou professionnel. mode : libéral ou salarié.
    anciennete : dans cette commune, ou chez cet employeur. demi_journees : par semaine, de 0 à 14.
    qpv : exercer dans un quartier prioritaire de la commune. projet : la structure à ouvrir.
    cahier_des_charges : exercice coordonné, permanence des soins et visites à domicile d'un centre de santé.
    medecins_du_centre : nombre de médecins (généralistes) du centre. partage : temps partagé entre ville et hôpital.
    """

    profession: str | None = None
    etape: str | None = None
    mode: str | None = None
    anciennete: str | None = None
    coordonne: bool | None = None
    demi_journees: int | None = None
    qpv: bool | None = None
    employeur: str | None = None
    projet: str | None = None
    projet_valide: bool | None = None
    cahier_des_charges: bool | None = None
    medecins_du_centre: int | None = None
    stage: bool | None = None
    maitre_de_stage: bool | None = None
    partage: bool | None = None
    formation_ipa: bool | None = None


CHAMPS = tuple(field.name for field in fields(Situation))
