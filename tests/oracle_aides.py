"""Un second moteur des aides, lent et écrit à la main depuis le texte des règles, sans lire data/facts/aides.toml.

Il rend {aide: (état, montants retenus)}. Il ne partage avec le premier que le Lieu et la Situation.
"""

from __future__ import annotations

from layers.aides.situation import Lieu, Situation

NON, FLOU, SI, OUI = "ne_s_applique_pas", "non_tranche", "s_appliquerait_si", "s_applique"
MEDECINS = ("medecin-generaliste", "medecin-specialiste")


def decide(exclu: bool, flou: bool, manque: bool) -> str:
    """Ce qui exclut l'emporte sur ce que rien ne tranche, qui l'emporte sur ce qui manque."""
    if exclu:
        return NON
    if flou:
        return FLOU
    return SI if manque else OUI


def hors_occitanie(ici: Lieu) -> bool:
    return ici.region != "76"


def pas(value, *wanted) -> bool:
    """La personne a répondu, et autre chose."""
    return value is not None and value not in wanted


def sans(value, *wanted) -> bool:
    """La réponse attendue n'est pas là : pas de réponse, ou une autre."""
    return value not in wanted


def zone_fragile(ici: Lieu, s: Situation) -> str:
    """ZIP, ZAC ou quartier prioritaire (RUL-028, RUL-037, RUL-041)."""
    if ici.classe == "ZIP" or ici.classe == "ZAC":
        return OUI
    if s.qpv is True and ici.qpv is True:
        return OUI
    if ici.classe is None or ici.qpv is None:
        return FLOU
    return SI if ici.qpv else NON


def garantie_de_revenu(ici: Lieu, s: Situation):
    """RUL-028 à 031 : généraliste, installé ou collaborateur libéral depuis moins d'un an ; plus ou moins de 9 demi-journées."""
    zone, jours = zone_fragile(ici, s), s.demi_journees
    exclu = hors_occitanie(ici) or zone == NON or pas(s.profession, MEDECINS[0]) or pas(s.etape, "professionnel")
    exclu = exclu or s.anciennete == "un-an-ou-plus"
    manque = zone == SI or s.profession is None or s.etape is None or s.anciennete is None or s.mode != "liberal" or jours is None
    etat = decide(exclu, zone == FLOU or jours == 9, manque)
    if etat != OUI:
        return etat, ()
    return etat, (6900,) if jours > 9 else (3450,)


def montagne_installation(ici: Lieu, s: Situation):
    """RUL-015 : médecin qui s'installe en exercice coordonné dans une commune de montagne ; rien n'est dit des salariés."""
    exclu = hors_occitanie(ici) or ici.montagne is False or pas(s.profession, *MEDECINS) or pas(s.etape, "professionnel")
    exclu = exclu or s.anciennete == "un-an-ou-plus"
    manque = s.profession is None or s.etape is None or s.anciennete is None or s.coordonne is not True
    etat = decide(exclu, ici.montagne is None or s.mode == "salarie", manque)
    return etat, (40000,) if etat == OUI else ()


def conventionnelles_medecins(ici: Lieu, s: Situation):
    """RUL-001 et 002 : trois classes, mais « zones prioritaires » n'est sûr que de la ZIP ; installés ou en exercice coordonné."""
    exclu = hors_occitanie(ici) or ici.classe == "HZ" or pas(s.profession, *MEDECINS) or pas(s.etape, "professionnel")
    flou = ici.classe is None or ici.classe in ("ZAC", "ZAR") or (s.mode == "salarie" and s.coordonne is False)
    return decide(exclu, flou, s.profession is None or s.etape is None), ()


def conventionnelles_autres(ici: Lieu, s: Situation):
    """RUL-003 : le zonage ouvre droit, le texte ne dit pas quelle classe."""
    professions = ("orthophoniste", "masseur-kinesitherapeute", "infirmier")
    return decide(hors_occitanie(ici) or pas(s.profession, *professions) or pas(s.etape, "professionnel"), True, False), ()


def exonerations_fiscales(ici: Lieu, s: Situation):
    """RUL-010 : le texte parle de l'ancien classement, que FRR a remplacé."""
    exclu = hors_occitanie(ici) or ici.frr == "NON" or pas(s.etape, "professionnel") or s.anciennete == "un-an-ou-plus"
    return decide(exclu, True, False), ()


def poste_partage_ville(ici: Lieu, s: Situation):
    """RUL-037 : la part en ville demande une zone fragile ; l'âge d'un « jeune » médecin reste à vérifier."""
    zone = zone_fragile(ici, s)
    exclu = hors_occitanie(ici) or zone == NON or pas(s.profession, MEDECINS[0]) or pas(s.etape, "professionnel")
    return decide(exclu, zone == FLOU, True), ()


def poste_partage_hopital(ici: Lieu, s: Situation):
    """RUL-037 et 038 : tous les territoires."""
    return decide(hors_occitanie(ici) or pas(s.profession, MEDECINS[0]) or pas(s.etape, "professionnel"), False, True), ()


def poste_salarie(ici: Lieu, s: Situation):
    """RUL-040 à 044 : généraliste salarié, 5 demi-journées au moins, centre, établissement ou médecin libéral."""
    zone = zone_fragile(ici, s)
    exclu = hors_occitanie(ici) or zone == NON or pas(s.profession, MEDECINS[0]) or pas(s.etape, "professionnel")
    manque = zone == SI or None in (s.profession, s.etape) or s.mode != "salarie"
    manque = manque or s.demi_journees is None or s.demi_journees < 5 or s.employeur in (None, "autre")
    return decide(exclu, zone == FLOU, manque), ()


