"""Un nom tapé en capitales, rendu comme on l'écrit : minuscules, accents là où ils se savent, sigles gardés."""

from __future__ import annotations

import re
from collections.abc import Mapping

from layers.socle.noms import plain, plain_commune

MOT = re.compile(r"[^\W_]+")
# Ce qu'on sait écrire : les noms communs des soins, avec leurs accents. Un mot qui n'y est pas est pris pour un nom propre.
COMMUNS = MOT.findall(
    """
accès accueil adulte adultes âgée âgées agréée aide alternative an ans ambulatoire ambulatoires annexe antenne appartement appui
association biologie bis cabinet canton cardiologie catalane central centrale centre centres chirurgical chirurgicale chirurgie
clinique commun communal communale communautaire communauté consentement consultation consultations convalescence coordination
cure dentaire dentaires dentisterie départemental départementale dépendantes dépendance dermatologie dispositif docteur domicile
école écoles éducation enfant enfants équipe équipes établissement établissements et familial familiale fonctionnelle foyer
française garde gare générale généraliste gériatrie gérontologie gérontologique groupe groupement hébergement hôpital hôpitaux
hospitalier hospitalière hospitaliers hospitalisation hôtel infanto infirmier infirmière infirmières infirmiers institut
intercommunal intercommunale intergénérationnel jardin jardins jour juvénile laboratoire laboratoires libéral libérale local
locale longue lucratif maison maisons maladies maternité médecine médecins médical médicale médicaux médico médicosocial mentale
mobile municipal municipale mutualiste mutualité non nouvelle nouveau obésité obstétrique ophtalmologie ophtalmologique
orthodontie parc pédiatrique pédiatriques permanence personnes pharmacie pharmacien planification place plateau pluridisciplinaire
pluriprofessionnel pluriprofessionnelle pôle polyclinique polyvalent polyvalente pour privé privée professionnel professionnelle
professionnels protestante proximité psychiatrie psychiatrique psychologique psychothérapie public publique réadaptation
rééducation région régional régionale repos réseau résidence résidences retraite rural rurale sans santé secteur service services
sexuelle siège site social sociale société soin soins solidaire spécialisé spécialisée spécialisés spécialités suite sur sous
territorial territoriale territoire thermale unité urgences vallée vénéréologie vie village ville visuelle avec dans par en
"""
)
PETITS = {
    word.upper(): word
    for word in MOT.findall("""de du des la le les et d l aux au en sur sous pour par avec dans sans lès ès un une ou qu n s j m t c""")
}
SIGLES = frozenset(
    MOT.findall(
        """
ACT ADAR ADMR AIDER APEAI APF ASP BP CATTG CATTP CBL CBM CCAS CDAG CDS CEGIDD CH CHI CHIC CHIVA CHR CHS CHU CIAS CLAT CMC CMP
CMPEA CMPP CPTS CRF CSI CSP DAC EA EHPA EHPAD ESCRIM ESS EURL GCS HAD HAS HBT HC HDJ HJ ICM IRM JP LBM LR MAS MDA MGEN MMG MSA MSP
MTP OHS PA PGS PH PIJ PTA SAMU SARL SAS SCM SCP SDIS SELARL SELAS SELURL SISA SMR SMUR SNC SSAM SSC SSIAD SSR UDSMA UGECAM UMT
USLD USMA VYV ZAC
"""
    )
)
ROMAINS = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})\Z")
ABREGES = {"ST": "Saint", "STE": "Sainte", "DR": "Dr", "CL": "Clinique", "POLYCL": "Polyclinique", "HOP": "Hôpital"}
PAR_MOT = {plain(word): word for word in COMMUNS}


def nom_usuel(nom: str, lieux: Mapping[str, str]) -> str:
    """« PHARMACIE DE L'HOPITAL » -> « Pharmacie de l'Hôpital »… sans rien inventer : un nom qui a déjà des minuscules ne change pas.

    `lieux` : {nom de lieu par plain_commune: comme il s'écrit}, ceux que ce nom peut citer (sa commune, son département) ; les
    accents d'un autre nom propre ne se savent pas, et ne sont pas mis. Un mot court sans voyelle, un chiffre romain, un sigle connu
    restent en capitales.
    """
    if nom != nom.upper():
        return nom
    words = [(found.start(), found.end(), found.group()) for found in MOT.finditer(nom)]
    said: dict[int, str] = {}
    rank = 0
    while rank < len(words):
        place, taken = _lieu(nom, words, rank, lieux)
        if place:
            said[rank] = place
            said |= {rank + more: "" for more in range(1, taken)}
            rank += taken
            continue
        said[rank] = _mot(words, rank, nom)
        rank += 1
    return _recousu(nom, words, said)


def _lieu(nom: str, words: list[tuple[int, int, str]], rank: int, lieux: Mapping[str, str]) -> tuple[str, int]:
    """Le plus long nom de lieu qui commence à ce mot, et combien de mots il prend ; ('', 0) si aucun."""
    for taken in range(min(6, len(words) - rank), 0, -1):
        found = lieux.get(plain_commune(nom[words[rank][0] : words[rank + taken - 1][1]]))
        if found:
            return found, taken
    return "", 0


def _mot(words: list[tuple[int, int, str]], rank: int, nom: str) -> str:
    start, end, word = words[rank]
    first, last = rank == 0 or nom[start - 1] in '"«“(', rank == len(words) - 1
    if word in ABREGES:
        return ABREGES[word]
    if word == "A" and not first and not last and nom[end : end + 1] == " ":
        return "à"
    if word in PETITS and not first and not (len(word) == 1 and nom[end : end + 1] not in ("'", "’")):
        return PETITS[word]
    if _sigle(word):
        return word
    known = PAR_MOT.get(plain(word), "")
    if known:
        return known[0].upper() + known[1:] if first else known
    return word[0] + word[1:].lower()


def _sigle(word: str) -> bool:
    return word in SIGLES or len(word) == 1 or bool(ROMAINS.match(word)) or (len(word) <= 4 and not re.search("[AEIOUYÀÂÉÈÊËÎÏÔÙÛ]", word))


def _recousu(nom: str, words: list[tuple[int, int, str]], said: Mapping[int, str]) -> str:
    """Les mots dits, à leur place, et entre eux ce qui y était ; rien entre les mots d'un même lieu."""
    parts, at = [], 0
    for rank, (start, end, _) in enumerate(words):
        if said[rank]:
            parts += [nom[at:start], said[rank]]
        at = end
    return "".join([*parts, nom[at:]])
