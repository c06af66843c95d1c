"""Numbers that could count people, or answer a question about a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import COLLECTIF, EN_CHIFFRES, NOMBRE, collectif, entier
from vte.lecture.candidats.texte import Texte

_AVANT = r"(?<![\w.,+/°-])"
_FOURCHETTE = re.compile(
    rf"{_AVANT}(?:(?P<entre>entre)\s+(?P<a>{NOMBRE})\s+(?:et|a)\s+(?P<b>{NOMBRE})"
    rf"|(?:de\s+)?(?P<c>{NOMBRE})\s*(?:a|-|–|/|ou|voire)\s*(?P<d>{NOMBRE}))(?![\d/-])"
)
_COLLECTIF = re.compile(rf"(?<!\w){COLLECTIF}")
_EN_CHIFFRES = re.compile(rf"(?<![\w.,+°]){EN_CHIFFRES}(?!\w|[/.]\d)")
_NOMBRE = re.compile(rf"(?<![\w.,+°])(?:{NOMBRE})(?!\w|[/.]\d)")
_ARTICLE = re.compile(r"une?")
_UNE_PERSONNE = re.compile(r"\s*(?:seule?\s+)?(?:salarie|employe|personne|collab|etp)")
_PERSONNE = re.compile(
    r"(?<!\w)(?P<n>aucune?|zero|pas (?:encore )?(?:de|d'|un seul|le moindre)|sans|ni)\s+"
    r"(?:salarie|employe|personnel|personne|collab|effectif)\w*"
    r"|(?<!\w)(?:(?:je suis|on est|il est|elle est|suis|tout|toute|travaille|bosse)\s+)+"
    r"(?P<seul>seule?s?)(?!\w)"
    r"|(?<!\w)(?:y a|j'ai|j'emploie|ya|n'ai|emploie)\s+(?P<p>personne)(?! qui)(?!\w)"
)
_PERSONNE_NUE = re.compile(
    r"\W*(?:on a |j'en ai |il y en a |y en a )?(?P<n>aucune?|personne)(?!\w)"
)
_ORDINAL = re.compile(r"\s?(?:er|ere|e|eme|ieme|nd|nde)(?!\w)")
_DATE = re.compile(r"(?:19|20)\d\d")
_DE_L_AN = re.compile(
    r"(?<!\w)(?:en|depuis|annee|promo(?:tion)?|session|juin|juillet|septembre|octobre|mars|"
    r"novembre|decembre|janvier|fevrier|avril|mai|aout|fin|debut|rentree|des)\s*$"
)
_GENS = re.compile(
    r"\s*(?:de\s+|d')?(?:\w+\s+)?(?:salarie|employe|personne|collab|etp|pers\b|gens|agent|"
    r"equivalent|tete|ouvrier|compagnon|bonhomme|bonshommes|collegue|effectif)"
)
# What may follow a number that answers by itself; a noun makes it something else.
_SUITE_NUE = re.compile(
    r"[\s\x00]*(?:$|[^\w\s\x00]|(?:a|au|aux|avec|dans|en|environ|et|exactement|je|max\w*|min\w*|"
    r"mais|moi|moins|on|ou|pas|peut|plus|pour|quand|sans|si|sur|tout|toute|voire|svp|merci|"
    r"quelque|actuellement|aujourd|maintenant|ici|chez|c|il|elle|du|de|le|la|je|renouvel\w*)\b)"
)
_NIVEAUX = ("niveau_obtenu", "niveau_prepare")


def nombres(texte: Texte, bornes: frozenset[int] = frozenset()) -> Iterator[Candidat]:
    """Each number, where it is; `bornes`: places of bounds, which count nobody."""
    libre, prises = texte.libre, set(bornes)
    for debut, fin, n, forme in _trouves(libre, texte.question):
        if prises.isdisjoint(range(debut, fin)):
            prises |= set(range(debut, fin))
            yield Candidat("nombre", debut, fin, _valeurs(texte, fin, n), forme)


def _trouves(libre: str, question: str | None) -> Iterator[tuple[int, int, int, str]]:
    yield from _fourchettes(libre)
    for m in _COLLECTIF.finditer(libre):
        yield m.start(), m.end(), collectif(m), "collectif"
    yield from _personne(libre, question)
    for m in _NOMBRE.finditer(libre):
        n = entier(m.group())
        if n is not None and not _ecarte(libre, m, question):
            yield m.start(), m.end(), n, _forme(m.group())


def _forme(ecrit: str) -> str:
    if not ecrit[0].isdigit():
        return "lettres"
    return "annee" if _DATE.fullmatch(ecrit) else "chiffres"


def _fourchettes(libre: str) -> Iterator[tuple[int, int, int, str]]:
    """« entre 40 et 50 », « 40 à 50 »: worth the upper bound."""
    for m in _FOURCHETTE.finditer(libre):
        bas, haut = entier(m["a"] or m["c"]), entier(m["b"] or m["d"])
        if bas is not None and haut is not None and bas < haut and not _annees(bas, haut):
            yield m.start(), m.end(), haut, "fourchette"


def _annees(bas: int, haut: int) -> bool:
    return bas >= 1950 and haut <= 2100


def _personne(libre: str, question: str | None) -> Iterator[tuple[int, int, int, str]]:
    for m in _PERSONNE.finditer(libre):
        yield m.start(), m.end(), 0, "personne"
    if question == "effectif" and (m := _PERSONNE_NUE.match(libre)):
        yield m.start("n"), m.end("n"), 0, "personne"


def _ecarte(libre: str, m: re.Match[str], question: str | None) -> bool:
    """An ordinal, a year, a leading zero, an article."""
    ecrit = m.group()
    if _ORDINAL.match(libre, m.end()) or (ecrit[0] == "0" and len(ecrit) > 1 and ecrit[1] != ","):
        return True
    if _ARTICLE.fullmatch(ecrit):
        seule = re.fullmatch(rf"\W*{ecrit}(?:\s+seule?)?\W*", libre)
        return not (seule or _UNE_PERSONNE.match(libre, m.end()))
    return bool(_DATE.fullmatch(ecrit)) and not (
        _GENS.match(libre, m.end())
        or (question == "effectif" and not _DE_L_AN.search(libre[: m.start()]))
    )


def _valeurs(texte: Texte, fin: int, n: int) -> dict[str, int]:
    valeurs = {"effectif": n} if n <= 10_000_000 else {}
    nu = _SUITE_NUE.match(texte.libre, fin)
    if texte.question == "duree_mois" and nu and n <= 600:
        valeurs["duree_mois"] = n
    if texte.question in _NIVEAUX and nu and n <= 8:
        valeurs[texte.question] = n
    return valeurs
