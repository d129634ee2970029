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


# La console et le journal de qui fait tourner le service.
PREMIERE_FOIS = "Première mise en service : fichiers de la page compressés, une fois pour toutes."
ARRETER = "Pour arrêter : Ctrl+C"
ILLISIBLE, ECHOUEE, FERMEE = "Demande illisible refusée (%s).", "Une demande a échoué.", "La connexion était déjà fermée."
PAS_RELU = "Le jeu préparé n'est pas relu, le précédent reste servi : %s"
MONTRE = "Le service montre le jeu %s."
A_LA_VOLEE = "build/ ne se laisse pas écrire (%s) : compression à la volée."


def ouvert(adresse: str) -> str:
    """La ligne où cliquer."""
    return f"Maillage est ouvert : {adresse}"


def muette(adresse: str, code: int) -> str:
    """Une page demandée avant d'ouvrir n'a pas répondu."""
    return f"{adresse} ne répond pas (code {code}) : voir l'erreur ci-dessus."


def port_pris(port: int, host: str, autre: int) -> str:
    """Un autre programme écoute là."""
    return f"Le port {port} est déjà pris sur {host}. Choisissez-en un autre, par exemple PORT={autre}, ou arrêtez l'autre serveur."


def port_reserve(port: int) -> str:
    """Le système garde les petits ports."""
    return f"Le port {port} demande des droits d'administrateur. Choisissez-en un au-dessus de 1023, par exemple PORT=8050."


def pas_d_ici(host: str) -> str:
    """L'adresse d'écoute n'est pas celle de la machine."""
    return f"L'adresse HOST={host} n'est pas une adresse de cette machine. Essayez HOST=127.0.0.1, ou HOST=0.0.0.0 pour tout le réseau."


def sourd(host: str, port: int, raison: str | None) -> str:
    """Toute autre raison de ne pas écouter."""
    return f"Impossible d'écouter sur {host}:{port} ({raison})."
