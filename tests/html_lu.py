"""Ce qu'une page rendue contient, lu comme du HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(html: str, name: str) -> list[dict]:
    """Les attributs de chaque balise `name`."""
    parser = _Tags()
    parser.feed(html)
    return [attributes for tag, attributes in parser.found if tag == name]
