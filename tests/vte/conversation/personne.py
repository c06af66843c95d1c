"""A person who talks to the assistant without Rasa: the state between turns, what was said last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.conversation import SLOT, Effet, Etat, Message, Parole, accueillir, depuis_slots, tour
from vte.conversation.textes import Textes
from vte.lecture import lire

ELIGIBLE: dict[str, Any] = {
    "commune": "01283",
    "effectif": 45,
    "contrat": "cdd",
    "duree_mois": 18,
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
}


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
    ) -> list[str]:
        """The names of the responses to this sentence, of which the intent is given."""
        etat = self.etat
        possibles, derniere = etat.entretien.possibles, etat.derniere
        lecture = lire(texte, etat.question, possibles=possibles, derniere=derniere)
        return self._joue(Message(texte, intent, lecture, sujet=sujet, sens=sens))

    def presse(self, intent: str, **charge: Any) -> list[str]:
        """The names of the responses to a button that carries this."""
        return self._joue(Message(f"/{intent}", intent, charge=charge))

    def _joue(self, message: Message) -> list[str]:
        joue = tour(self.etat, message)
        self.etat, self.paroles, self.effets = joue.etat, joue.paroles, joue.effets
        return self._lit()

    def _lit(self) -> list[str]:
        """Every response can be rendered: an unknown one, or a value not given, fails the test."""
        profil = self.etat.entretien.dossier.profil
        for parole in self.paroles:
            Textes.du_projet().rendre(parole.reponse, parole.valeurs, profil)
        return self.dites

    @property
    def dites(self) -> list[str]:
        return [parole.reponse for parole in self.paroles]

    @property
    def sait(self) -> dict[str, Any]:
        return self.etat.entretien.faits

    def valeurs(self, reponse: str) -> Mapping[str, str]:
        """What filled this response in the last answer."""
        return next(p.valeurs for p in self.paroles if p.reponse == reponse)
