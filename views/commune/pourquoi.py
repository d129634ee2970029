"""« Pourquoi cette classe ? » : une courte chaîne de phrases, chacune avec sa source, pour la fiche, le papier et l'API.

faits = pourquoi(atlas, "46102")      # None si la commune n'existe pas
faits = pourquoi(atlas, "46102", "zonage-infirmiers")
for phrase in faits.phrases: phrase.texte, phrase.source, phrase.millesime, phrase.fiabilite
faits.voisines                        # une phrase par voisine d'une autre classe
faits.prudence                        # à montrer avec elles : aucune cause n'est affirmée
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.pourquoi import Explication, TerritoireDeVie, VoisineAutreClasse, expliquer
from layers.faits.fait import DERIVE, EXACT, SIMULE
from layers.registre.catalogue import Couche
from views.commune import phrases_pourquoi as w
from views.ecriture.phrases import DEMONSTRATION, NON_PUBLIE

LONGEST = 12  # voisines nommées ; les autres sont comptées
MOST = 3  # territoires détaillés


@dataclass(frozen=True)
class PhraseDePourquoi:
    """Une phrase et ce qui en répond. `etape` : territoire, accessibilite, seuil, classe, arrete, quartiers ou voisines.

    `entree` : d'où elle vient, dans le registre des couches ou dans celui des repères.
    """

    etape: str
    texte: str
    source: str
    millesime: str
    fiabilite: str
    entree: str


@dataclass(frozen=True)
class Pourquoi:
    """La chaîne d'une commune pour une profession (`zonage` : sa couche).

    `voisines` : une phrase par voisine d'une autre classe, LONGEST au plus ; `tues` : les autres.

    `mention` : « démonstration… » quand les classes sont simulées, "" sinon.
    """

    code: str
    zonage: str
    titre: str
    phrases: tuple[PhraseDePourquoi, ...]
    voisines: tuple[PhraseDePourquoi, ...]
    tues: int
    prudence: str
    mention: str


def pourquoi(atlas: Atlas, code: str, zonage: str = ZONAGE_MEDECINS) -> Pourquoi | None:
    """La chaîne de la commune `code` : territoire, accessibilité, seuil, classe, voisines ; None si elle n'existe pas.

    `zonage` : la couche de la profession. Hors médecins généralistes, territoire et accessibilité sont dits non publiés.
    """
    it = expliquer(atlas, code, zonage)
    if it is None:
        return None
    told = _Sources(atlas, it.classement.couche)
    before = [*_territoire(told, it), *_accessibilite(told, it)] if zonage == ZONAGE_MEDECINS else _sans_territoire(told)
    phrases = [*before, *_classe(told, it), *_voisinage(told, it)]
    named = tuple(told.classe("voisines", _voisine(told, it, one)) for one in it.autres[:LONGEST])
    mention = DEMONSTRATION if atlas.simulated else ""
    return Pourquoi(code, zonage, w.TITRE, tuple(phrases), named, max(0, len(it.autres) - LONGEST), w.PRUDENCE, mention)


class _Sources:
    """Fait une phrase avec la source, le millésime et la fiabilité de ce dont elle parle."""

    def __init__(self, atlas: Atlas, zonage: Couche):
        self.atlas, self.zonage = atlas, zonage
        self.medecins = zonage.id == ZONAGE_MEDECINS
        self.metier = w.metier(zonage.short)

    def entry(self, etape: str, texte: str, name: str, fiabilite: str) -> PhraseDePourquoi:
        entry = self.atlas.catalogue.by_id[name]
        return PhraseDePourquoi(etape, texte, f"{entry.publisher}. {entry.source}", self.atlas.millesime(name), fiabilite, name)

    def classe(self, etape: str, texte: str) -> PhraseDePourquoi:
        return self.entry(etape, texte, self.zonage.id, SIMULE if self.atlas.simulated else EXACT)

    def apl(self, texte: str, fiabilite: str) -> PhraseDePourquoi:
        return self.entry("accessibilite", texte, "apl", SIMULE if self.atlas.simulated else fiabilite)

    def nommee(self, code: str) -> str:
        """Une classe en toutes lettres, avec son sigle s'il se dit (ZIP) ; celui d'un zonage en niveaux (TSD) ne se dit pas."""
        classe = self.zonage.classes[self.zonage.rank[code]]
        return w.nommee(classe.label, code if classe.spoken else "")


def _sans_territoire(told: _Sources) -> list[PhraseDePourquoi]:
    """Ce que rien ne publie hors des médecins généralistes : le territoire du zonage et l'accessibilité."""
    source = told.classe("territoire", w.TERRITOIRE_NON_PUBLIE)
    missing = (("territoire", w.TERRITOIRE_NON_PUBLIE), ("accessibilite", w.accessibilite_non_publiee(told.metier)))
    return [PhraseDePourquoi(etape, texte, source.source, NON_PUBLIE, source.fiabilite, source.entree) for etape, texte in missing]


