"""Checking the files of a catalogue: what is wrong, in French, with the file and the line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from vte.mots import jour
from vte.regles.catalogue_files import SOURCES, VOISINES, CatalogueFiles, Probleme
from vte.regles.dispositif import UN_JOUR, Bareme, Dispositif
from vte.regles.montants import Montant
from vte.regles.phrases import CRITERES
from vte.regles.sortes import Critere, DansUneListe


def problemes(fichiers: CatalogueFiles, listes: Collection[str] | None = None) -> list[Probleme]:
    """All that is wrong; `listes`: those of the base, to check that the barèmes' are among them."""
    trouves = list(fichiers.problemes)
    for nom in (VOISINES, *(f for x in fichiers.dispositifs for f in fichiers.ou(x))):
        trouves += _sources_connues(fichiers, nom)
    for x in fichiers.dispositifs.values():
        trouves += _references(fichiers, x)
        trouves += _listes_connues(fichiers, x.id, x.criteres, listes)
        trouves += _suite_des_baremes(fichiers, x)
        for b in x.baremes:
            trouves += _bareme(fichiers, x, b, listes)
    trouves += _etats_voisins(fichiers)
    if not fichiers.dispositifs:
        trouves.append(Probleme(".", 1, "aucun dispositif ne peut être lu"))
    return sorted(set(trouves))


def _sources_connues(fichiers: CatalogueFiles, nom: str) -> Iterator[Probleme]:
    for chemin, valeur in _parcourir(fichiers.content(nom)):
        if _nomme_une_source(chemin) and isinstance(valeur, str) and valeur not in fichiers.sources:
            raison = f"source inconnue : « {valeur} » n'est pas dans {SOURCES}"
            yield fichiers.probleme(nom, chemin, raison)


def _nomme_une_source(chemin: tuple[str | int, ...]) -> bool:
    return chemin[-1] == "source" or (len(chemin) > 1 and chemin[-2] == "sources")


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


def _references(fichiers: CatalogueFiles, x: Dispositif) -> Iterator[Probleme]:
    """The schemes that a scheme names exist, and it has a barème."""
    if not x.baremes:
        yield fichiers.probleme(x.id, (), "ce dispositif n'a aucun barème qui puisse être lu")
    for champ, noms in (("suit", (x.suit,) if x.suit else ()), ("cumul", x.cumul)):
        for place, nom in enumerate(noms):
            if nom not in fichiers.dispositifs:
                chemin = (champ,) if champ == "suit" else (champ, place)
                yield fichiers.probleme(x.id, chemin, _sans_dossier(nom))


def _plafonds(fichiers: CatalogueFiles, b: Bareme) -> Iterator[Probleme]:
    """The schemes that cap an amount exist."""
    for i, m in enumerate(b.montants):
        for place, nom in enumerate(m.avec.aides if m.avec else ()):
            if nom not in fichiers.dispositifs:
                chemin = ("montants", i, "avec", "aides", place)
                yield fichiers.probleme(b.id, chemin, _sans_dossier(nom))


def _sans_dossier(nom: str) -> str:
    return f"dispositif inconnu : « {nom} » n'a pas de dossier"


def _propres(fichiers: CatalogueFiles, x: Dispositif, b: Bareme) -> Iterator[Probleme]:
    """What the texts and the verdict need of one of the VTE's own: its criteria, one amount."""
    if len(b.montants) != 1 or b.montants[0].montant is None:
        raison = "une aide du VTE a un montant, connu et le même pour tous"
        yield fichiers.probleme(b.id, ("montants",), raison)
    if x.suit:
        return
    ids = {c.id for c in b.criteres}
    for manque in sorted(CRITERES.keys() - {"periode"} - ids):
        yield fichiers.probleme(b.id, ("criteres",), f"il manque le critère « {manque} »")
    for place, critere in enumerate(b.criteres):
        if critere.id not in CRITERES:
            raison = f"« {critere.id} » n'est pas un critère du VTE ; possibles : "
            yield fichiers.probleme(b.id, ("criteres", place), raison + ", ".join(CRITERES))