def bourse_etudes(ici: Lieu, s: Situation):
    """RUL-018 et 019 : médecine ou odontologie ; « territoire fragile » n'est pas défini."""
    return decide(hors_occitanie(ici) or s.etape == "professionnel" or pas(s.profession, *MEDECINS, "chirurgien-dentiste"), True, False), ()


def montagne_interne(ici: Lieu, s: Situation):
    """RUL-016 : 200 € par mois pendant les semestres de stage en commune de montagne."""
    exclu = hors_occitanie(ici) or ici.montagne is False or pas(s.etape, "interne") or pas(s.profession, *MEDECINS)
    etat = decide(exclu, ici.montagne is None, s.etape is None or s.profession is None or s.stage is not True)
    return etat, (200,) if etat == OUI else ()


def montagne_maitre_de_stage(ici: Lieu, s: Situation):
    """RUL-017 : 200 € par mois pour le maître de stage qui accueille un interne en commune de montagne."""
    exclu = hors_occitanie(ici) or ici.montagne is False or pas(s.etape, "professionnel")
    etat = decide(exclu, ici.montagne is None, s.etape is None or s.maitre_de_stage is not True)
    return etat, (200,) if etat == OUI else ()


def transport_interne(ici: Lieu, s: Situation):
    """RUL-020 : « à proximité » d'un CHU n'est pas défini."""
    return decide(hors_occitanie(ici) or pas(s.etape, "interne") or pas(s.profession, *MEDECINS), True, False), ()


def hebergement_stage(ici: Lieu, s: Situation):
    """RUL-021 : « zone sous-dense » n'est pas défini."""
    return transport_interne(ici, s)


def formation_infirmier_liberal(ici: Lieu, s: Situation):
    """RUL-048 : 10 600 € par an pour l'infirmier libéral en formation."""
    exclu = hors_occitanie(ici) or pas(s.profession, "infirmier") or pas(s.etape, "professionnel")
    etat = decide(exclu, False, None in (s.profession, s.etape) or s.mode != "liberal" or s.formation_ipa is not True)
    return etat, (10600,) if etat == OUI else ()


def formation_infirmier_centre(ici: Lieu, s: Situation):
    """RUL-050 à 053 : les honoraires du centre restent à vérifier."""
    return decide(pas(s.profession, "infirmier") or pas(s.etape, "professionnel"), False, True), ()


def maison_de_sante_demarrage(ici: Lieu, s: Situation):
    """RUL-060 : 50 000 € partout en Occitanie, projet validé."""
    etat = decide(hors_occitanie(ici), False, sans(s.projet, "msp") or s.projet_valide is not True)
    return etat, (50000,) if etat == OUI else ()


def maison_de_sante_equipe(ici: Lieu, s: Situation):
    """RUL-063 : l'accord signé reste à vérifier."""
    return decide(hors_occitanie(ici), False, True), ()


def centre_de_sante_demarrage(ici: Lieu, s: Situation):
    """RUL-066 et 067 : 50 000 € avec deux généralistes et le cahier des charges, 20 000 € avec un seul médecin."""
    many = s.medecins_du_centre is not None and s.medecins_du_centre >= 2 and s.cahier_des_charges is True
    one = s.medecins_du_centre == 1
    etat = decide(hors_occitanie(ici), False, sans(s.projet, "cds") or not (many or one))
    return etat, () if etat != OUI else (50000,) if many else (20000,)


def quartier_prioritaire_caisse_des_depots(ici: Lieu, s: Situation):
    """RUL-065 : maison ou centre de santé dans un quartier prioritaire."""
    return decide(ici.qpv is False, ici.qpv is None, sans(s.projet, "msp", "cds") or s.qpv is not True), ()


def communaute_professionnelle(ici: Lieu, s: Situation):
    """RUL-100 à 110 : dès validation et contrat ; aucun montant n'est choisi : la taille n'est pas celle d'une commune."""
    return decide(False, False, sans(s.projet, "cpts") or s.projet_valide is not True), ()


def projet_d_equipe(ici: Lieu, s: Situation):
    """RUL-075 : annoncée pour 2016."""
    return FLOU, ()


def soins_sans_rendez_vous(ici: Lieu, s: Situation):
    """RUL-133 : l'organisation du cabinet reste à vérifier."""
    return decide(pas(s.profession, *MEDECINS) or pas(s.etape, "professionnel"), False, True), ()


def consultation_longue(ici: Lieu, s: Situation):
    """RUL-158 : le patient reste à vérifier."""
    return soins_sans_rendez_vous(ici, s)


def assistant_medical(ici: Lieu, s: Situation):
    """RUL-181 à 192 : la patientèle du centre reste à vérifier."""
    return SI, ()


TOUTES = (
    garantie_de_revenu, montagne_installation, conventionnelles_medecins, conventionnelles_autres, exonerations_fiscales,
    poste_partage_ville, poste_partage_hopital, poste_salarie, bourse_etudes, montagne_interne, montagne_maitre_de_stage,
    transport_interne, hebergement_stage, formation_infirmier_liberal, formation_infirmier_centre, maison_de_sante_demarrage,
    maison_de_sante_equipe, centre_de_sante_demarrage, quartier_prioritaire_caisse_des_depots, communaute_professionnelle,
    projet_d_equipe, soins_sans_rendez_vous, consultation_longue, assistant_medical,
)  # fmt: skip


def oracle(ici: Lieu, s: Situation) -> dict[str, tuple[str, tuple[int, ...]]]:
    """{identifiant d'aide: (état, montants retenus en euros)}."""
    return {one.__name__.replace("_", "-"): one(ici, s) for one in TOUTES}
