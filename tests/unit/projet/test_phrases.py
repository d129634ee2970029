"""Une phrase française de l'écran vit dans un module de phrases, à côté de sa page : on la trouve, on la relit, on la change."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.conftest import ROOT

DOSSIERS = ("views", "callbacks", "web")
# Un mot outil ou un accent, parmi trois mots au moins : une phrase, pas une clé ni un motif.
FRANCAIS = re.compile(r"[àâçéèêëîïôûùüœ’«»]|\b(?:le|la|les|des|une|un|du|de|pas|par|pour|sur|dans|est|sont|aux|et)\b", re.IGNORECASE)
MOTIF = re.compile(r"[\\^$]|\(\?")
# Ce qui s'adresse à qui écrit le code n'est pas montré.
POUR_LE_CODE = {"ValueError", "KeyError", "TypeError", "RuntimeError", "AssertionError"}
# Modules dont le titre se compose d'après les données : leurs textes restent à déplacer. La liste ne fait que raccourcir.
RESTE = {
    "views/graphiques/ages.py",
    "views/graphiques/cpts.py",
    "views/graphiques/depenses.py",
    "views/graphiques/msp.py",
    "views/graphiques/paca.py",
    "views/graphiques/pastel.py",
    "views/graphiques/prevalences.py",
}


def phrases(source: str) -> list[str]:
    """Les textes de `source` qui sont des phrases françaises, sans les docstrings ni les erreurs de code."""
    tree = ast.parse(source)
    silent = {id(one) for node in ast.walk(tree) for one in _muets(node)}
    said = (
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    )
    return [text for text in said if len(text.split()) >= 3 and FRANCAIS.search(text) and not MOTIF.search(text)]


def _muets(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in POUR_LE_CODE:
        return list(ast.walk(node.exc))
    return []


def test_a_sentence_is_seen_and_a_docstring_or_a_pattern_is_not():
    assert phrases('"""Le mot du module."""\nX = "La carte de la région"') == ["La carte de la région"]
    assert phrases('f"{n} communes de la région"') == [" communes de la région"]
    assert phrases('raise ValueError("il manque une colonne")\nK = ("zonage de", r"^la (?:b|c) d")') == []


def test_no_sentence_of_a_screen_stands_outside_the_phrases_modules():
    found = {}
    for folder in DOSSIERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not path.name.startswith("phrases") and (said := phrases(path.read_text(encoding="utf-8"))):
                found[Path(path).relative_to(ROOT).as_posix()] = said
    assert {name: said for name, said in found.items() if name not in RESTE} == {}
    assert set(found) >= RESTE, "ces modules n'ont plus de phrase : ôtez-les de RESTE"
