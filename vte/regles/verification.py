"""Checking the files of a catalogue: what is wrong, in French, with the file and the line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from vte.mots import jour
from vte.regles.bareme import Aide, Bareme, Montant
from vte.regles.catalogue_files import CatalogueFiles, Probleme
from vte.regles.phrases import CRITERES

_UN_JOUR = timedelta(days=1)


def problemes(fichiers: CatalogueFiles, listes: Collection[str] | None = None) -> list[Probleme]:
    """All that is wrong; `listes`: those of the base, to check that the barèmes' are among them."""
    trouves = [*fichiers.problemes, *_suite_des_baremes(fichiers)]
    for identifiant in (*fichiers.aides, *fichiers.baremes):
        trouves += _sources_connues(fichiers, identifiant)
    for aide in fichiers.aides.values():
        trouves += _montants(fichiers, aide.id, (), aide)
    for b in fichiers.baremes.values():
        trouves += _references(fichiers, b, listes)
        for place, aide in enumerate(b.aides):
            trouves += _montants(fichiers, b.id, ("aides", place), aide)
    if not fichiers.baremes:
        trouves.append(Probleme("baremes", 1, "aucun barème ne peut être lu"))
    return sorted(set(trouves))


def _sources_connues(fichiers: CatalogueFiles, identifiant: str) -> Iterator[Probleme]:
    for chemin, valeur in _parcourir(fichiers.content(identifiant)):
        est_une_source = str(chemin[-1]).startswith("source") and isinstance(valeur, str)
        if est_une_source and valeur not in fichiers.sources:
            raison = f"source inconnue : « {valeur} » n'est pas dans sources.yaml"
            yield fichiers.probleme(identifiant, chemin, raison)


def _parcourir(
    brut: Any, chemin: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    etapes: Any = ()
    if isinstance(brut, dict):
        etapes = brut.items()
    elif isinstance(brut, list):
        etapes = enumerate(brut)
    for etape, valeur in etapes:
        yield (*chemin, etape), valeur
        yield from _parcourir(valeur, (*chemin, etape))


def _montants(
    fichiers: CatalogueFiles, identifiant: str, ou: Sequence[str | int], aide: Aide
) -> Iterator[Probleme]:
    """Neither gap nor overlap between an aid's amounts; a period of unknown amount is written."""
    for i, a in enumerate(aide.montants):
        for b in aide.montants[:i]:
            if _se_recouvrent(a, b):
                raison = f"ce montant en recouvre un autre, du {b.du} au {b.au}"
                yield fichiers.probleme(identifiant, (*ou, "montants", i), raison)
    tries = sorted(enumerate(aide.montants), key=lambda x: x[1].du)
    for rang, (i, m) in enumerate(tries[1:], start=1):
        fin = max(avant.au for _, avant in tries[:rang])
        if m.du > fin + _UN_JOUR:
            raison = (
                f"aucun montant du {jour(fin + _UN_JOUR)} au {jour(m.du - _UN_JOUR)} : "
                "écrivez cette période, avec « montant: null » s'il est inconnu"
            )
            yield fichiers.probleme(identifiant, (*ou, "montants", i), raison)


def _se_recouvrent(a: Montant, b: Montant) -> bool:
    return (
        _croisent((a.du, a.au), (b.du, b.au))
        and _croisent(a.effectif, b.effectif)
        and _croisent(a.niveau, b.niveau)
    )


def _croisent(a: Any, b: Any) -> bool:
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _suite_des_baremes(fichiers: CatalogueFiles) -> Iterator[Probleme]:
    for avant, apres in pairwise(sorted(fichiers.baremes.values(), key=lambda b: b.du)):
        if apres.du <= avant.au:
            raison = (
                f"ce barème commence le {jour(apres.du)}, "
                f"avant la fin de {avant.id}, le {jour(avant.au)}"
            )
            yield fichiers.probleme(apres.id, ("du",), raison)
        elif apres.du > avant.au + _UN_JOUR and apres.trou_avant is None:
            raison = (
                f"aucun barème du {jour(avant.au + _UN_JOUR)} au {jour(apres.du - _UN_JOUR)} : "
                "si c'est voulu, dites pourquoi dans « trou_avant »"
            )
            yield fichiers.probleme(apres.id, ("du",), raison)


def _references(
    fichiers: CatalogueFiles, b: Bareme, listes: Collection[str] | None
) -> Iterator[Probleme]:
    """The list, the cumulable aids and the divergences that a barème names exist."""
    if listes is not None and b.liste not in listes:
        connues = ", ".join(sorted(listes))
        raison = f"liste inconnue de la base : « {b.liste} » ; connues : {connues}"
        yield fichiers.probleme(b.id, ("liste",), raison)
    for place, aide in enumerate(b.cumul):
        if aide not in fichiers.aides:
            raison = f"aide inconnue : « {aide} » n'est pas dans aides/"
            yield fichiers.probleme(b.id, ("cumul", place), raison)
    ids = {a.id for a in b.aides} | CRITERES.keys()
    for place, divergence in enumerate(b.divergences):
        if divergence.sur not in ids:
            raison = f"« {divergence.sur} » n'est ni un critère ni une aide"
            yield fichiers.probleme(b.id, ("divergences", place), raison)
