"""The pipeline of every messenger: verify, parse, de-duplicate, acknowledge at once, handle in order per person, render, send.

A channel is one file that says four things of its platform: how a call is verified, what it holds, how an answer is written, and
what is owed on receipt (docs/channels.md). The rest is here and in conduite.py, which the web channel shares.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.messengers.common.delivery import EnvoiImpossible, Facteur, Requete
from bot.channels.messengers.common.digests import empreinte, pseudonyme
from bot.channels.messengers.common.inbox import Boite
from bot.channels.messengers.common.incoming import CHARGE, MEDIA, Entrant
from bot.channels.messengers.common.rendering import choisi
from bot.channels.shared.conduct import Conduite
from bot.channels.shared.errors import Malforme, NonConfigure, PasPret, en_json
from bot.channels.shared.message import TEXTE_MAX, Demande, nettoyer

ARRETS = {"stop", "arret", "arrêt", "arreter", "arrêter"}
PURGE = 3600.0  # seconds between two purges of the inbox
logger = logging.getLogger(__name__)


class Messagerie(InputChannel):
    """The base of a messenger's channel, mounted by Rasa at /webhooks/<name>."""

    REGLAGES: Sequence[Any] = ()  # the settings without which the channel stays closed
    MENUS = False  # whether a choice may be said: by its number, « 2 », or by its words
    EMPREINTES = False  # whether buttons carry a digest of their payload, where the platform holds few characters

    def __init__(self) -> None:
        self._conduite, self._boite, self._facteur = (
            Conduite(self.name()),
            Boite(self.name()),
            Facteur(),
        )
        self._files: dict[str, list[tuple[float, int, Entrant, int]]] = {}
        self._arrivees = itertools.count()
        self._taches: set[asyncio.Task[None]] = set()
        self._app: Sanic | None = None

    # What a channel says of its platform

    def verifier(self, request: Request) -> None:
        """Error: SignatureRefusee, for a call that the platform did not make."""
        raise NotImplementedError

    def lire(self, request: Request) -> list[Entrant]:
        """Every message that the call holds; what is no message (a receipt, an echo) is left out, what is malformed too."""
        raise NotImplementedError

    async def preparer(self, messages: list[dict[str, Any]]) -> None:
        """What the platform must hold before it can be sent these messages. Nothing by default."""

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        """The calls that send these messages of the contract to this person."""
        raise NotImplementedError

    def accuser(self, entrant: Entrant) -> list[Requete]:
        """The calls owed as soon as a message is received: seen, typing, a callback's answer. None by default."""
        return []

    def charge(self, personne: str, contenu: str) -> str | None:
        """The payload behind what the platform hands back for a button."""
        return (
            self._conduite.journal.charge(personne, lambda offerte: empreinte(offerte) == contenu)
            if self.EMPREINTES
            else contenu
        )

    def acquiescer(self) -> HTTPResponse:
        """What the platform wants to read when its call was understood."""
        return json({"ok": True})

    # The pipeline

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        nom = f"canal_{self.name()}"
        canal = Blueprint(nom, nom)
        canal.add_route(en_json(self._recevoir), "/webhook", methods=["POST"], name="webhook")
        canal.add_route(en_json(self._sante), "/health", methods=["GET"], name="health")
        canal.listener("after_server_start")(self._reprendre)
        return canal

    async def _recevoir(self, request: Request) -> HTTPResponse:
        self._app = request.app
        self._exiger()
        self.verifier(request)
        for entrant in self._boite.deposer(self.lire(request)):
            self._mettre_en_file(entrant)
        return self.acquiescer()

    async def _sante(self, request: Request) -> HTTPResponse:
        self._exiger()
        return json(
            {
                "status": "ok",
                "pending": sum(len(file) + 1 for file in self._files.values()),
                "lost": self._boite.perdus(),
            }
        )

    def _exiger(self) -> None:
        manquants = [r.nom for r in self.REGLAGES if not r.lire()]
        if manquants:
            raise NonConfigure(f"Ce canal n'est pas ouvert : il manque {', '.join(manquants)}.")

    async def _reprendre(self, app: Sanic, *_: Any) -> None:
        """What was received before a restart and not handled; then the inbox is purged from time to time."""
        self._app = app
        for entrant, envoyes in self._boite.a_traiter():
            self._mettre_en_file(entrant, envoyes)
        self._lancer(self._purger())

    async def _purger(self) -> None:
        while True:
            self._boite.purger()
            await asyncio.sleep(PURGE)

    def _mettre_en_file(self, entrant: Entrant, envoyes: int = 0) -> None:
        """In the platform's order among those that wait; one task a person."""
        personne = pseudonyme(self.name(), entrant.adresse)
        libre = personne not in self._files
        heapq.heappush(
            self._files.setdefault(personne, []),
            (entrant.ordre, next(self._arrivees), entrant, envoyes),
        )
        if libre:
            self._lancer(self._servir(personne))

    def _lancer(self, travail: Any) -> None:
        tache = asyncio.get_running_loop().create_task(travail)
        self._taches.add(tache)  # the loop itself holds tasks weakly
        tache.add_done_callback(self._taches.discard)

    async def _servir(self, personne: str) -> None:
        """All that waits from one person, one message after the other."""
        try:
            while self._files[personne]:
                _, _, entrant, envoyes = heapq.heappop(self._files[personne])
                await self._traiter(personne, entrant, envoyes)
        finally:
            del self._files[personne]

    async def _traiter(self, personne: str, entrant: Entrant, envoyes: int) -> None:
        """One message to its end: answered, or told why not in the log and in the inbox."""
        try:
            for requete in self.accuser(entrant):
                self._lancer(self._poster_si_possible(requete))
            messages = await self._repondre(await self._agent(), personne, entrant)
            await self.preparer(messages)
            for combien, requete in enumerate(self.rendre(entrant.adresse, messages), 1):
                if combien > envoyes:
                    await self._facteur.envoyer(requete)
                    self._boite.envoye(entrant.id, combien)
            self._boite.terminer(entrant.id)
        except EnvoiImpossible as erreur:
            logger.error("%s: an answer could not be sent: %s", self.name(), erreur)
            self._boite.terminer(entrant.id, str(erreur))
        except Exception as erreur:
            logger.exception("%s: a message could not be handled.", self.name())
            self._boite.terminer(entrant.id, type(erreur).__name__)

    async def _poster_si_possible(self, requete: Requete) -> None:
        """« Seen » and « typing » are courtesies: without them the answer comes all the same."""
        try:
            await self._facteur.envoyer(requete)
        except EnvoiImpossible as erreur:
            logger.info("%s: %s", self.name(), erreur)

    async def _agent(self) -> Agent:
        """Once the model is loaded; what arrives before waits."""
        while True:
            agent = getattr(self._app.ctx, "agent", None) if self._app else None
            if agent is not None and agent.is_ready():
                return agent
            await asyncio.sleep(0.2)

    async def _repondre(
        self, agent: Agent, personne: str, entrant: Entrant
    ) -> list[dict[str, Any]]:
        if entrant.nature == MEDIA:
            return _fixe(agent, "utter_media")
        if entrant.contenu.strip().strip(".!").casefold() in ARRETS:
            self._conduite.oublier(agent, personne)
            return _fixe(agent, "utter_arret")
        async with self._conduite.verrou(personne):
            reponse = self._conduite.journal.reponse(personne, empreinte(entrant.id))
            if reponse is None:
                reponse = await self._jouer(agent, personne, self._lire_demande(personne, entrant))
        return reponse["messages"]

    async def _jouer(self, agent: Agent, personne: str, recue: Demande) -> dict[str, Any]:
        try:
            return await self._conduite.tour(agent, personne, recue)
        except Malforme:
            return {"messages": _fixe(agent, "utter_choix_perime")}
        except PasPret:
            return {"messages": _fixe(agent, "utter_panne")}

    def _lire_demande(self, personne: str, entrant: Entrant) -> Demande:
        """What Rasa is given; the turn refuses a choice that this conversation never offered."""
        if entrant.nature == CHARGE:
            return Demande(
                empreinte(entrant.id), charge=self.charge(personne, entrant.contenu) or ""
            )
        if self.MENUS:
            choix = self._conduite.journal.derniers_choix(personne)
            place = choisi(entrant.contenu, [c["title"] for c in choix])
            if place is not None:
                return Demande(empreinte(entrant.id), charge=choix[place]["payload"])
        return Demande(empreinte(entrant.id), texte=nettoyer(entrant.contenu)[:TEXTE_MAX] or "?")


def _fixe(agent: Agent, reponse: str) -> list[dict[str, Any]]:
    """A response of domain.yml that needs no turn."""
    return [{"text": agent.domain.responses[reponse][0]["text"], "buttons": [], "custom": {}}]