def _suite_des_baremes(fichiers: CatalogueFiles, x: Dispositif) -> Iterator[Probleme]:
    """Neither gap nor overlap between the barèmes of a scheme, but a gap that is explained."""
    for avant, apres in pairwise(x.baremes):
        if apres.du <= avant.au:
            raison = (
                f"ce barème commence le {jour(apres.du)}, "
                f"avant la fin de {avant.id}, le {jour(avant.au)}"
            )
            yield fichiers.probleme(apres.id, ("du",), raison)
        elif apres.du > avant.au + UN_JOUR and apres.trou_avant is None:
            raison = (
                f"aucun barème du {jour(avant.au + UN_JOUR)} au {jour(apres.du - UN_JOUR)} : "
                "écrivez cette période, avec « montant: null » s'il est inconnu, "
                "ou dites pourquoi dans « trou_avant »"
            )
            yield fichiers.probleme(apres.id, ("du",), raison)


def _bareme(
    fichiers: CatalogueFiles, x: Dispositif, b: Bareme, listes: Collection[str] | None
) -> Iterator[Probleme]:
    if x.propre:
        yield from _propres(fichiers, x, b)
    yield from _listes_connues(fichiers, b.id, b.criteres, listes)
    yield from _plafonds(fichiers, b)
    yield from _montants_disjoints(fichiers, b)
    yield from _divergences(fichiers, x, b)
    yield from _lu_ce_jour_la(fichiers, b)


def _listes_connues(
    fichiers: CatalogueFiles,
    nom: str,
    criteres: Sequence[Critere],
    listes: Collection[str] | None,
) -> Iterator[Probleme]:
    """`nom`: the scheme or the barème that the criteria are written in."""
    for place, critere in enumerate(criteres):
        if isinstance(critere, DansUneListe) and listes is not None and critere.liste not in listes:
            connues = ", ".join(sorted(listes))
            raison = f"liste inconnue de la base : « {critere.liste} » ; connues : {connues}"
            yield fichiers.probleme(nom, ("criteres", place, "liste"), raison)


def _montants_disjoints(fichiers: CatalogueFiles, b: Bareme) -> Iterator[Probleme]:
    for i, m in enumerate(b.montants):
        if any(_se_recouvrent(m, autre) for autre in b.montants[:i]):
            raison = "ce montant en recouvre un autre : l'effectif ou le niveau les distingue"
            yield fichiers.probleme(b.id, ("montants", i), raison)


def _se_recouvrent(a: Montant, b: Montant) -> bool:
    return _croisent(a.effectif, b.effectif) and _croisent(a.niveau, b.niveau)


def _croisent(a: Any, b: Any) -> bool:
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _divergences(fichiers: CatalogueFiles, x: Dispositif, b: Bareme) -> Iterator[Probleme]:
    ids = {c.id for c in (*x.criteres, *b.criteres)} | {"periode"} | fichiers.dispositifs.keys()
    for place, divergence in enumerate(b.divergences):
        if divergence.sur not in ids:
            raison = f"« {divergence.sur} » n'est ni un critère ni un dispositif"
            yield fichiers.probleme(b.id, ("divergences", place), raison)


def _lu_ce_jour_la(fichiers: CatalogueFiles, b: Bareme) -> Iterator[Probleme]:
    """The day on which a page was read is no day of effect: a barème that begins or ends there
    says why."""
    if b.premiere_lecture is not None:
        return
    for nom in _pages_citees(fichiers, b):
        source = fichiers.sources[nom]
        for champ, effet in (("du", b.du), ("au", b.au + UN_JOUR)):
            if effet in (source.du, source.lu):
                raison = (
                    f"cette date est celle où « {nom} » a été lue, pas une date d'effet : "
                    "dites pourquoi dans « premiere_lecture »"
                )
                yield fichiers.probleme(b.id, (champ,), raison)


def _pages_citees(fichiers: CatalogueFiles, b: Bareme) -> list[str]:
    """The sources of a barème that are pages: a numbered text says itself from when it holds."""
    nommees = {
        valeur
        for chemin, valeur in _parcourir(fichiers.content(b.id))
        if _nomme_une_source(chemin) and isinstance(valeur, str)
    }
    connues = sorted(nommees & fichiers.sources.keys())
    return [nom for nom in connues if fichiers.sources[nom].texte is None]


def _etats_voisins(fichiers: CatalogueFiles) -> Iterator[Probleme]:
    for v in fichiers.voisines:
        for i, etat in enumerate(v.etats):
            if any(etat.du <= autre.au and autre.du <= etat.au for autre in v.etats[:i]):
                raison = "cet état en recouvre un autre"
                yield fichiers.probleme(VOISINES, (v.id, "etats", i), raison)
