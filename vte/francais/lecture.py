"""Tous les faits d'un message, en une lecture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from vte.communes import recherche
from vte.dossier import taille_de
from vte.francais import diplomes
from vte.francais.contrats import lire_contrat
from vte.francais.dates import lire_dates, lire_duree
from vte.francais.effectifs import lire_effectif, lire_taille
from vte.francais.profils import lire_profil
from vte.francais.texte import Mention
from vte.horloge import aujourdhui
from vte.territoires import Lieu, Trouvaille
from vte.territoires import lieu as lire_lieu
from vte.texte import aplatir, masquer

LONGUEUR_MAX = 1000
# Des nombres qui ne sont d'aucun fait : téléphones, SIRET, euros, années d'existence, adresses, âges.
_HORS_SUJET = (
    r"\b0\d(?:[ .-]?\d\d){4}\b|\+33[ .]?\d(?:[ .-]?\d\d){4}\b",
    r"\b\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?\b",
    r"\b\d[\d .,]*\s*(?:€|euros?\b|eur\b|k€|ke\b|m€|millions?\b(?: d'euros)?|milliards?\b)",
    r"\b(?:capital|chiffre d'affaires?|ca)\s*(?:social\s*)?(?:est |de |:|=)*\s*\d[\d .,]*",
    r"\b(?:creee?|fondee?|existe|existons|ouvert\w*|en activite|installe\w*|nee?|implante\w*)\s+(?:\w+\s+){0,2}?(?:depuis|en)\s+(?:\d{4}|\d+ ans)\b",
    r"\bdepuis\s+(?:19|20)\d\d\b",
    r"\b\d{1,4}\s*(?:bis|ter)?,?\s+(?:rue|avenue|boulevard|bd|place|chemin|route|impasse|allee)\b",
    r"\b(?:age\w* de|j'ai|il a|elle a|de|a)\s+(?:1[4-9]|[2-9]\d)\s+ans\b",
    r"\b\d+(?:[.,]\d+)?\s*(?:%|km|m2|m²|kg|heures?|h\b)",
    r"\b(?:148|149|183)\s+(?:territoires?|ti)\b",
)
_CORRECTION = re.compile(
    r"\b(?:pardon|je voulais dire|oups|je me trompe|je corrige|euh non|enfin non|non plutot|ou plutot)\b[\s,:]*"
)


@dataclass(frozen=True)
class Lecture:
    """`faits` : clés du dossier et valeurs JSON ; `lieu` : la commune nommée, certaine ou à choisir ; `place` : où, (début, fin)."""

    mentions: tuple[Mention, ...] = ()
    lieu: Trouvaille | None = None
    place: tuple[int, int] | None = None

    @property
    def faits(self) -> dict[str, Any]:
        return {m.cle: m.valeur for m in self.mentions}

    @property
    def a_l_annee(self) -> set[str]:
        """Les dates dont seule l'année est dite : leur mois reste à préciser."""
        return {m.cle for m in self.mentions if m.a_l_annee}


def lire(texte: str, question: str | None = None) -> Lecture:
    """Lit `texte` ; `question` : la clé du dossier demandée, dont une réponse nue est la valeur.

    Erreurs : BaseAbsente.
    """
    texte = texte[:LONGUEUR_MAX]
    plat = aplatir(texte)
    if coupe := _CORRECTION.search(plat):
        tete = lire(texte[: coupe.start()], question)
        visee = max(tete.mentions, key=lambda m: m.fin).cle if tete.mentions else question
        return _corriger(tete, lire(texte[coupe.end() :], visee), coupe.end())
    return _lire(texte, plat, question)


def _corriger(tete: Lecture, suite: Lecture, decalage: int) -> Lecture:
    """Ce qui suit « pardon » remplace ce qui précède, clé par clé."""
    decalees = tuple(
        replace(m, debut=m.debut + decalage, fin=m.fin + decalage) for m in suite.mentions
    )
    cles = {m.cle for m in suite.mentions} | ({"taille"} if "effectif" in suite.faits else set())
    gardees = tuple(m for m in tete.mentions if m.cle not in cles)
    place = (suite.place[0] + decalage, suite.place[1] + decalage) if suite.place else tete.place
    return Lecture(gardees + decalees, suite.lieu or tete.lieu, place)


def _lire(texte: str, plat: str, question: str | None) -> Lecture:
    mentions: list[Mention] = list(lire_profil(plat))
    restant = plat
    for motif in _HORS_SUJET:
        for m in re.finditer(motif, restant):
            if not (motif.startswith(r"\b\d{3} ?") and len(m.group()) < 9):
                restant = masquer(restant, m.start(), m.end())
    etapes = (
        lambda t: diplomes.lire_diplomes(t, question),
        lambda t: lire_dates(t, plat, question, aujourdhui()),
        lambda t: lire_duree(t, question == "duree_mois"),
        lambda t: lire_contrat(t, question == "contrat", texte),
    )
    for etape in etapes:
        for mention in list(etape(restant)):
            mentions.append(mention)
            restant = masquer(restant, mention.debut, mention.fin)
    lieu = lire_lieu(recherche(), texte, restant, question in ("commune", "commune_choix"))
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
        lieu.trouvaille if lieu else None,
        (lieu.debut, lieu.fin) if lieu else None,
    )


def _commune(lieu: Lieu) -> list[Mention]:
    certaine = lieu.trouvaille.certaine
    if certaine is None:
        return []
    valeur = {"code": certaine.code, "nom": certaine.nom, "departement": certaine.departement}
    return [Mention("commune", valeur, lieu.debut, lieu.fin)]


def _niveau_nu(plat: str, question: str | None, mentions: list[Mention]) -> list[Mention]:
    if (
        question in ("niveau_obtenu", "niveau_prepare")
        and not mentions
        and (n := diplomes.nu(plat)) is not None
    ):
        return [Mention(question, n, 0, len(plat))]
    return []


def _accorder(mentions: list[Mention]) -> list[Mention]:
    """La taille dite cède à l'effectif dit ; un CDI n'a pas de durée ; hors des bornes, rien n'est lu."""
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
