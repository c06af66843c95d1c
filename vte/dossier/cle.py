"""What there is to know of one key of the dossier; the keys themselves are in vte/dossier/cles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vte.dossier.commune import TrouverCommune
from vte.dossier.natures import JOUR, Nature

if TYPE_CHECKING:
    from vte.dossier.dossier import Dossier

ENTREPRISE, CANDIDAT = "entreprise", "candidat"


@dataclass(frozen=True)
class Choix:
    """A button of a question: its title, and the fact it states (the key may be another one)."""

    titre: str
    cle: str
    valeur: Any


@dataclass(frozen=True)
class Cle:
    """One key. Values are JSON values, except those that `valider` gives and `en_json` takes.

    nom            the key, as CONTRACT names it
    nature         the kind of its values
    libelle        « la commune du poste », inside a sentence
    titre          « La commune », on a button: 20 characters at most
    dire           a value in words, to be read beside the label: « 1er septembre 2021 »
    repondue_par   the keys that answer its question once one of them is known
    detailler      a value in full, in a question or a clause: « un stage »; None: as `dire`
    constat        the fact in a clause, « le poste est à {valeur} », as a refusal gives it
    devant         what a value needs before it when it stands alone: « début le »
    tue_avec       the key that says as much and more: where both are said, this one is not
    ordre          by audience, the rank of its question; None: told, but never asked for. Ranks
                   go by tens, so that a new key fits between two others
    lue_comme      the key whose answers its own are read as; None: as its own
    lue            value -> how a sentence states it (a regex on flat text), for a key whose values
                   are words; the others have grammars of their own (vte/lecture)
    nommee         how a sentence names it without a value (a regex on flat text), None: never
    precision      of the keys that one sentence names, the one of highest precision is meant
    choix          the buttons of its question
    utile          whether its question is one of those that this dossier calls for
    rang           facts of one message are noted by rank: those that others depend on first
    contredit      (known facts, new value) -> the keys whose facts the new value makes false
    heurte         (known facts, new value) -> the keys beside which it is hard to believe: it is
                   asked back, and never swallowed
    ramene         (known facts, new value, the words that say it) -> the value that is meant
    couverte       (known value, new value) -> whether what is known says more than the new value
    accorder       the same dossier, this key made to agree with the others.
                   Error: DossierInvalide, when they cannot agree
    """

    nom: str
    nature: Nature
    libelle: str
    titre: str
    dire: Callable[[Any], str]
    repondue_par: tuple[str, ...]
    detailler: Callable[[Any], str] | None = None
    constat: str = ""
    devant: str = ""
    tue_avec: str | None = None
    ordre: Mapping[str, int] | None = None
    lue_comme: str | None = None
    lue: Mapping[str, str] = field(default_factory=dict)
    nommee: str | None = None
    precision: int = 0
    choix: tuple[Choix, ...] = ()
    utile: Callable[[Dossier], bool] = lambda dossier: True
    rang: int = 1
    contredit: Callable[[Mapping[str, Any], Any], tuple[str, ...]] = lambda faits, valeur: ()
    heurte: Callable[[Mapping[str, Any], Any], tuple[str, ...]] = lambda faits, valeur: ()
    ramene: Callable[[Mapping[str, Any], Any, str], Any] = lambda faits, valeur, dit: valeur
    couverte: Callable[[Any, Any], bool] = lambda connue, nouvelle: False
    accorder: Callable[[Dossier], Dossier] = lambda dossier: dossier

    @property
    def demandee(self) -> bool:
        """Whether there is a question for it."""
        return self.ordre is not None

    def precisee(self, connue: Any, nouvelle: Any) -> bool:
        """Whether the new value says what is known, and more: the day, where the month was.

        Of « en septembre » the day kept is the first.
        """
        if self.nature is not JOUR or connue is None:
            return self.couverte(nouvelle, connue)
        mois, jour = connue[:7], connue[8:]
        return bool(jour == "01" and nouvelle.startswith(mois))

    def valider(self, valeur: Any, trouver: TrouverCommune) -> Any:
        """The typed value of a JSON value. Error: DossierInvalide."""
        return self.nature.lire(self.nom, valeur, trouver)

    def en_json(self, valeur: Any) -> Any:
        return self.nature.en_json(valeur)

    def seul(self, valeur: Any) -> str:
        """A value in words that needs no label: « début le 1er septembre 2021 »."""
        return self.devant + self.dire(valeur)

    def en_detail(self, valeur: Any) -> str:
        """A value in full: « un bac+5 (master, ingénieur) »."""
        return (self.detailler or self.dire)(valeur)

    def constater(self, valeur: Any) -> str:
        """The fact in a clause: « le poste est à Lyon (69) »."""
        return self.constat.format(valeur=self.en_detail(valeur))

    def comptee(self, dossier: Dossier) -> bool:
        """Whether the progress of this dossier counts its question."""
        return self.demandee and self.utile(dossier)
