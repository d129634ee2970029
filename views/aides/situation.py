"""La situation choisie par une personne : les questions du formulaire, et la lecture des paramètres d'une adresse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from layers.aides.situation import CHAMPS, CHOIX, ENTIERS, Situation
from views.aides import phrases as w

OUI_NON = {"oui": True, "non": False}

# Ce que la fiche suppose quand l'adresse ne dit rien : la personne qu'un maire cherche le plus souvent.
SUPPOSEE = Situation(
    profession="medecin-generaliste",
    etape="professionnel",
    mode="liberal",
    anciennete="moins-d-un-an",
    coordonne=True,
    demi_journees=10,
)


class ReponseInconnue(ValueError):
    """Une réponse que les questions ne prévoient pas ; son message, en français, se montre tel quel."""


@dataclass(frozen=True)
class QuestionDeSituation:
    """Une question : son champ (le nom du paramètre), son texte, ses réponses (valeur, libellé) ou ses bornes entières."""

    champ: str
    texte: str
    reponses: tuple[tuple[str, str], ...]
    bornes: tuple[int, int] | None


def questions() -> tuple[QuestionDeSituation, ...]:
    """Toutes les questions, dans l'ordre où les poser."""
    return tuple(
        QuestionDeSituation(champ, texte, tuple((value, w.REPONSES[value]) for value in reponses(champ)), ENTIERS.get(champ))
        for champ, texte in w.QUESTIONS.items()
    )


def reponses(champ: str) -> tuple[str, ...]:
    """Les réponses permises à une question, telles qu'un paramètre les écrit ; vide pour un nombre."""
    return () if champ in ENTIERS else CHOIX.get(champ, tuple(OUI_NON))


def situation_de_adresse(pairs: Iterable[tuple[str, str]]) -> Situation:
    """La situation que disent les paramètres d'une adresse ; un paramètre donné deux fois est refusé (ReponseInconnue)."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise ReponseInconnue(w.PARAMETRE_DEUX_FOIS)
        found[name] = value
    return lire_situation(found)


def lire_situation(parameters: Mapping[str, str]) -> Situation:
    """La situation que disent des paramètres d'adresse ; une valeur vide est une question sans réponse.

    ReponseInconnue, avec une phrase qui ne répète pas la valeur reçue, pour un paramètre ou une réponse inconnus.
    """
    unknown = [name for name in parameters if name not in CHAMPS]
    if unknown:
        raise ReponseInconnue(w.parametre_inconnu(", ".join(CHAMPS)))
    return Situation(**{name: _reponse(name, text) for name, text in parameters.items() if text != ""})


def _reponse(champ: str, text: str) -> str | int | bool:
    if champ in ENTIERS:
        low, high = ENTIERS[champ]
        # isascii : « ² » et les chiffres d'autres écritures répondent vrai à isdigit.
        if not (text.isascii() and text.isdigit() and len(text) <= 3 and low <= int(text) <= high):
            raise ReponseInconnue(w.reponse_inconnue(champ, w.entier_de(low, high)))
        return int(text)
    allowed = reponses(champ)
    if text not in allowed:
        raise ReponseInconnue(w.reponse_inconnue(champ, ", ".join(allowed)))
    return OUI_NON[text] if champ not in CHOIX else text
