"""Every value that a text could hold, by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vte.lecture.candidats.candidat import A_VENIR, ROLES, Candidat, cle_du_role
from vte.lecture.candidats.contrats import contrats
from vte.lecture.candidats.dates import dates
from vte.lecture.candidats.dates_ecrites import impossibles
from vte.lecture.candidats.diplomes import diplomes
from vte.lecture.candidats.durees import AGE, durees
from vte.lecture.candidats.lieux import lieux
from vte.lecture.candidats.nombres import nombres
from vte.lecture.candidats.personne import personne
from vte.lecture.candidats.tailles import chercher_bornes, tailles
from vte.lecture.candidats.texte import Texte

__all__ = ["AGE", "A_VENIR", "ROLES", "Candidat", "chercher", "cle_du_role"]

# Forms of a date that are a quantity of time as well: « il y a 8 mois ».
_COMPTEES = {"il_y_a", "dans"}
# What may be a number as well: « le 12 », « 10/12 personnes », « 2020 », « sept ».
_AMBIGUE = re.compile(r"\d+(?:[/.-]\d{1,2})?|sept?|[a-z]+(?:[ -][a-z]+)*", re.IGNORECASE)
_AMBIGUES = {"jour_seul", "jour_mois", "mois_chiffres", "annee", "mois_abrege"}


def chercher(texte: str, question: str | None = None) -> list[Candidat]:
    """All candidates of `texte`, by place; `question`: the key that is open."""
    lu = Texte.de(texte, question)
    lu = lu.sans(impossibles(lu.libre))
    des_dates, des_diplomes = dates(lu), list(diplomes(lu))
    des_durees = list(durees(lu.sans(_places([*des_diplomes, *filter(_est_date, des_dates)]))))
    pris = [*des_diplomes, *(c for c in des_durees if c.forme != "nue")]
    reste = lu.sans(_places([*pris, *(c for c in des_dates if _sans_doute(texte, c))]))
    bornes, sans_personne = chercher_bornes(reste), list(personne(reste))
    pris_par_d_autres = [*((b.debut, b.fin) for b in bornes), *_places(sans_personne)]
    trouves = [
        *des_dates,
        *des_durees,
        *des_diplomes,
        *contrats(lu),
        *tailles(lu, bornes),
        *sans_personne,
        *nombres(reste.sans(pris_par_d_autres)),
        *lieux(texte, question),
    ]
    return sorted(trouves, key=lambda c: (c.debut, c.fin))


def _places(candidats: Iterable[Candidat]) -> list[tuple[int, int]]:
    return [(c.debut, c.fin) for c in candidats]


def _est_date(candidat: Candidat) -> bool:
    """Whether no length of time stands in its place."""
    return candidat.nature == "date" and candidat.forme not in _COMPTEES


def _sans_doute(texte: str, candidat: Candidat) -> bool:
    """Whether no number stands in its place."""
    ecrite = texte[candidat.debut : candidat.fin]
    ambigue = candidat.forme in _AMBIGUES and _AMBIGUE.fullmatch(ecrite)
    return candidat.nature == "date" and not ambigue
