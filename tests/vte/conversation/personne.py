"""A person who talks to the assistant without Rasa: the state between turns, what was said last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vte.conversation import (
    SLOT,
    Effet,
    Etat,
    Message,
    Parole,
    accueillir,
    contexte,
    depuis_slots,
    tour,
)
from vte.conversation.textes import Textes
from vte.lecture import Lecture, Mention, lire

ELIGIBLE: dict[str, Any] = {
    "commune": "01283",
    "effectif": 45,
    "contrat": "cdd",
    "duree_mois": 18,
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
    "date_conclusion": "2021-06-10",
}


Dit = tuple[Any, float] | Any  # a value, or a value and how sure it is


def lue(doutes: Mapping[str, Dit] | None = None, /, **faits: Dit) -> Lecture:
    """A reading that is given: `faits` are taken for what the message states, `doutes` for likely.

    Each is a value, or a value and its probability: `lue({"duree_mois": (18, 0.4)}, effectif=45)`.
    """
    return Lecture(_mentions(faits, 1.0), doutes=_mentions(doutes or {}, 0.45))


def _mentions(dits: Mapping[str, Dit], confiance: float) -> tuple[Mention, ...]:
    surs = {c: dit if isinstance(dit, tuple) else (dit, confiance) for c, dit in dits.items()}
    return tuple(Mention(c, v, 0, 1, confiance=sur) for c, (v, sur) in surs.items())


class Personne:
    """`faits`: keys of the dossier that are known already; `reste`: those of the slot SLOT."""

    def __init__(self, reste: Mapping[str, Any] | None = None, **faits: Any) -> None:
        self.etat: Etat = depuis_slots({**faits, SLOT: dict(reste or {})})
        self.paroles: tuple[Parole, ...] = ()
        self.effets: tuple[Effet, ...] = ()

    def arrive(self) -> list[str]:
        self.etat, self.paroles = accueillir(self.etat)
        return self._lit()

    def dit(
        self,
        texte: str,
        intent: str = "informer",
        sujet: str | None = None,
        sens: tuple[str, ...] = (),
        lecture: Lecture | None = None,
    ) -> list[str]:
        """The names of the responses to this sentence, of which the intent is given.

        `lecture`: what is read in it; None: what the served reader reads, knowing what it knows.
        """
        lecture = self._lire(texte) if lecture is None else lecture
        return self.joue(Message(texte, intent, lecture, sujet=sujet, sens=sens))

    def _lire(self, texte: str) -> Lecture:
        su = contexte(self.etat.en_slots())
        return Lecture() if "secret" in su else lire(texte, **su)

    def presse(self, intent: str, **charge: Any) -> list[str]:
        """The names of the responses to a button that carries this."""
        return self.joue(Message(f"/{intent}", intent, charge=charge))

    def joue(self, message: Message) -> list[str]:
        joue = tour(self.etat, message)
        self.etat, self.paroles, self.effets = joue.etat, joue.paroles, joue.effets
        return self._lit()

    def _lit(self) -> list[str]:
        """Every response can be rendered: an unknown one, or a value not given, fails the test."""
        assert self.textes
        return self.dites

    @property
    def dites(self) -> list[str]:
        return [parole.reponse for parole in self.paroles]

    @property
    def textes(self) -> list[str]:
        """What was said last, in words."""
        profil = self.etat.entretien.dossier.profil
        rendre = Textes.du_projet().rendre
        return [rendre(p.reponse, p.valeurs, profil) for p in self.paroles]

    @property
    def boutons(self) -> dict[str, str]:
        """Title -> payload of the buttons of the last answer, those of its texts left out."""
        return {b.title: b.payload for p in self.paroles for b in p.boutons}

    def choisit(self, titre: str) -> list[str]:
        """The names of the responses to this button of the last answer."""
        intent, _, porte = self.boutons[titre].removeprefix("/").partition("{")
        return self.presse(intent, **json.loads("{" + porte))

    @property
    def sait(self) -> dict[str, Any]:
        return self.etat.entretien.faits

    def valeurs(self, reponse: str) -> Mapping[str, str]:
        """What filled this response in the last answer."""
        return next(p.valeurs for p in self.paroles if p.reponse == reponse)
