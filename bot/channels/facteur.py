"""Sends to a platform, again when it is slow or refuses for a while; says why when it could not be done."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.entrant import nombre

DELAI = 10.0  # seconds for one call
# Seconds before each new try: a minute in all, which outlasts a platform's hiccup.
ATTENTES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
ATTENTE_MAX = 60.0  # seconds: the longest Retry-After that is waited for


class EnvoiImpossible(Exception):
    """The platform did not take the message; the text says why."""


@dataclass(frozen=True)
class Requete:
    """One call: `json` or `formulaire` is its body, `basic` the user and password."""

    url: str
    json: Any = None
    formulaire: Mapping[str, str] | None = None
    entetes: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None


class Facteur:
    """`attentes`: seconds before each new try."""

    def __init__(self, attentes: tuple[float, ...] = ATTENTES) -> None:
        self._attentes = attentes
        self._client: httpx.AsyncClient | None = None

    async def envoyer(self, requete: Requete) -> None:
        """Error: EnvoiImpossible, at once for a refusal, or after the last try."""
        for attente in (*self._attentes, None):
            refus, demandee = await self._essayer(requete)
            if refus is None:
                return
            if attente is None:
                raise EnvoiImpossible(refus)
            await asyncio.sleep(min(max(attente, demandee), ATTENTE_MAX))

    async def _essayer(self, requete: Requete) -> tuple[str | None, float]:
        """(why it failed for now or None, seconds that the platform asks to wait). Error: EnvoiImpossible."""
        try:
            reponse = await self._http().post(
                requete.url, json=requete.json, data=requete.formulaire, headers=dict(requete.entetes), auth=requete.basic or httpx.USE_CLIENT_DEFAULT
            )
        except httpx.HTTPError as erreur:
            return f"réseau : {type(erreur).__name__}", 0.0
        if reponse.is_success:
            return None, 0.0
        motif = f"HTTP {reponse.status_code} : {reponse.text[:200]}"
        if reponse.status_code == 429 or reponse.status_code >= 500:
            return motif, _attente(reponse)
        raise EnvoiImpossible(motif)

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:  # inside the server's loop, which exists by now
            self._client = httpx.AsyncClient(timeout=DELAI)
        return self._client


def _attente(reponse: httpx.Response) -> float:
    """The seconds of Retry-After, or of the body, where Telegram says them; 0 where nothing is asked."""
    entete = reponse.headers.get("retry-after", "")
    if entete.isdecimal():
        return float(entete)
    try:
        return nombre(reponse.json(), "parameters", "retry_after")
    except ValueError:
        return 0.0
