"""Les sigles d'une page : chacun devient un bouton, qui ouvre sa définition au clic, au toucher et au clavier, sans script.

La définition est un `popover` du navigateur (Échap la ferme, un clic ailleurs aussi) ; elle n'est écrite qu'une fois par
page, et seulement pour les sigles que la page montre. Le premier bouton d'un sigle est sur le chemin de la touche Tab ;
ses redites s'ouvrent au doigt et à la souris, sans allonger ce chemin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup, escape

from layers.glossaire import Terme
from views import wording_sigles as g

BALISE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
NOM = re.compile(r"</?([a-zA-Z0-9]+)")
DEBUT, FIN = "<main", "</main>"
# Un bouton ne se met ni dans un contrôle, ni dans un lien, ni dans un titre de page ; `data-sans-sigles` ôte une partie.
INTERDITS = frozenset({"a", "button", "summary", "label", "option", "select", "script", "style", "svg", "title", "h1", "textarea"})
SANS_SIGLES = "data-sans-sigles"
# Deux lettres d'un nom propre ou d'un mot courant : elles ne s'ouvrent que dans le glossaire.
AMBIGUS = frozenset({"AM", "CA", "CH", "CR", "FA", "IC", "PA", "PC", "PS", "SF", "SS", "TO", "RO/INM", "CSP", "BDR", "SAS", "SEC", "END"})


def motif(formes: Iterable[str]) -> re.Pattern[str]:
    """Trouve ces sigles dans un texte : (ce qui le colle à gauche, le sigle, la ponctuation qui le suit)."""
    # Les plus longs d'abord : « MSSanté » avant « MSS ». Ni dans un mot, ni dans une entité (« &amp; »).
    ordered = sorted(formes, key=len, reverse=True)
    # La ponctuation qui le touche reste sur sa ligne.
    return re.compile(rf"([(«]?)(?<![\w&#-])({'|'.join(map(re.escape, ordered))})(?![\w;-])([).,…»]*)")


class Sigles:
    """Les sigles d'un glossaire, prêts à être trouvés dans des pages."""

    def __init__(self, termes: tuple[Terme, ...]):
        self._terme = {str(escape(forme)): terme for terme in termes for forme in terme.formes if forme not in AMBIGUS}

    @cached_property
    def _motif(self) -> re.Pattern[str]:
        return motif(self._terme)

    def ouvrir(self, html: str) -> str:
        """`html` (une page entière), les sigles de son contenu principal en boutons, leurs définitions à la fin."""
        before, start, rest = html.partition(DEBUT)
        content, end, after = rest.partition(FIN)
        if not self._terme or not end:
            return html
        shown: dict[str, Terme] = {}
        opened = self._boutons(start + content, shown)
        return before + opened + "".join(map(definition, shown.values())) + end + after

    def _boutons(self, html: str, shown: dict[str, Terme]) -> str:
        parts, closing, depth = BALISE.split(html), "", 0
        for i, part in enumerate(parts):
            if i % 2 == 0:
                if not closing:
                    parts[i] = self._motif.sub(lambda found: self._bouton(found, shown), part)
                continue
            name = (found[1].lower() if (found := NOM.match(part)) else "")
            if not closing and not part.startswith("</") and (name in INTERDITS or SANS_SIGLES in part):
                closing, depth = name, 1
            elif closing and name == closing:
                depth += -1 if part.startswith("</") else 1
                closing = closing if depth else ""
        return "".join(parts)

    def _bouton(self, found: re.Match[str], shown: dict[str, Terme]) -> str:
        before, forme, after = found.groups()
        terme = self._terme[forme]
        again = ' tabindex="-1"' if terme.sigle in shown else ""
        shown[terme.sigle] = terme
        button = f'<button type="button" class="sigle" popovertarget="sigle-{terme.ancre}"{again}>{forme}</button>'
        return f'<span class="colle">{before}{button}{after}</span>' if before or after else button


SENS = Markup("<strong>{}</strong><span>{}</span><small>{}</small>")
FENETRE = Markup(
    '<div popover class="sigle-dit" id="sigle-{ancre}" role="note" aria-label="{nom}"><b>{sigle}</b>{sens}'
    '<a href="/glossaire#{ancre}">{lien}</a></div>'
)


def definition(terme: Terme) -> Markup:
    """La fenêtre d'un sigle : ses sens, qui les développe, et le lien vers le glossaire."""
    senses = (SENS.format(one.developpe or g.NON_DEVELOPPE, one.definition, g.origine(one)) for one in terme.sens)
    return FENETRE.format(
        ancre=terme.ancre, nom=g.ce_que_veut_dire(terme.sigle), sigle=terme.sigle, sens=Markup("").join(senses), lien=g.VOIR_GLOSSAIRE
    )
