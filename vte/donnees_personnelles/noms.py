"""Names of people where something says that one comes: « je m'appelle », « Mme », a signature.

A name alone is none: it may be a commune's, a firm's, a street's. What introduces loosely (« moi
c'est ») wants a first name that people bear (prenoms.txt).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from vte.donnees_personnelles import annonces
from vte.donnees_personnelles.lisse import Place
from vte.texte import aplatir

_ICI = Path(__file__).parent
_MOTS_MAX = 4
_DE = ("de", "du", "des", "d'")
_ELISION = re.compile(r"(?:[ljmtscLJMTSC]|n|[Qq]u)'")
_MOT = re.compile(r" ?((?:[^\W\d_]\.[ \-]?){1,4}(?=[^\W\d_])|[^\W\d_]+(?:['\-][^\W\d_]+){0,4})")


def trouver(lisse: str) -> Iterator[Place]:
    plat = aplatir(lisse)
    for m in annonces.SUR.finditer(plat):
        yield from _nom(lisse, m.end(), minuscules=True)
    for m in annonces.TITRE.finditer(plat):
        if not _d_une_voie(plat, m):
            yield from _nom(lisse, m.end(), minuscules=True, titre=True)
    for m in annonces.TITRE_ET_CAPITALE.finditer(plat):
        if _capitale(lisse, m) and not _d_une_voie(plat, m):
            yield from _nom(lisse, m.end(), titre=True)
    for m in annonces.PRENOM.finditer(plat):
        yield from _nom(lisse, m.end(), minuscules="c'est" in m.group(), connu=True)
    for m in annonces.FORMULE.finditer(plat):
        yield from _signature(lisse, m)


def _d_une_voie(plat: str, titre: re.Match[str]) -> bool:
    """« Rue du docteur Roux » is a place."""
    return bool(annonces.VOIE.search(plat[max(0, titre.start() - 30) : titre.start()]))


def _capitale(lisse: str, m: re.Match[str]) -> bool:
    """« M. Dupont », « Me Durand »: no metres, no « me »; what follows wants a capital too."""
    return lisse[m.start()].isupper() and lisse[m.start() - 1 : m.start()] not in ("-", "'")


def _nom(
    lisse: str, ici: int, minuscules: bool = False, connu: bool = False, titre: bool = False
) -> Iterator[Place]:
    """The words of a name from there; `connu`: only if the first one is a known first name."""
    while lisse[ici : ici + 1] in (" ", ":", ","):
        ici += 1
    mots = _mots(lisse, ici, minuscules, titre)
    if mots and (not connu or est_prenom(mots[0].group(1))):
        yield mots[0].start(1), mots[-1].end(1)


def _mots(lisse: str, ici: int, minuscules: bool, titre: bool) -> list[re.Match[str]]:
    """At most four words, particles aside, as a name is written."""
    mots: list[re.Match[str]] = []
    attente: list[re.Match[str]] = []
    while len(mots) < _MOTS_MAX and (m := _MOT.match(lisse, ici)):
        ici = m.end()
        if aplatir(m.group(1)) in _lexique("particules"):
            if aplatir(m.group(1)) in _DE and mots and not _prenom_seul(mots):
                break  # « Mme Dupont de Vichy »
            attente.append(m)
        elif _continue(m.group(1), mots, bool(attente), minuscules, titre):
            mots += [*attente, m]
            attente = []
        else:
            break
    return mots


def _continue(
    mot: str, mots: list[re.Match[str]], particule: bool, minuscules: bool, titre: bool
) -> bool:
    """Whether this word is of the name: it is written as the first one is, or follows a first name.

    In small letters a name has two words, and one after a title, for what comes then is a sentence.
    """
    if aplatir(mot) in _lexique("mots") or _ELISION.match(mot):
        return False
    if not mots:
        maison = aplatir(mot) in _lexique("maisons")
        if mot[0].isupper():
            return titre or not maison
        return minuscules and not particule and not maison
    if mot[0].isupper():
        return mots[0].group(1)[0].isupper() or _prenom_seul(mots)
    if particule or len(mots) > 1 or not minuscules:
        return False
    return _prenom_seul(mots) or not (titre or mots[0].group(1)[0].isupper())


def _prenom_seul(mots: list[re.Match[str]]) -> bool:
    return len(mots) == 1 and est_prenom(mots[0].group(1))


def _signature(lisse: str, formule: re.Match[str]) -> Iterator[Place]:
    """The line after « Cordialement, », or what ends its own, where it reads as a name."""
    suite = annonces.APRES_FORMULE.match(lisse, formule.end())
    if suite is None:
        return
    debut = suite.end()
    ligne = re.match(r"[^\n,|(/\x00]*?(?= ?(?:[\n,|(/\x00]| - |$))", lisse[debut : debut + 60])
    ligne_lue = ligne.group() if ligne else ""
    ferme = bool(annonces.FERME.search(formule.group()))
    a_la_ligne = "\n" in suite.group()
    mots = _mots(ligne_lue, 0, minuscules=ferme, titre=False) if ligne_lue else []
    if not mots or mots[-1].end() < len(ligne_lue.rstrip(" .!;:")):
        return
    plats = {aplatir(m.group(1)) for m in mots}
    if plats & _lexique("maisons") or not (ferme or a_la_ligne or est_prenom(mots[0].group(1))):
        return
    if not ferme and len(mots) == 1 and not est_prenom(mots[0].group(1)):
        return
    yield debut + mots[0].start(1), debut + mots[-1].end(1)


def est_prenom(mot: str) -> bool:
    """« Paul », « Paul-Henri »."""
    return set(aplatir(mot).split("-")) <= _prenoms()


@lru_cache(maxsize=1)
def _prenoms() -> frozenset[str]:
    return frozenset(
        re.split(r"[\s\-]+", aplatir((_ICI / "prenoms.txt").read_text(encoding="utf-8")))
    )


@lru_cache(maxsize=4)
def _lexique(liste: str) -> frozenset[str]:
    """The words of one list of lexique.yaml, of all its parts."""
    lu = yaml.safe_load((_ICI / "lexique.yaml").read_text(encoding="utf-8"))[liste]
    parties = lu.values() if isinstance(lu, dict) else [lu]
    return frozenset(mot for partie in parties for mot in partie.split())
