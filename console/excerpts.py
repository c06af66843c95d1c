"""Where the words of a search were said: the message, its words marked, the way to its turn."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from console.models import Conversation, Tour
from console.search import MOT, demandees
from vte.texte import aplatir

AUTOUR, EXTRAITS_MAX = 70, 3  # characters on either side of the words; excerpts of a conversation
Place = tuple[int, int]
Suite = tuple[list[str], bool]  # words that follow each other; whether the last is whole


@dataclass(frozen=True)
class Extrait:
    """`morceaux`: what was said, each part with whether it is what was searched for."""

    tour: Tour
    morceaux: list[tuple[str, bool]]


def joindre_les_extraits(conversations: Sequence[Conversation], demande: str) -> None:
    """Gives each conversation its `extraits`: one for each message that has words of the search
    which no message before it had.
    """
    suites = demandees(demande)
    par_conversation: dict[int, list[Tour]] = defaultdict(list)
    if suites:
        siens = Tour.objects.filter(conversation__in=[c.pk for c in conversations])
        champs = ("conversation_id", "rang", "texte")
        for tour in siens.only(*champs).order_by("conversation_id", "rang"):
            par_conversation[tour.conversation_id].append(tour)
    for c in conversations:
        c.extraits = _extraits(par_conversation[c.pk], suites)


def _extraits(tours: Sequence[Tour], suites: Sequence[Suite]) -> list[Extrait]:
    manquent = set(range(len(suites)))
    extraits: list[Extrait] = []
    for tour in tours:
        texte = unicodedata.normalize("NFC", tour.texte)
        mots = [(aplatir(m.group()), m.span()) for m in MOT.finditer(texte)]
        trouves = {n: places for n in manquent if (places := _places(mots, suites[n]))}
        if trouves:
            manquent -= set(trouves)
            places = [p for n in range(len(suites)) for p in _places(mots, suites[n])]
            extraits.append(Extrait(tour, marquer(texte, places)))
        if not manquent or len(extraits) == EXTRAITS_MAX:
            break
    return extraits


def _places(mots: Sequence[tuple[str, Place]], suite: Suite) -> list[Place]:
    """Where these words follow each other; the last by its beginning unless it is whole."""
    dits, exacte = suite
    places = []
    for debut in range(len(mots) - len(dits) + 1):
        lus = [mot for mot, _ in mots[debut : debut + len(dits)]]
        fin = lus[-1] == dits[-1] if exacte else lus[-1].startswith(dits[-1])
        if lus[:-1] == dits[:-1] and fin:
            places.append((mots[debut][1][0], mots[debut + len(dits) - 1][1][1]))
    return places


def marquer(texte: str, places: Sequence[Place]) -> list[tuple[str, bool]]:
    """The text around the first of these places, cut between words, what is found apart."""
    ordre = sorted(places)
    de, a = _fenetre(texte, ordre[0])
    morceaux: list[tuple[str, bool]] = [("… ", False)] if de else []
    ici = de
    for debut, fin in ordre:
        if debut >= ici and fin <= a:
            morceaux += [(texte[ici:debut], False), (texte[debut:fin], True)]
            ici = fin
    suite = " …" if a < len(texte) else ""
    return [(dit, trouve) for dit, trouve in (*morceaux, (texte[ici:a] + suite, False)) if dit]


def _fenetre(texte: str, place: Place) -> Place:
    """From which character to which the text is shown."""
    de, a = max(0, place[0] - AUTOUR), min(len(texte), place[1] + AUTOUR)
    if de:
        de = max(de, texte.find(" ", de, place[0]) + 1)
    if a < len(texte) and (coupe := texte.rfind(" ", place[1], a)) > 0:
        a = coupe
    return de, a
