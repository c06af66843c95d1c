"""Every source of the facts: when it was last read, how long ago, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vte.comprehension.sujets import sujets
from vte.horloge import aujourdhui
from vte.mots import ESPACE, jour
from vte.regles.catalogue import Catalogue, courant
from vte.regles.dispositif import Dispositif
from vte.regles.modele import Modele
from vte.regles.source import Source
from vte.relectures import Relecture

A_RELIRE_APRES = 180  # days
# What may rest on a source -> how a list of several begins.
SORTES = {
    "dispositif": "dispositifs",
    "bareme": "barèmes",
    "voisine": "aides voisines",
    "question": "questions",
}


@dataclass(frozen=True, slots=True)
class Appui:
    """A thing that rests on a source: `sorte` of SORTES, its id, its name for a person."""

    sorte: str
    id: str
    libelle: str


@dataclass(frozen=True, slots=True)
class EtatDeSource:
    """`lue_le`: the last day on which it was read; `age`: in days; `relecture`: the reading of that
    day, None where only the files say it.

    `changement`: the last reading that found it changed, until the files say that they were
    written from a later one.
    """

    id: str
    source: Source
    lue_le: date
    age: int
    relecture: Relecture | None
    changement: Relecture | None
    appuis: tuple[Appui, ...]

    @property
    def a_relire(self) -> bool:
        return self.age > A_RELIRE_APRES

    @property
    def anciennete(self) -> str:
        """« aujourd'hui », « il y a 1 jour », « il y a 12 jours »."""
        if not self.age:
            return "aujourd'hui"
        return f"il y a {self.age}{ESPACE}jour{'s' if self.age > 1 else ''}"

    @property
    def par_sorte(self) -> dict[str, list[str]]:
        """What rests on it, for a person: « barèmes » -> names; a sort of which there is none is
        left out."""
        tries = {
            dite: [a.libelle for a in self.appuis if a.sorte == s] for s, dite in SORTES.items()
        }
        return {dite: libelles for dite, libelles in tries.items() if libelles}

    def en_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "titre": self.source.titre,
            "date": self.source.date,
            "ou": self.source.lien or self.source.texte,
            "lue_le": self.lue_le.isoformat(),
            "lue_par": self.relecture.lecteur if self.relecture else None,
            "age": self.age,
            "a_relire": self.a_relire,
            "changement": _en_json(self.changement),
            "repose": [{"sorte": a.sorte, "id": a.id, "libelle": a.libelle} for a in self.appuis],
        }


def _en_json(changement: Relecture | None) -> dict[str, str] | None:
    if changement is None:
        return None
    le = changement.jour.isoformat()
    return {"le": le, "par": changement.lecteur, "note": changement.note}


def etats(relectures: Iterable[Relecture]) -> list[EtatDeSource]:
    """The readings, the oldest first -> each source of the catalogue.

    Those to read again come first, then those that changed, each from the longest unread.
    """
    catalogue, par_source = courant(), _par_source(relectures)
    appuis = _appuis(catalogue)
    lus = [
        _etat(nom, source, par_source.get(nom, []), appuis.get(nom, ()))
        for nom, source in catalogue.sources.items()
    ]
    return sorted(lus, key=lambda e: (not e.a_relire, e.changement is None, e.lue_le, e.id))


def resume(lus: Iterable[EtatDeSource]) -> str:
    """« 38 sources, dont 2 à relire (lues il y a plus de 180 jours) »."""
    lus = list(lus)
    combien = sum(e.a_relire for e in lus)
    if not combien:
        return f"{len(lus)} sources, aucune à relire"
    accord = "s" if combien > 1 else ""
    return (
        f"{len(lus)} sources, dont {combien} à relire"
        f" (lue{accord} il y a plus de {A_RELIRE_APRES}{ESPACE}jours)"
    )


def changement_dit(changement: Relecture) -> str:
    """« le 3 mars 2027, selon camille (« le montant a baissé ») »."""
    note = f" («{ESPACE}{changement.note}{ESPACE}»)" if changement.note else ""
    return f"le {jour(changement.jour)}, selon {changement.lecteur}{note}"


def _par_source(relectures: Iterable[Relecture]) -> dict[str, list[Relecture]]:
    siennes: dict[str, list[Relecture]] = {}
    for relecture in relectures:
        siennes.setdefault(relecture.source, []).append(relecture)
    return siennes


def _etat(
    nom: str, source: Source, siennes: list[Relecture], appuis: tuple[Appui, ...]
) -> EtatDeSource:
    derniere = siennes[-1] if siennes and siennes[-1].jour >= source.lu else None
    lue_le = derniere.jour if derniere else source.lu
    changee = next((r for r in reversed(siennes) if r.changee), None)
    return EtatDeSource(
        nom,
        source,
        lue_le,
        max(0, (aujourdhui() - lue_le).days),
        derniere,
        changee if changee and changee.jour >= source.lu else None,
        appuis,
    )


def _appuis(catalogue: Catalogue) -> Mapping[str, tuple[Appui, ...]]:
    """What rests on each source, by its id."""
    trouves: dict[str, dict[Appui, None]] = {}  # in order, each once
    for appui, sources in _citations(catalogue):
        for source in sources:
            trouves.setdefault(source, {})[appui] = None
    return {source: tuple(appuis) for source, appuis in trouves.items()}


def _citations(catalogue: Catalogue) -> Iterator[tuple[Appui, Iterable[str]]]:
    for x in catalogue.dispositifs.values():
        yield Appui("dispositif", x.id, x.libelle), _citees_hors_baremes(x)
        for b in x.baremes:
            yield Appui("bareme", b.id, f"{x.libelle} ({b.id})"), _citees(b)
    for v in catalogue.voisines:
        yield Appui("voisine", v.id, v.libelle), _citees(v)
    for sujet in sujets().values():
        yield Appui("question", sujet.nom, sujet.titre), sujet.sources


def _citees_hors_baremes(x: Dispositif) -> Iterator[str]:
    for nom in x.__fields__:
        if nom != "baremes":
            yield from _citees(getattr(x, nom))


def _citees(valeur: Any) -> Iterator[str]:
    """The ids of the sources that a part of the catalogue names, wherever in it."""
    if isinstance(valeur, tuple):
        for part in valeur:
            yield from _citees(part)
    elif isinstance(valeur, Modele):
        for nom in valeur.__fields__:
            part = getattr(valeur, nom)
            if nom == "source":
                yield part
            elif nom == "sources":
                yield from part
            else:
                yield from _citees(part)
