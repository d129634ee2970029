"""Les sigles d'une page : chacun devient un bouton, qui ouvre sa définition au clic, au toucher et au clavier, sans script.

La définition est un `popover` du navigateur (Échap la ferme, un clic ailleurs aussi) ; elle n'est écrite qu'une fois par
page, et seulement pour les sigles que la page montre. Le premier bouton d'un sigle est sur le chemin de la touche Tab ;
ses redites s'ouvrent au doigt et à la souris, sans allonger ce chemin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from layers.registre.glossaire import Terme
from views.ecriture import phrases_sigles as g

# Un commentaire ou une balise, tels que le navigateur les lit : un « > » entre guillemets ne finit rien.
JETON = re.compile(r"""<!--.*?-->|<(?P<fin>/?)(?P<nom>[a-zA-Z][^\s/>]*)(?P<attributs>(?:"[^"]*"|'[^']*'|[^'">])*)>""", re.DOTALL)
DEBUT, FIN = "<main", "</main>"
# Un bouton ne se met ni dans un contrôle, ni dans un lien, ni dans un titre de page ; `data-sans-sigles` ôte une partie.
INTERDITS = frozenset({"a", "button", "summary", "label", "option", "select", "script", "style", "svg", "title", "h1", "textarea"})
SANS_SIGLES = "data-sans-sigles"
# Leur contenu n'est pas du HTML : ni balise ni commentaire, jusqu'à leur fin.
BRUTS = frozenset({"script", "style", "title", "textarea"})
TEXTES_GARDES = 4096
# Deux lettres d'un nom propre ou d'un mot courant : elles ne s'ouvrent que dans le glossaire.
AMBIGUS = frozenset({"AM", "CA", "CH", "CR", "FA", "IC", "PA", "PC", "PS", "SF", "SS", "TO", "RO/INM", "CSP", "BDR", "SAS", "SEC", "END"})


def motif(formes: Iterable[str]) -> re.Pattern[str]:
    """Trouve ces sigles dans un texte : (ce qui le colle à gauche, le sigle, la ponctuation qui le suit)."""
    # Les plus longs d'abord : « MSSanté » avant « MSS ». Ni dans un mot, ni dans une entité (« &amp; »).
    ordered = sorted(formes, key=len, reverse=True)
    # La ponctuation qui le touche reste sur sa ligne.
    return re.compile(rf"([(«]?)(?<![\w&#-])({'|'.join(map(re.escape, ordered))})(?![\w;-])([).,…»]*)")


class Trouve(NamedTuple):
    """Un sigle dans un texte, de `debut` à `fin` : ce qui le colle à gauche, sa forme, la ponctuation qui le suit."""

    debut: int
    fin: int
    avant: str
    forme: str
    apres: str


class Formes:
    """Les formes des sigles d'un glossaire, à trouver dans des textes. `terme` : {forme: le terme qu'elle nomme}.

    Neuf textes sur dix d'une page étaient dans la précédente (titres, sources, phrases) : y chercher 140 formes coûtait plus
    que d'écrire la page. Les derniers textes lus se gardent.
    """

    def __init__(self, termes: tuple[Terme, ...], ecrite: Callable[[str], str] = str):
        """`ecrite` : comment une forme s'écrit dans les textes lus."""
        self.terme = {ecrite(forme): terme for terme in termes for forme in terme.formes if forme not in AMBIGUS}
        self.dans = lru_cache(maxsize=TEXTES_GARDES)(self._chercher)

    @cached_property
    def _motif(self) -> re.Pattern[str]:
        return motif(self.terme)

    def _chercher(self, texte: str) -> tuple[Trouve, ...]:
        return tuple(Trouve(*found.span(), *found.groups()) for found in self._motif.finditer(texte)) if self.terme else ()


