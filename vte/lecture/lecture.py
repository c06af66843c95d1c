"""What was read in a message, and how it is kept with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from vte.lecture.choix import cle_ouverte
from vte.lecture.lieux import LieuLu
from vte.lecture.mention import Mention, se_touchent
from vte.lecture.mention import Place as Endroit

Place = tuple[int, int]  # start and end in the text


@dataclass(frozen=True)
class Lecture:
    """The facts of a message, and what else one may have to know of them.

    `mentions`: each fact and its place; `lieu`: the place named, certain or to be chosen, `place`:
    where; `question`: the one that was open; `derniere`: the key as whose value a bare one, or one
    that corrects, was read.
    `doutes`: facts that are likely and not sure, the likeliest first: asked back, never taken.
    `supposes`: what « et si… » supposes: tried, never taken (a place to choose: a list of codes).
    `evoque`: the one place that is named and not denied, when the post may be there or not.
    `recrutements`: the facts of each, when the message speaks of several; `mentions` are then those
    of the first.
    """

    mentions: tuple[Mention, ...] = ()
    lieu: LieuLu | None = None
    place: Place | None = None
    question: str | None = None
    derniere: str | None = None
    doutes: tuple[Mention, ...] = ()
    recrutements: tuple[Mapping[str, Any], ...] = ()
    supposes: tuple[Mention, ...] = ()
    evoque: Mention | None = None

    @property
    def faits(self) -> dict[str, Any]:
        """Keys of the dossier and JSON values."""
        return {m.cle: m.valeur for m in self.mentions}

    @property
    def du_recrutement(self) -> set[str]:
        """The keys that it states; who speaks is heard in passing, and is none of them."""
        return self.faits.keys() - {"profil"}

    @property
    def dites(self) -> tuple[Mention, ...]:
        """What is stated and what is likely."""
        return (*self.mentions, *self.doutes)

    @property
    def cles_dites(self) -> set[str]:
        """The keys that are stated or likely, without who speaks."""
        return {m.cle for m in self.dites} - {"profil"}

    def occupe(self, place: Endroit, sauf: Collection[str] = ("profil",)) -> bool:
        """Whether words of this place say something already, of another key than `sauf`."""
        return any(se_touchent(m, place) for m in self.dites if m.cle not in sauf)

    def mention(self, cle: str) -> Mention | None:
        """Where and how surely this key is said; None when it is not."""
        return next((m for m in self.mentions if m.cle == cle), None)

    @property
    def a_l_annee(self) -> set[str]:
        """The dates of which only the year is said: their month is to be asked."""
        return {m.cle for m in self.mentions if m.a_l_annee}

    @property
    def attendue(self) -> str | None:
        """The key whose value a bare answer would be."""
        return self.derniere or cle_ouverte(self.question)

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
            ("doutes", [m.en_json() for m in self.doutes] or None),
            ("recrutements", list(map(dict, self.recrutements)) or None),
            ("supposes", [m.en_json() for m in self.supposes] or None),
            ("evoque", self.evoque and self.evoque.en_json()),
        ]

    @classmethod
    def depuis_json(cls, ecrite: Mapping[str, Any]) -> Lecture:
        """What `en_json` wrote."""
        lieu, place = ecrite.get("lieu"), ecrite.get("place")
        return cls(
            tuple(map(Mention.depuis_json, ecrite.get("mentions", ()))),
            LieuLu.depuis_json(lieu) if lieu else None,
            (place[0], place[1]) if place else None,
            ecrite.get("question"),
            ecrite.get("derniere"),
            tuple(map(Mention.depuis_json, ecrite.get("doutes", ()))),
            tuple(ecrite.get("recrutements", ())),
            tuple(map(Mention.depuis_json, ecrite.get("supposes", ()))),
            Mention.depuis_json(ecrite["evoque"]) if "evoque" in ecrite else None,
        )
