"""One pass over a message by patterns: what a number or a word is, and which key it is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from vte.communes import recherche
from vte.dossier import taille_de
from vte.horloge import aujourdhui
from vte.lecture import diplomes
from vte.lecture.choix import CHOIX
from vte.lecture.contrats import lire_contrat
from vte.lecture.dates_dites import lire_dates
from vte.lecture.durees import lire_duree
from vte.lecture.effectifs import lire_effectif, lire_taille
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_paroles
from vte.territoires import Lieu
from vte.territoires import lieu as lire_lieu
from vte.texte import aplatir, masquer

LONGUEUR_MAX = 1000  # characters; the rest of a message is not read
# Numbers of no fact: telephones, SIRET, euros, years of existence, addresses, ages.
_HORS_SUJET = (
    r"\b0\d(?:[ .-]?\d\d){4}\b|\+33[ .]?\d(?:[ .-]?\d\d){4}\b",
    r"\b\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?\b",
    r"\b\d[\d .,]*\s*(?:€|euros?\b|eur\b|k€|ke\b|m€|millions?\b(?: d'euros)?|milliards?\b)",
    r"\b(?:capital|chiffre d'affaires?|ca)\s*(?:social\s*)?(?:est |de |:|=)*\s*\d[\d .,]*",
    (
        r"\b(?:creee?|fondee?|existe|existons|ouvert\w*|en activite|installe\w*|nee?|"
        r"implante\w*)\s+(?:\w+\s+){0,2}?(?:depuis|en)\s+(?:\d{4}|\d+ ans)\b"
    ),
    r"\bdepuis\s+(?:19|20)\d\d\b",
    r"\b\d{1,4}\s*(?:bis|ter)?,?\s+(?:rue|avenue|boulevard|bd|place|chemin|route|impasse|allee)\b",
    r"\b(?:age\w* de|j'ai|il a|elle a|de|a)\s+(?:1[4-9]|[2-9]\d)\s+ans\b",
    r"\b\d+(?:[.,]\d+)?\s*(?:%|km|m2|m²|kg|heures?|h\b)",
    r"\b(?:148|149|183)\s+(?:territoires?|ti)\b",
)
_CORRECTION = re.compile(
    r"\b(?:pardon|je voulais dire|oups|je me trompe|je corrige|euh non|enfin non|non plutot|"
    r"ou plutot)\b[\s,:]*"
)


def reperer(texte: str, question: str | None = None) -> Lecture:
    """What `texte` says; `question`: the key that was asked, of which a bare answer is the value.

    Errors: BaseAbsente.
    """
    texte = texte[:LONGUEUR_MAX]
    plat = aplatir(texte)
    if coupe := _CORRECTION.search(plat):
        tete = reperer(texte[: coupe.start()], question)
        visee = max(tete.mentions, key=lambda m: m.fin).cle if tete.mentions else question
        return _corriger(tete, reperer(texte[coupe.end() :], visee), coupe.end())
    return _lire(texte, plat, question)


def _corriger(tete: Lecture, suite: Lecture, decalage: int) -> Lecture:
    """What follows « pardon » replaces what precedes it, key by key."""
    decalees = tuple(
        replace(m, debut=m.debut + decalage, fin=m.fin + decalage) for m in suite.mentions
    )
    cles = {m.cle for m in suite.mentions} | ({"taille"} if "effectif" in suite.faits else set())
    gardees = tuple(m for m in tete.mentions if m.cle not in cles)
    place = (suite.place[0] + decalage, suite.place[1] + decalage) if suite.place else tete.place
    return Lecture(gardees + decalees, suite.lieu or tete.lieu, place)


def _lire(texte: str, plat: str, question: str | None) -> Lecture:
    mentions: list[Mention] = list(lire_paroles(plat))
    restant = plat
    for motif in _HORS_SUJET:
        for m in re.finditer(motif, restant):
            if not (motif.startswith(r"\b\d{3} ?") and len(m.group()) < 9):
                restant = masquer(restant, m.start(), m.end())
    etapes: tuple[Callable[[str], Iterable[Mention]], ...] = (
        lambda t: diplomes.lire_diplomes(t, question),
        lambda t: lire_dates(t, plat, question, aujourdhui()),
        lambda t: lire_duree(t, question == "duree_mois"),
        lambda t: lire_contrat(t, question == "contrat", texte),
    )
    for etape in etapes:
        for mention in list(etape(restant)):
            mentions.append(mention)
            restant = masquer(restant, mention.debut, mention.fin)
    lieu = lire_lieu(recherche(), texte, restant, question in ("commune", CHOIX))
    if lieu is not None:
        restant = masquer(restant, lieu.debut, lieu.fin)
        mentions += _commune(lieu)
    for mention in [
        *lire_effectif(restant, question == "effectif"),
        *lire_taille(restant, question == "effectif"),
    ]:
        mentions.append(mention)
    mentions += _niveau_nu(plat, question, mentions)
    return Lecture(
        tuple(_accorder(mentions)),
        LieuLu.de(lieu.trouvaille) if lieu else None,
        (lieu.debut, lieu.fin) if lieu else None,
    )


def _commune(lieu: Lieu) -> list[Mention]:
    certaine = lieu.trouvaille.certaine
    if certaine is None:
        return []
    return [Mention("commune", CommuneLue.de(certaine).valeur, lieu.debut, lieu.fin)]


def _niveau_nu(plat: str, question: str | None, mentions: list[Mention]) -> list[Mention]:
    if (
        question in ("niveau_obtenu", "niveau_prepare")
        and not mentions
        and (n := diplomes.nu(plat)) is not None
    ):
        return [Mention(question, n, 0, len(plat))]
    return []


def _accorder(mentions: list[Mention]) -> list[Mention]:
    """A size yields to a head count; a CDI has no duration; out of bounds, nothing is read."""
    faits = {m.cle: m.valeur for m in mentions}
    gardees = []
    for m in mentions:
        if m.cle == "taille" and "effectif" in faits and m.valeur != taille_de(faits["effectif"]):
            continue
        if m.cle == "duree_mois" and (faits.get("contrat") == "cdi" or m.valeur > 600):
            continue
        if m.cle == "effectif" and m.valeur > 10_000_000:
            continue
        if m.cle.startswith("date") and not 1950 <= int(m.valeur[:4]) <= 2100:
            continue
        gardees.append(m)
    return gardees
