"""First contact, and coming back: who speaks, what the answer is worth, where a human is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vte.conversation.etat import Etat
from vte.conversation.figures import completer
from vte.conversation.parole import Parole
from vte.dossier import dire
from vte.horloge import aujourdhui
from vte.regles import courant


def accueillir(etat: Etat) -> tuple[Etat, tuple[Parole, ...]]:
    """A session opens: what was of one sitting only is forgotten, what is known is said."""
    suite = replace(etat, question=None, doute=None, echecs=0, posees={}, et_si=None, demande=None)
    return suite, completer(_dire(suite.entretien.faits), suite.entretien.dossier)


def _dire(faits: Mapping[str, Any]) -> Iterator[Parole]:
    if faits:
        yield Parole("utter_reprise", {"faits": dire(faits)})
    else:
        close = aujourdhui() > courant().pour(aujourdhui()).au
        yield Parole("utter_accueil_periode_close" if close else "utter_accueil")
