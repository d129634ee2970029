"""L'adresse où un téléphone retrouve ce que montre l'écran : celle du réglage, à défaut celle qui sert, si elle mène ici d'ailleurs."""

from __future__ import annotations

import ipaddress
import re
import socket

from flask import Request

from settings import Settings

HOTE = re.compile(r"(?P<nom>[0-9A-Za-z](?:[0-9A-Za-z.-]{0,252}[0-9A-Za-z])?|\[[0-9A-Fa-f:]{2,39}\])(?P<port>:[0-9]{1,5})?\Z")
# Une adresse de documentation : le système dit par quelle carte il l'atteindrait, sans rien envoyer.
AILLEURS = ("192.0.2.1", 9)


def adresse_en_service(settings: Settings, demande: Request) -> str:
    """« https://maillage.exemple.fr », « http://192.168.1.20:8050 » ; « » quand un autre appareil ne peut pas nous joindre."""
    if settings.adresse:
        return settings.adresse
    found = HOTE.match(demande.host or "")
    if found is None:
        return ""
    name, port = found["nom"].strip("[]"), found["port"] or ""
    if not _de_la_machine(name):
        return f"{demande.scheme}://{demande.host}{settings.prefixe}"
    # La borne se sert elle-même par 127.0.0.1 : un téléphone n'y arrive que si le serveur écoute aussi le réseau.
    ip = "" if _de_la_machine(settings.host) else ip_du_reseau()
    return f"{demande.scheme}://{ip}{port}{settings.prefixe}" if ip else ""


def _de_la_machine(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def ip_du_reseau() -> str:
    """L'adresse de cette machine sur son réseau ; « » si elle n'en a pas."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as prise:
        try:
            prise.connect(AILLEURS)
        except OSError:
            return ""
        ip = prise.getsockname()[0]
    return "" if ipaddress.ip_address(ip).is_loopback or ip == "0.0.0.0" else ip
