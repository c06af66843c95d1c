"""Sends to a platform, again when it is slow or refuses for a while; says why when it could not be done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.messengers.common.incoming import nombre

DELAI = 10.0  # seconds for one call
# Seconds before each new try: a minute in all, which outlasts a platform's hiccup.
ATTENTES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
ATTENTE_MAX = 60.0  # seconds: the longest Retry-After that is waited for
logger = logging.getLogger(__name__)


class EnvoiImpossible(Exception):
    """The platform did not take the message; the text says why."""


class _Refuse(EnvoiImpossible):
    """Refused for good: the same call would be refused again."""


class _Passager(Exception):
    """Failed for now; `attente`: seconds that the platform asks to wait."""

    def __init__(self, motif: str, attente: float = 0.0) -> None:
        super().__init__(motif)
        self.attente = attente


@dataclass(frozen=True)
class Requete:
    """One call: `json` or `formulaire` is its body, `basic` the user and password.

    `sinon`: the call that says the same in a simpler way, made when the platform refuses this one for good.
    """

    url: str
    json: Any = None
    formulaire: Mapping[str, str] | None = None
    entetes: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None
    sinon: Requete | None = None


class Facteur:
    """`attentes`: seconds before each new try."""

    def __init__(self, attentes: tuple[float, ...] = ATTENTES) -> None:
        self._attentes = attentes
        self._client: httpx.AsyncClient | None = None

    async def envoyer(self, requete: Requete) -> Any:
        """What the platform answered, as JSON, or None. Error: EnvoiImpossible, at once for a refusal, or after the last try."""
        try:
            return await self._insister(requete)
        except _Refuse as refus:
            if requete.sinon is None:
                raise
            logger.warning("Refused for good, said another way: %s", refus)
            return await self.envoyer(requete.sinon)

    async def _insister(self, requete: Requete) -> Any:
        for attente in (*self._attentes, None):
            try:
                return await self._essayer(requete)
            except _Passager as refus:
                if attente is None:
                    raise EnvoiImpossible(str(refus)) from refus
                await asyncio.sleep(min(max(attente, refus.attente), ATTENTE_MAX))

    async def _essayer(self, requete: Requete) -> Any:
        """Errors: _Passager, _Refuse."""
        try:
            reponse = await self._http().post(
                requete.url,
                json=requete.json,
                data=requete.formulaire,
                headers=dict(requete.entetes),
                auth=requete.basic or httpx.USE_CLIENT_DEFAULT,
            )
        except httpx.HTTPError as erreur:
            raise _Passager(f"réseau : {type(erreur).__name__}") from erreur
        if reponse.is_success:
            return _json(reponse)
        motif = f"HTTP {reponse.status_code} : {reponse.text[:200]}"
        if reponse.status_code == 429 or reponse.status_code >= 500:
            raise _Passager(motif, _attente(reponse))
        raise _Refuse(motif)

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:  # inside the server's loop, which exists by now
            self._client = httpx.AsyncClient(timeout=DELAI)
        return self._client


def _attente(reponse: httpx.Response) -> float:
    """The seconds of Retry-After, or of the body, where Telegram says them; 0 where nothing is asked."""
    entete = reponse.headers.get("retry-after", "")
    if entete.isdecimal():
        return float(entete)
    return nombre(_json(reponse), "parameters", "retry_after")


def _json(reponse: httpx.Response) -> Any:
    try:
        return reponse.json()
    except ValueError:
        return None
