"""Les phrases des refus du serveur, par code HTTP."""

from __future__ import annotations

PROBLEME = "application/problem+json"

TITRE = "Cette demande ne peut pas aboutir"
TITRES = {404: "Cette page n'existe pas", 429: "Trop de demandes", 500: "Une erreur est survenue", 503: "Un instant"}
AUTRE = "Le serveur n'a pas pu répondre à cette demande."
PHRASES = {
    400: "Cette demande n'a pas la forme attendue.",
    404: "Rien n'est publié à cette adresse.",
    405: "Cette adresse ne répond pas à cette méthode.",
    413: "Cette demande est trop longue.",
    414: "Cette adresse est trop longue.",
    415: "Cette demande doit être du JSON (Content-Type: application/json).",
    417: "Cette demande attend une réponse que le serveur ne donne pas.",
    429: "Trop de demandes en peu de temps. Réessayez dans une minute.",
    431: "Les en-têtes de cette demande sont trop longs.",
    503: "Beaucoup de documents se préparent en ce moment. Réessayez dans quelques secondes.",
    500: "Le serveur a rencontré une erreur. Elle est notée dans son journal ; réessayez plus tard.",
    501: "Cette demande n'a pas une forme que le serveur sait lire.",
}


def probleme(status: int, message: str) -> dict[str, str | int]:
    """Un refus pour une machine (RFC 9457)."""
    return {"type": "about:blank", "title": TITRES.get(status, TITRE), "status": int(status), "detail": message, "erreur": message}
