"""What a conversation turned out to be, as read from its events: plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class VerdictLu:
    """The verdict in force after a turn, as the assistant kept it; `detail`: CONTRACT's."""

    statut: str
    bareme: str
    detail: dict[str, Any]


@dataclass
class TourLu:
    """The fields of models.Tour; `le`: seconds since 1970; `dernier`: its last event."""

    evenement: int
    rang: int
    le: float
    texte: str
    bouton: bool
    intention: str = ""
    confiance: float | None = None
    suivantes: list[dict[str, Any]] = field(default_factory=list)
    faits: list[dict[str, Any]] = field(default_factory=list)
    doutes: list[dict[str, Any]] = field(default_factory=list)
    lieu: dict[str, Any] = field(default_factory=dict)
    derniere: str = ""
    changements: list[dict[str, Any]] = field(default_factory=list)
    reponses: list[dict[str, Any]] = field(default_factory=list)
    posee: str = ""
    repondue: bool = False
    question: str = ""
    compris: bool = True
    delai: float | None = None
    verdict: VerdictLu | None = None
    dernier: int = 0


@dataclass
class ConversationLue:
    """One session of one person; `fin`: seconds since 1970, of the last thing said."""

    personne: str
    premier: int
    debut: float
    canal: str = ""
    dernier: int = 0
    fin: float = 0.0
    dossier: dict[str, Any] = field(default_factory=dict)
    tours: list[TourLu] = field(default_factory=list)
    statut: str = ""
    question: str = ""
    personne_demandee: bool = False
    illisible: bool = False  # set aside: nothing but who, when and which events is known of it

    def ecartee(self) -> ConversationLue:
        """The same conversation as one that cannot be read, or stored."""
        return ConversationLue(
            self.personne,
            self.premier,
            self.debut,
            dernier=self.dernier,
            fin=self.fin,
            illisible=True,
        )

    @property
    def commune(self) -> dict[str, Any]:
        """The commune that is known, else that of the last verdict: one may have begun again."""
        verdicts = (t.verdict.detail.get("dossier", {}) for t in reversed(self.tours) if t.verdict)
        return next((d["commune"] for d in (self.dossier, *verdicts) if d.get("commune")), {})

    @property
    def liste(self) -> str:
        """The list of communes by which the last verdict was given; empty without one."""
        baremes = (t.verdict.detail.get("bareme", {}) for t in reversed(self.tours) if t.verdict)
        return str(next((b["liste"] for b in baremes if b.get("liste")), ""))

    @property
    def delai_verdict(self) -> float | None:
        """Seconds from the first message to the first verdict."""
        premier = next((t for t in self.tours if t.verdict), None)
        return premier.le + (premier.delai or 0.0) - self.tours[0].le if premier else None

    @property
    def confiance_min(self) -> float | None:
        return min(
            (t.confiance for t in self.tours if t.confiance is not None and not t.bouton),
            default=None,
        )
