"""Requests byte by byte, on a socket: what no HTTP client would send."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

CONTINUER = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True)
class Reponse:
    """`statut` 0: the connection was closed without an answer."""

    statut: int
    entetes: dict[str, str] = field(default_factory=dict)
    corps: bytes = b""

    @property
    def code(self) -> str:
        return str(json.loads(self.corps)["error"]["code"])


@contextlib.contextmanager
def connexion(url: str, delai: float = 20.0) -> Iterator[socket.socket]:
    adresse = urlsplit(url)
    with socket.create_connection((adresse.hostname, adresse.port), delai) as prise:
        yield prise


def envoyer(url: str, octets: bytes, fermer: bool = False, delai: float = 20.0) -> Reponse:
    """The first answer to these bytes; `fermer`: nothing more is sent after them."""
    with connexion(url, delai) as prise:
        with contextlib.suppress(OSError):  # refused before all was sent
            prise.sendall(octets)
            if fermer:
                prise.shutdown(socket.SHUT_WR)
        return lire(prise, corps=not octets.startswith(b"HEAD "))


def lire(prise: socket.socket, corps: bool = True) -> Reponse:
    """`corps`: whether one comes after the head. Error: TimeoutError, where nothing comes."""
    recu = b""
    while not (tete := recu.removeprefix(CONTINUER).partition(b"\r\n\r\n"))[1]:
        if not (morceau := _recevoir(prise)):
            return Reponse(0)
        recu += morceau
    premiere, *lignes = tete[0].decode("latin-1").split("\r\n")
    entetes = {nom.lower(): valeur.strip() for nom, _, valeur in (x.partition(":") for x in lignes)}
    reste = tete[2]
    while corps and len(reste) < int(entetes.get("content-length", 0)):
        if not (morceau := _recevoir(prise)):
            break
        reste += morceau
    return Reponse(int(premiere.split(" ")[1]), entetes, reste)


def _recevoir(prise: socket.socket) -> bytes:
    try:
        return prise.recv(65536)
    except ConnectionResetError:
        return b""


def requete(methode: str, chemin: str, *lignes: str, corps: bytes = b"", **autres: Any) -> bytes:
    """A well-formed request, but for what `lignes` say."""
    tete = [f"{methode} {chemin} HTTP/1.1", "Host: 127.0.0.1", *lignes]
    tete += [f"{nom.replace('_', '-')}: {valeur}" for nom, valeur in autres.items()]
    return "\r\n".join([*tete, "", ""]).encode("utf-8", "surrogateescape") + corps