def _territoire(told: _Sources, it: Explication) -> list[PhraseDePourquoi]:
    if not it.territoires:
        texte = w.TVS_NON_PUBLIE
    elif len(it.territoires) == 1:
        texte = w.territoire(it.territoires[0].nom, it.territoires[0].communes)
    else:
        texte = w.territoires([one.nom for one in it.territoires])
    return [told.entry("territoire", texte, "tvs", EXACT)]


def _detailles(it: Explication) -> tuple[TerritoireDeVie, ...]:
    """Les territoires à détailler : au-delà de MOST (Paris, Lyon, Marseille et leurs arrondissements), aucun."""
    return it.territoires if it.territoires and len(it.territoires) <= MOST else ()


def _accessibilite(told: _Sources, it: Explication) -> list[PhraseDePourquoi]:
    reperes, whole = told.atlas.reperes, _detailles(it)
    method, seuil = reperes["apl-du-territoire"], reperes["sous-dense"]
    found = []
    for one in whole:
        phrase = told.apl(w.apl_territoire(one.nom, one.apl, one.connues, one.communes), DERIVE)
        found.append(replace(phrase, source=w.methode(phrase.source, method.editeur, method.source)))
    found.append(told.apl(w.apl_commune(it.apl, bool(whole)), EXACT))
    found.append(
        PhraseDePourquoi("seuil", w.seuil(seuil.valeur or 0.0), f"{seuil.editeur}. {seuil.source}", seuil.date, EXACT, "sous-dense")
    )
    return found


def _classe(told: _Sources, it: Explication) -> list[PhraseDePourquoi]:
    mine = it.classement
    texte = w.classe(told.nommee(mine.classe), told.metier) if mine.classe else w.classe_inconnue(mine.etat, told.metier)
    found = [told.classe("classe", texte)]
    found += [told.classe("classe", _classes(told, one)) for one in _detailles(it) if one.communes > 1]
    source = told.classe("arrete", w.ARRETE)
    found.append(PhraseDePourquoi("arrete", w.ARRETE, source.source, NON_PUBLIE, source.fiabilite, source.entree))
    if told.medecins and it.quartiers and mine.classe != "ZIP":
        found.append(told.entry("quartiers", w.QUARTIERS, "qpv", EXACT))
    return found


def _classes(told: _Sources, one: TerritoireDeVie) -> str:
    """Les classes des communes d'un territoire, dans l'ordre du registre, puis ce qui n'est pas une classe."""
    rank = told.zonage.rank
    counts = sorted(one.classes.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0]))
    named = [(told.nommee(code) if code in rank else w.MARQUES[code], n) for code, n in counts]
    shared = w.partagees(one.nom, one.partagees)
    if len(named) == 1:
        code, _ = counts[0]
        return w.toutes(one.nom, one.communes, f"classées {named[0][0]}" if code in rank else named[0][0]) + shared
    return w.plusieurs(one.nom, [f"{n} {said}" for said, n in named]) + shared


def _voisinage(told: _Sources, it: Explication) -> list[PhraseDePourquoi]:
    texte = w.voisines(it.voisines, len(it.autres), it.sans_classe, it.classement.classe is not None)
    return [told.classe("voisines", texte)]


def _voisine(told: _Sources, it: Explication, one: VoisineAutreClasse) -> str:
    classee = told.nommee(one.classe)
    if not told.medecins:
        return w.voisine_seule(one.nom, one.departement, classee)
    mine = {territoire.code for territoire in it.territoires or ()}
    if one.territoires and {territoire.code for territoire in one.territoires} == mine:
        return w.meme_territoire(one.nom, one.departement, classee)
    named = None if not one.territoires else [(territoire.nom, territoire.apl) for territoire in one.territoires]
    return w.voisine(one.nom, one.departement, classee, named)
