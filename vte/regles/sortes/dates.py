"""Between two dates, and how old a date is on another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import ClassVar, Literal

from dateutil.relativedelta import relativedelta
from pydantic import PositiveInt, validator

from vte.dossier import Dossier
from vte.mots import jour
from vte.regles.modele import Intervalle, connus
from vte.regles.sortes.critere import Appartenir, Constat, Critere
from vte.regles.statuts import A_CONFIRMER, INCONNU, NON_REMPLI, REMPLI

_gardes = lru_cache(maxsize=1 << 14)


DATES = ("date_debut", "date_diplome", "date_conclusion")


class EntreDeuxDates(Critere, Intervalle):
    """The date of the key is from `du` to `au`, both days included."""

    CLES: ClassVar[tuple[str, ...]] = DATES

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "du au",
        "rempli": "valeur du au",
        "non_rempli": "valeur du au",
    }

    sorte: Literal["entre_deux_dates"]

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        return _entre(self, getattr(d, self.cle))


class AgeDUneDate(Critere):
    """The date of the key is less than `ans` years old on the date of the key `jour`.

    The anniversary itself is too late; a date that comes after the other is to be confirmed.
    """

    CLES: ClassVar[tuple[str, ...]] = DATES

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "ans",
        "rempli": "valeur jour ans",
        "non_rempli": "valeur jour ans",
        "a_confirmer": "valeur jour ans",
    }

    sorte: Literal["age_d_une_date"]
    jour: str
    ans: PositiveInt

    @validator("jour")
    def _jour_connu(cls, nom: str) -> str:
        connus((nom,), DATES, "date du dossier")
        return nom

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        return _age(self, getattr(d, self.cle), getattr(d, self.jour))


@_gardes
def _entre(critere: EntreDeuxDates, quand: date | None) -> Constat:
    bornes = {"du": jour(critere.du), "au": jour(critere.au)}
    if quand is None:
        return Constat(critere, INCONNU, INCONNU, bornes, (critere.cle,))
    statut = REMPLI if critere.contient(quand) else NON_REMPLI
    return Constat(critere, statut, statut, {"valeur": jour(quand), **bornes})


@_gardes
def _age(critere: AgeDUneDate, quand: date | None, au: date | None) -> Constat:
    ans = str(critere.ans)
    if quand is None or au is None:
        faits = {critere.jour: au, critere.cle: quand}
        cles = tuple(nom for nom, valeur in faits.items() if valeur is None)
        return Constat(critere, INCONNU, INCONNU, {"ans": ans}, cles)
    statut = A_CONFIRMER
    if quand <= au:
        statut = REMPLI if au < anniversaire(quand, critere.ans) else NON_REMPLI
    return Constat(critere, statut, statut, {"valeur": jour(quand), "jour": jour(au), "ans": ans})


def anniversaire(quand: date, ans: int) -> date:
    """The day a date is `ans` years old; that of a 29 February is the 28th in common years."""
    dit: date = quand + relativedelta(years=ans)
    return dit
