"""Head counts and sizes of company."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.mention import Mention
from vte.lecture.texte import COLLECTIF, NOMBRE, SUITE_NUE, entier

_GENS = (
    r"(?:salarie|employe|personne|collaborat|collegue|etp|pers\b|gens|gars\b|compagnons?\b|"
    r"bonshommes|tetes?\b|equivalents? temps|ouvrier|effectif)"
)
_RECRUTER = re.compile(
    r"(?:recrut\w*|embauch\w*|prendre|engag\w*|cherch\w*|accueill\w*|form\w*|"
    r"\bplus de)\s+(?:un |une |des )?$"
)
_NOMBRE = rf"(?:{COLLECTIF}|(?P<nombre>{NOMBRE}))"
_FOURCHETTE = re.compile(
    rf"(?:(?:entre\s+)(?P<a>{NOMBRE})\s+et\s+(?P<b>{NOMBRE})|(?P<c>\d+)\s*(?:a|-|"
    rf"ou)\s*(?P<d>\d+))\s*(?P<gens>{_GENS})?"
)
_ON_EST = re.compile(r"\b(?:on est|nous sommes|ils sont|elles sont|effectif(?:s| est)?)\s+$")
_AVEC_GENS = re.compile(rf"\b{_NOMBRE}\s*(?:de |d')?(?:\w+\s)?{_GENS}")
_APRES = re.compile(
    rf"(?:\beffectifs?\s*(?:est |total |actuel )*(?:de|:|=|a)?\s*|\b(?:on|nous|ils|"
    rf"elles)\s+(?:est|sommes|sont|etait|etions|serait|serons|sera|tourne|(?:doit|devons|va|"
    rf"allons|peut|pouvons) etre)\s+(?:a |autour de |plutot |environ |que |deja |"
    rf"exactement |maintenant |en fait |au total |quand meme )*"
    rf"|\b(?:pme|tpe|eti|boite|entreprise|societe|groupe|structure|usine|atelier|"
    rf"industrie)\s+(?:industrielle?\s+|familiale\s+)?(?:de|a|d'|avec)\s*(?:environ\s+)?"
    rf"|\b(?:emploie|emploient|emploi|compte|comptons|employons|salarions)\s+(?:environ\s+)?)"
    rf"{_NOMBRE}(?!\s*(?:€|eur|k€|m€|millions?|%|mois|ans?\b|m2|km|h\b|fois|sites?|usines|"
    rf"candidat|stagiaire|alternant|apprenti|kg|boulevard|rue))"
)
_AUCUN = re.compile(
    r"\b(?:pas (?:encore )?(?:de|d'|un seul)|aucun|zero|sans)\s*(?:salarie|employe|"
    r"personnel)|\b(?:je suis|on est)\s+(?:tout\s+)?seul\b(?!ement)"
)
_ANNEE, _EN = re.compile(r"(?:19|20)\d\d"), re.compile(r"\b(?:en|depuis|annee|de)\s*$")
_NIE = re.compile(r"\b(?:pas|et non|ni)\s*$")  # « 54 et non 45 »
_NU = re.compile(rf"\b{_NOMBRE}\b{SUITE_NUE}")

_TAILLES = (
    (
        "grande",
        (
            r"(?:tres )?(?:grande?s?|grosse) (?:entreprise|boite|societe|groupe|structure|"
            r"boutique)|grand groupe|multinationale|groupe international|cac ?40"
        ),
    ),
    ("eti", r"\beti\b|entreprise de taille intermediaire|taille intermediaire"),
    (
        "pme",
        (
            r"\bpme\b|\btpe\b|petite (?:entreprise|boite|societe|structure)|moyenne entreprise|"
            r"petite et moyenne|micro-?entreprise|\bstart-?up\b|artisan\b"
        ),
    ),
)
_GENERAL = re.compile(
    r"(?:\bles|\baux|\bdes|\bpas une?|\bpas|\bni une?|\bplus une?|quelles?|reserve\w* aux?)\s+$"
)


def lire_effectif(plat: str, question: bool) -> Iterator[Mention]:
    """A number is a head count when something says so, or when that is what was asked."""
    for m in _FOURCHETTE.finditer(plat):
        haut = m.group("b") or m.group("d")
        if (m.group("gens") or question or _ON_EST.search(plat[: m.start()])) and (
            valeur := entier(haut)
        ) is not None:
            yield Mention("effectif", valeur, m.start(), m.end())
            return
    if aucun := _AUCUN.search(plat):
        yield Mention("effectif", 0, aucun.start(), aucun.end())
        return
    motifs = (_AVEC_GENS, _APRES, _NU) if question else (_AVEC_GENS, _APRES)
    for motif in motifs:
        for m in motif.finditer(plat):
            texte = m.group("nombre") or m.group("collectif")
            valeur = entier(texte)
            if (
                valeur is None
                or _pas_un_compte(texte, plat[: m.start()])
                or _NIE.search(plat[: m.start()])
                or _RECRUTER.search(plat[: m.start()])
                or texte.strip() in ("un", "une")
                and not re.fullmatch(r"[^\w\x00]*une?(?: seule?)?[^\w\x00]*", plat)
            ):
                continue
            yield Mention("effectif", valeur, m.start(), m.end())
            return


def _pas_un_compte(nombre: str, avant: str) -> bool:
    """A postal code (« 01100 ») and a year (« en 2021 ») count nobody."""
    return nombre.isdigit() and (
        (len(nombre) > 1 and nombre[0] == "0")
        or (_ANNEE.fullmatch(nombre) is not None and _EN.search(avant) is not None)
    )


def lire_taille(plat: str, question: bool) -> Iterator[Mention]:
    for taille, motif in _TAILLES:
        for m in re.finditer(motif, plat):
            if not _GENERAL.search(plat[: m.start()]):
                yield Mention("taille", taille, m.start(), m.end())
                return
