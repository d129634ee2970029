"""Une page dont les sigles sont redevenus des mots : pour les essais qui lisent ses phrases."""

import re


def sans_sigles(html: str) -> str:
    """Le HTML, sans les boutons des sigles ni leurs définitions."""
    html = re.sub(r'(?s)<div popover class="sigle-dit".*?</div>', "", html)
    html = re.sub(r'(?s)<button type="button" class="sigle"[^>]*>(.*?)</button>', r"\1", html)
    return re.sub(r'(?s)<span class="colle">(.*?)</span>', r"\1", html)
