"""What would be needed where a figure that was asked is not reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.lecture.cibles import CIBLES
from bench.lecture.comptes import Dite
from bench.lecture.mesures import Mesures


def besoins(m: Mesures) -> list[str]:
    dites = m.dites(m.dernier)
    rates = [c.nom for c in CIBLES if c.demande and not c.atteinte(c.mesure(dites))]
    return [
        "## What would be needed",
        "",
        f"Not reached: {'; '.join(rates)}."
        if rates
        else "All that was asked of the reading is reached; towards the goal:",
        "",
        f"- With perfect roles the candidates would be right on {parfaits(m):.1%} of the messages: "
        "the rest is the grammars'.",
        f"- One key alone spoils {_part(sum(seules(dites).values()), dites)} of the messages: "
        f"{_seules(dites)}.",
        f"- {_prudence(dites)}",
        f"- {_doublement(m)}",
    ]


def parfaits(m: Mesures) -> float:
    """The share of the messages of which some candidate holds each fact."""
    return sum(not e.manquees for e in m.exemples.values()) / len(m.exemples)


def seules(dites: Sequence[Dite]) -> Counter[str]:
    """Of the messages that one key alone spoils, how many each."""
    gatees = [d.manquees | d.fausses for d in dites]
    return Counter(cle for cles in gatees if len(cles) == 1 for cle in cles)


def _seules(dites: Sequence[Dite]) -> str:
    return ", ".join(f"`{cle}` {_part(n, dites)}" for cle, n in seules(dites).most_common(5))


def _prudence(dites: Sequence[Dite]) -> str:
    """What asking is worth: how many messages are not right, and yet not false."""
    prudents = sum(bool(d.manquees) and not d.fausses for d in dites)
    demandes = sum(bool(d.manquees & d.demandees) and not d.fausses for d in dites)
    return (
        f"{_part(prudents, dites)} of the messages lack a fact and have none false: "
        f"the conversation asks for it anyway, for {_part(demandes, dites)} with the value at hand."
    )


def _doublement(m: Mesures) -> str:
    """What the last doubling of the authors gave."""
    n = m.points[-1].auteurs
    avant = max((p for p in m.points if p.auteurs * 2 <= n), key=lambda p: p.auteurs)
    gain, baisse = (
        100 * (m.points[-1].bilan.part(champ) - avant.bilan.part(champ))
        for champ in ("justes", "avec_faux")
    )
    return (
        f"From {avant.auteurs} to {n} authors the quick model gained {gain:+.1f} points of "
        f"messages right and {baisse:+.1f} of messages with a false fact: the curve flattens, "
        "and as many new authors again are worth that at most."
    )


def _part(nombre: int, dites: Sequence[Dite]) -> str:
    return f"{nombre / len(dites):.1%}" if dites else "-"