def cadres(html: str) -> Iterator[tuple[str, bool]]:
    """Coupe `html` en morceaux, dans l'ordre : (morceau, vrai si aucun sigle ne doit s'y ouvrir). Mis bout à bout, c'est `html`."""
    at = place = 0
    while found := JETON.search(html, place):
        name = (found["nom"] or "").lower()
        if name and (found["fin"] or (name not in INTERDITS and SANS_SIGLES not in found["attributs"])):
            place = found.end()
            continue
        yield html[at : found.start()], False
        at = place = fin_du_cadre(html, name, found.end()) if name else found.end()
        yield html[found.start() : at], True
    yield html[at:], False


def fin_du_cadre(html: str, name: str, at: int) -> int:
    """Où finit l'élément `name` dont le contenu commence à `at` : après sa balise fermante, les éléments du même nom comptés."""
    if name in BRUTS:
        end = re.compile(rf"</{name}(?![a-zA-Z0-9])[^>]*>", re.IGNORECASE).search(html, at)
        return end.end() if end else len(html)
    depth = 1
    for found in JETON.finditer(html, at):
        if (found["nom"] or "").lower() == name:
            depth += -1 if found["fin"] else 1
            if not depth:
                return found.end()
    return len(html)


class Sigles:
    """Les sigles d'un glossaire, prêts à être trouvés dans des pages."""

    def __init__(self, termes: tuple[Terme, ...]):
        self._formes = Formes(termes, lambda forme: str(escape(forme)))

    def ouvrir(self, html: str) -> str:
        """`html` (une page entière), les sigles de son contenu principal en boutons, leurs définitions à la fin."""
        before, start, rest = html.partition(DEBUT)
        content, end, after = rest.partition(FIN)
        if not self._formes.terme or not end:
            return html
        shown: dict[str, Terme] = {}
        opened = self._boutons(start + content, shown)
        return before + opened + "".join(map(definition, shown.values())) + end + after

    def _boutons(self, html: str, shown: dict[str, Terme]) -> str:
        done = []
        for part, closed in cadres(html):
            done.append(part if closed else "".join(self._textes(part, shown)))
        return "".join(done)

    def _textes(self, html: str, shown: dict[str, Terme]) -> list[str]:
        """`html`, coupé en balises et en textes ; les sigles des textes en boutons."""
        parts, at = [], 0
        for tag in JETON.finditer(html):
            parts += [self._texte(html[at : tag.start()], shown), tag[0]]
            at = tag.end()
        return [*parts, self._texte(html[at:], shown)]

    def _texte(self, text: str, shown: dict[str, Terme]) -> str:
        found = self._formes.dans(text) if text else ()
        return self._ouvert(text, found, shown) if found else text

    def _ouvert(self, text: str, found: tuple[Trouve, ...], shown: dict[str, Terme]) -> str:
        opened, at = [], 0
        for one in found:
            opened += [text[at : one.debut], self._bouton(one, shown)]
            at = one.fin
        return "".join([*opened, text[at:]])

    def _bouton(self, one: Trouve, shown: dict[str, Terme]) -> str:
        terme = self._formes.terme[one.forme]
        again = ' tabindex="-1"' if terme.sigle in shown else ""
        shown[terme.sigle] = terme
        button = f'<button type="button" class="sigle" popovertarget="sigle-{terme.ancre}"{again}>{one.forme}</button>'
        return f'<span class="colle">{one.avant}{button}{one.apres}</span>' if one.avant or one.apres else button


SENS = Markup("<strong>{}</strong><span>{}</span><small>{}</small>")
FENETRE = Markup(
    '<div popover class="sigle-dit" id="sigle-{ancre}" role="note" aria-label="{nom}"><b>{sigle}</b>{sens}'
    '<a href="/glossaire#{ancre}">{lien}</a></div>'
)


@lru_cache(maxsize=512)
def definition(terme: Terme) -> Markup:
    """La fenêtre d'un sigle : ses sens, qui les développe, et le lien vers le glossaire."""
    senses = (SENS.format(one.developpe or g.NON_DEVELOPPE, one.definition, g.origine(one)) for one in terme.sens)
    return FENETRE.format(
        ancre=terme.ancre, nom=g.ce_que_veut_dire(terme.sigle), sigle=terme.sigle, sens=Markup("").join(senses), lien=g.VOIR_GLOSSAIRE
    )
