"""What was read in a message, and how it is kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vte.lecture.choix import CHOIX
from vte.lecture.lieux import LieuLu
from vte.lecture.mention import Mention

Place = tuple[int, int]  # start and end in the text


@dataclass(frozen=True)
class Lecture:
    """The facts read in answer to the open question, and what else one may have to know of them.

    `mentions`: each fact and its place; `lieu`: the place named, certain or to be chosen, `place`:
    where; `question`: the one that was open; `derniere`: the key as whose value a bare one was
    read, when no question was open; `hors`: the same message read whatever was asked, when that
    differs; `debut`: its first clause, when that answers the question and more follows.
    `doutes`: facts that are likely and not sure, the likeliest first: asked back, never taken.
    `recrutements`: the facts of each, when the message speaks of several; `mentions` are then those
    of the first.
    """

    mentions: tuple[Mention, ...] = ()
    lieu: LieuLu | None = None
    place: Place | None = None
    question: str | None = None
    derniere: str | None = None
    hors: Lecture | None = None
    debut: Lecture | None = None
    doutes: tuple[Mention, ...] = ()
    recrutements: tuple[Mapping[str, Any], ...] = ()

    @property
    def faits(self) -> dict[str, Any]:
        """Keys of the dossier and JSON values."""
        return {m.cle: m.valeur for m in self.mentions}

    @property
    def a_l_annee(self) -> set[str]:
        """The dates of which only the year is said: their month is to be asked."""
        return {m.cle for m in self.mentions if m.a_l_annee}

    @property
    def affirmee(self) -> Lecture:
        """The reading that knows no question: what the message states by itself."""
        return self.hors or self

    @property
    def hors_question(self) -> dict[str, Any]:
        """The facts of `affirmee`."""
        return self.affirmee.faits

    @property
    def avant_la_question(self) -> dict[str, Any]:
        """« 45, et c'est quoi le montant ? »: the facts of the first clause, if it answers."""
        return self.debut.faits if self.debut else {}

    @property
    def attendue(self) -> str | None:
        """The key whose value a bare answer would be."""
        return "commune" if self.question == CHOIX else self.question or self.derniere

    @property
    def repond(self) -> bool:
        """Whether the message gives what was expected."""
        return self.attendue in self.faits

    def en_json(self) -> dict[str, Any]:
        """Only what is set."""
        return {cle: valeur for cle, valeur in self._champs() if valeur is not None}

    def _champs(self) -> list[tuple[str, Any]]:
        return [
            ("mentions", [m.en_json() for m in self.mentions] or None),
            ("lieu", self.lieu and self.lieu.en_json()),
            ("place", self.place and list(self.place)),
            ("question", self.question),
            ("derniere", self.derniere),
            ("hors", self.hors and self.hors.en_json()),
            ("debut", self.debut and self.debut.en_json()),
            ("doutes", [m.en_json() for m in self.doutes] or None),
            ("recrutements", list(map(dict, self.recrutements)) or None),
        ]

    @classmethod
    def depuis_json(cls, ecrite: Mapping[str, Any]) -> Lecture:
        """What `en_json` wrote."""
        lieu, place, hors, debut = (ecrite.get(c) for c in ("lieu", "place", "hors", "debut"))
        return cls(
            tuple(map(Mention.depuis_json, ecrite.get("mentions", ()))),
            LieuLu.depuis_json(lieu) if lieu else None,
            (place[0], place[1]) if place else None,
            ecrite.get("question"),
            ecrite.get("derniere"),
            cls.depuis_json(hors) if hors is not None else None,
            cls.depuis_json(debut) if debut is not None else None,
            tuple(map(Mention.depuis_json, ecrite.get("doutes", ()))),
            tuple(ecrite.get("recrutements", ())),
        )
