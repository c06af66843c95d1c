"""No one: « personne », « aucun salarié », « je suis seul » are a head count of 0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import GENS
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.texte import Texte

_LEXIQUE = lexique("nombres")["personne"]
_DITE = re.compile(
    rf"{DEBUT}(?:{ou(_LEXIQUE['aucun'])}\s+{GENS}|(?:{ou(_LEXIQUE['etre'])}\s+)+(?P<seul>seule?s?)"
    rf"|{ou(_LEXIQUE['avoir'])}\s+(?P<personne>personne)(?! qui)){FIN}"
)
# As an answer about the head count only: « personne », « aucun pour l'instant », « juste moi ».
_EN_REPONSE = re.compile(
    rf"{DEBUT}(?:(?<!une )(?<!par )(?<!de )(?<!la )(?<!cette )(?:aucune?|personne)"
    rf"(?!\s+(?:ne|qui|idee|a |en ))|{ou(_LEXIQUE['seul'])}){FIN}"
)


def personne(texte: Texte) -> Iterator[Candidat]:
    """Where no one at all is said."""
    places = [m.span(m.lastgroup or 0) for m in _DITE.finditer(texte.libre)]
    if texte.question == "effectif":
        places += [m.span() for m in _EN_REPONSE.finditer(texte.libre)]
    for place in sorted(_distinctes(places)):
        yield Candidat("nombre", *place, {"effectif": 0}, "personne")


def _distinctes(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    gardees: list[tuple[int, int]] = []
    for debut, fin in places:
        if all(fin <= d or f <= debut for d, f in gardees):
            gardees.append((debut, fin))
    return gardees
