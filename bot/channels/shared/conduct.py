"""One turn of one conversation, whatever the channel: once for each message, in order, with an answer that is kept.

The web channel answers in the same call; a messenger's answer is sent later (messagerie.py). What lies between is here.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent

from bot.channels.shared import payloads, turn
from bot.channels.shared.errors import Malforme
from bot.channels.shared.journal import Journal
from bot.channels.shared.message import Demande
from bot.reponses_d_actions import valider_une_fois
from vte.demandes import Demandes


class Conduite:
    """`canal`: the name under which Rasa chooses the responses; `journal`: what was said there."""

    def __init__(self, canal: str) -> None:
        valider_une_fois()
        self.canal, self.journal = canal, Journal()
        self._demandes = Demandes()
        self._verrous: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def verrou(self, personne: str) -> asyncio.Lock:
        """Held for a whole turn: the messages of one person never cross."""
        return self._verrous.setdefault(personne, asyncio.Lock())

    async def tour(self, agent: Agent, personne: str, recue: Demande) -> dict[str, Any]:
        """The answer of the contract; to be called under the person's `verrou`, with a message that the journal has no answer for.

        Errors: Malforme, for a payload that was not offered; PasPret, when the turn cannot be kept.
        """
        dit, texte = self._dit(personne, recue)
        try:
            reponse = await turn.jouer(agent, self.canal, personne, texte)
        except turn.Panne:
            return await turn.panne(
                agent, personne
            )  # not noted: the same message may be sent again
        if turn.efface(reponse):
            self.oublier(agent, personne)
            return {**reponse, "state": await turn.lire_etat(agent, personne)}
        garde = dit if recue.texte is None else await turn.dit_garde(agent, personne)
        self.journal.noter(personne, recue.message_id, garde, reponse)
        return reponse

    def oublier(self, agent: Agent, personne: str) -> None:
        """Erases the conversation everywhere: the tracker, what was said, the requests for a person."""
        turn.suivi(agent).effacer(personne)
        self.journal.effacer(personne)
        self._demandes.effacer(personne)

    def _dit(self, personne: str, recue: Demande) -> tuple[str, str]:
        """(what the history shows, what Rasa gets); a payload must have been offered, by a message or by the channel."""
        if recue.texte is not None:
            return recue.texte, recue.texte
        titre = payloads.titre(str(recue.charge)) or self.journal.titre(personne, str(recue.charge))
        if titre is None:
            raise Malforme("Ce choix n'a pas été proposé dans cette conversation.")
        return titre, str(recue.charge)
