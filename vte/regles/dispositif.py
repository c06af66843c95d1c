"""A scheme and its dated barèmes, as the files of dispositifs/ write them (docs/dispositifs.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from pydantic import PositiveInt, validator

from vte.dossier import CLES, Dossier
from vte.regles import sortes
from vte.regles.modele import Intervalle, Modele, Phrase, Reserve, connus, pour_chacun, sans_chiffre
from vte.regles.montants import Montant
from vte.regles.sortes import Critere, DansUneListe, EntreDeuxDates
from vte.regles.sortes.mesures import mesurer

# The key that says on which day a scheme counts; a day of signing that is not told is the start.
Jour = Literal["date_debut", "date_conclusion"]
UN_JOUR = timedelta(days=1)


class Condition(Reserve):
    """A condition that is said where it concerns the dossier, and never judged."""

    effectif_min: PositiveInt | None = None

    def concerne(self, d: Dossier) -> bool:
        """False only if what is known of the dossier rules it out."""
        return self.effectif_min is None or mesurer(d, "effectif").haut >= self.effectif_min


class Divergence(Phrase):
    """Another source says otherwise; `quand`: values allowed or bounds, by key of the dossier."""

    sur: str
    quand: dict[str, tuple[Any, ...]]
    source: str

    @validator("quand")
    def _cles_connues(cls, quand: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
        connus(tuple(quand), CLES, "clé du dossier")
        return quand

    def concerne(self, d: Dossier) -> bool:
        return all(_dans(getattr(d, cle), permis) for cle, permis in self.quand.items())


def _dans(valeur: Any, permis: tuple[Any, ...]) -> bool:
    if valeur is None:
        return False
    return valeur in permis if isinstance(valeur, str) else bool(permis[0] <= valeur <= permis[-1])


class Bareme(Intervalle):
    """The values of a scheme for a period.

    `debut`, `fin`: what its source says of its first and last day, where nothing comes before or
    after; without them, nothing is known there. `trou_avant`: why nothing links it to the one
    before; `premiere_lecture`: why it begins on the day on which its source was read.
    """

    id: str = ""  # the name of its file
    source: str
    criteres: tuple[Critere, ...] = ()
    montants: tuple[Montant, ...]
    conditions: tuple[Condition, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    non_verifies: tuple[Reserve, ...] = ()
    debut: Reserve | None = None
    fin: Reserve | None = None
    trou_avant: Reserve | None = None
    premiere_lecture: str | None = None

    class Config:
        keep_untouched = (cached_property,)

    @validator("criteres", pre=True, each_item=True)
    def _par_sorte(cls, brut: Any) -> Critere:
        return sortes.lire(brut)

    @validator("montants")
    def _un_montant(cls, montants: tuple[Montant, ...]) -> tuple[Montant, ...]:
        if not montants:
            raise ValueError("un barème a un montant au moins : « montant: null » s'il est inconnu")
        return montants

    def divergences_de(self, d: Dossier) -> dict[str, Divergence]:
        """The divergence to say of each criterion and aid that this dossier is concerned by."""
        return {x.sur: x for x in reversed(self.divergences) if x.concerne(d)}

    def borne(self, jour: date) -> Reserve | None:
        """What closes the scheme on a day before or after the period, if a source says so."""
        if jour < self.du:
            return self.debut
        return self.fin if jour > self.au else None

    def critere(self, identifiant: str) -> Any:
        """Error: KeyError, when the barème has no such criterion."""
        return self._par_id[identifiant]

    @cached_property
    def _par_id(self) -> dict[str, Critere]:
        return {c.id: c for c in reversed(self.criteres)}

    @cached_property
    def liste(self) -> str:
        """The list of territories that counts; "" where none does."""
        return next((c.liste for c in self.criteres if isinstance(c, DansUneListe)), "")


class Dispositif(Modele):
    """An aid, or a cost; `baremes` from the oldest to the newest, without overlap.

    `propre`: one of the VTE's own, that a verdict can open; `suit`: the scheme whose conditions
    are its own too; `cumul`: those that add up to it. `criteres`, `conditions`: of every barème.
    `precision` is said after the amount, by audience.
    """

    id: str = ""  # the name of its folder
    rang: int  # the schemes are shown in this order
    libelle: str
    beneficiaire: Literal["entreprise", "jeune"]
    nature: Literal["aide", "cout"] = "aide"
    propre: bool = False
    suit: str | None = None
    jour: Jour
    au_plus: bool = False
    aupres_de: str
    precision: Mapping[str, str]
    cumul: tuple[str, ...] = ()
    criteres: tuple[Critere, ...] = ()
    conditions: tuple[Condition, ...] = ()
    non_cumulable: tuple[Reserve, ...] = ()
    baremes: tuple[Bareme, ...] = ()

    class Config:
        keep_untouched = (cached_property,)

    @validator("criteres", pre=True, each_item=True)
    def _par_sorte(cls, brut: Any) -> Critere:
        return sortes.lire(brut)

    @validator("precision", pre=True)
    def _pour_chacun(cls, texte: Any) -> Mapping[str, str]:
        return pour_chacun(texte)

    @validator("libelle", "aupres_de")
    def _ecrit_sans_chiffre(cls, texte: str) -> str:
        return sans_chiffre(texte)

    @cached_property
    def periodes(self) -> Mapping[Bareme, EntreDeuxDates]:
        """For each barème, the criterion that the scheme's day is in its period."""
        return {
            b: EntreDeuxDates(
                id="periode", sorte="entre_deux_dates", cle=self.jour, du=b.du, au=b.au
            )
            for b in self.baremes
        }

    def pour(self, jour: date) -> Bareme:
        """The barème of a day.

        Where none covers it, the last one before, or the first one after: the criterion `periode`
        will say so.
        """
        trouve = self.baremes[0]
        for b in self.baremes:
            if b.du <= jour:
                trouve = b
        return trouve

    def entre(self, du: date, au: date) -> Iterator[Bareme]:
        """The barèmes of which a day is from `du` to `au`, both included."""
        return (b for b in self.baremes if b.du <= au and du <= b.au)
