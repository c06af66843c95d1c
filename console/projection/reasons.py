"""Why a conversation is to be reviewed, from its turns alone: the same turns, the same reasons.

`turns`: as read (records.TourLu) or as stored (models.Tour), which have the same fields.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from console.models.raisons import MotifDeRelecture
from console.projection.recruitment import autre_chose, autre_recrutement
from vte.conversation.refus import jugees
from vte.secret import key_for

FAIBLE = 0.55  # how sure the intent is, below which it may be another: the list shows it in red
PART = 0.02  # of all conversations, drawn at random
_SUIVENT = {"taille": "effectif"}  # a fact that follows from another, and changes with it
_REFUS, _NON_REMPLI = "non_eligible", "non_rempli"
Raisons = dict[MotifDeRelecture, list[int]]  # the ranks of the turns concerned, in their order


def raisons(personne: str, premier: int, turns: Sequence[Any], abandonnee: bool) -> Raisons:
    """All that the turns of a conversation give; {} of one without a turn.

    `personne`, `premier`: what tells it from all others; `abandonnee`: a question is left open.
    """
    if not turns:
        return {}
    trouvees: Raisons = defaultdict(list)
    for motif, rang in _des_tours(turns):
        if rang not in trouvees[motif]:
            trouvees[motif].append(rang)
    if abandonnee:
        trouvees[MotifDeRelecture.ABANDON].append(turns[-1].rang)
    if tiree(personne, premier):
        trouvees[MotifDeRelecture.ALEATOIRE].append(turns[0].rang)
    return dict(trouvees)


def tiree(personne: str, premier: int) -> bool:
    """Whether chance draws this conversation: the same each time, and nobody can foresee it."""
    somme = hmac.new(_cle(), f"{personne}:{premier}".encode(), sha256).digest()
    return int.from_bytes(somme[:8], "big") < PART * 2**64


@lru_cache(maxsize=1)
def _cle() -> bytes:
    return key_for("relecture").encode()


def _des_tours(turns: Iterable[Any]) -> Iterator[tuple[MotifDeRelecture, int]]:
    refus: tuple[str, ...] = ()
    demandes: set[str] = set()
    sus: dict[str, Any] = {}
    for tour in turns:
        if autre_recrutement(tour):
            refus = ()  # it was of the one before
        for motif in _du_tour(tour, sus, refus, demandes):
            yield motif, tour.rang
        sus |= {c["cle"]: c["apres"] for c in tour.changements}
        if not tour.bouton and _sujet(tour):
            demandes.add(tour.intention)
        if (verdict := _verdict(tour)) is not None:
            refus = _cles_du_refus(verdict)


def _du_tour(
    tour: Any, sus: Mapping[str, Any], refus: Sequence[str], demandes: set[str]
) -> Iterator[MotifDeRelecture]:
    """`sus`: what was known before; `refus`: the keys on which alone a refusal rests then."""
    if any(c["cle"] in refus for c in _remplaces(tour)):
        yield MotifDeRelecture.REFUS
    if tour.bouton:
        return
    if _se_contredit(tour, sus):
        yield MotifDeRelecture.CONTRADICTION
    if _redemande(tour, demandes):
        yield MotifDeRelecture.REDEMANDE
    if not tour.compris:
        yield MotifDeRelecture.INCOMPRIS
    elif tour.confiance is not None and tour.confiance < FAIBLE and not tour.repondue:
        yield MotifDeRelecture.CONFIANCE


def _remplaces(tour: Any) -> list[dict[str, Any]]:
    """The facts that were known and that it changed, those apart that only follow from another.

    Of another recruitment, or of a trial that was adopted, none: nothing was wrong before.
    """
    if autre_chose(tour):
        return []
    changees = {c["cle"] for c in tour.changements}
    return [
        c
        for c in tour.changements
        if c["avant"] is not None and _SUIVENT.get(c["cle"]) not in changees
    ]


def _se_contredit(tour: Any, sus: Mapping[str, Any]) -> bool:
    """Says another value than the one known: it was taken, or asked back first."""
    if autre_chose(tour):
        return False
    if any(c["apres"] is not None for c in _remplaces(tour)):
        return True
    return any(
        d.get("demande") and sus.get(d["cle"]) is not None and not _meme(d["valeur"], sus[d["cle"]])
        for d in tour.doutes
    )


def _meme(une: Any, autre: Any) -> bool:
    """Two communes are the same by their code, which may stand alone."""
    codes = [v["code"] if isinstance(v, Mapping) else v for v in (une, autre)]
    return bool(codes[0] == codes[1])


def _redemande(tour: Any, demandes: set[str]) -> bool:
    """The person asks again what they asked, or is asked again what they tried to answer."""
    if _sujet(tour):
        return tour.intention in demandes
    repetee = bool(tour.posee) and tour.posee == tour.question and not tour.repondue
    return repetee and tour.compris


def _sujet(tour: Any) -> bool:
    """Whether it asks something of its own (« faq/montant », « dossier/total »)."""
    return "/" in tour.intention


def _verdict(tour: Any) -> Any:
    return getattr(tour, "verdict", None)


def _cles_du_refus(verdict: Any) -> tuple[str, ...]:
    """The keys of the one criterion that refuses; () where several do, or none."""
    if verdict.statut != _REFUS:
        return ()
    criteres = verdict.detail.get("criteres") or ()
    obstacles = [c["id"] for c in criteres if c.get("statut") == _NON_REMPLI]
    return jugees(obstacles[0]) if len(obstacles) == 1 else ()
