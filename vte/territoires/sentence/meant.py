"""Of the places that a query names, the one that is meant: where the work is, by the words said.

A query is not a message: whose each place of a message is, vte.lecture decides by a trained model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vte.territoires.results import Trouvaille
from vte.territoires.sentence.mentions import Nomme, nommes
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

_AVANT = 80  # characters looked at before a name
# What opens another part of the sentence.
_COUPE = re.compile(
    r"[,.;:\n]|\b(?:mais|et|pour|poste|usine|atelier|travail\w*|contrat|cdi|cdd|alternance"
    r"|boite|entreprise|societe|cherche|recrut\w*)\b"
)
_AILLEURS = re.compile(
    r"\b(?:siege|maison mere|habite|habitons|domicilie\w*|vis a|vit a|viens d[eu']|vient d[eu']"
    r"|suis d[eu']|originaire|natif|native|etudie\w*|etudes|ecole|fac|universite|iut|campus"
    r"|lycee|cfa|diplomee?)(?:\b|(?<=[eu']))"
)
_TRAVAIL = re.compile(
    r"\b(?:postes?|usine|atelier|sites?|chantier|travail\w*|bosse\w*|embauch\w*|recrut\w*"
    r"|contrat|lieu de travail|etablissement|agence|magasin)\b(?!.*\b(?:siege|bureaux)\b)"
)
_NIE = re.compile(r"\b(?:pas|ni|plus|non)\s+(?:a|au|sur|de|d'|dans|en|vers)?\s*$")
_OU = re.compile(r"\s*+(?:,\s*+)?ou\s+(?:(?:bien|alors|a|sur|peut-etre)\s+)*")
# A person's, a street's or a school's name.
_PORTE_PAR = re.compile(
    r"\b(?:m|mr|mme|monsieur|madame|mlle|dr|me|maitre|rue|avenue|boulevard|place|impasse|allee"
    r"|universite|iut|lycee|bts|master)\.?\s*(?:de |d'|du |la |des )*$"
    r"|\b(?:est|suis|sera|etait|etais) en (?:bts|dut|but|licence|bachelor|master|m1|m2|l3|these"
    r"|prepa|ecole|fac|ingenieur)(?: pro\w*)?(?: \w+)? (?:a|au)\s*$"
)
_SUFFISANTS = frozenset(("attendu", "presque_seul", "seul", "precise", "groupe"))


@dataclass(frozen=True)
class Lieu:
    """What was named, what the base knows of it, and where it is in the text."""

    trouvaille: Trouvaille
    debut: int
    fin: int


def lieu(base: Recherche, texte: str, plat: str, question: bool) -> Lieu | None:
    """The place that `texte` means; None when there is none.

    `plat`: the flat text (vte.texte), where the other facts are masked by \\x00;
    `question`: the commune has just been asked for, and a name alone answers.
    """
    entier = aplatir(texte)
    lus = [n for n in nommes(base, texte, question) if _admis(n, plat, entier, question)]
    du_poste = _ou_l_on_travaille(plat, [n for n in lus if not _ailleurs(plat, n)] or lus)
    if not du_poste:
        return None
    premier, *autres = du_poste
    if autres and _OU.fullmatch(plat[premier.fin : autres[0].debut]):
        return _l_un_ou_l_autre(premier, autres[0])
    return Lieu(premier.trouvaille, premier.debut, premier.fin)


def _admis(n: Nomme, plat: str, entier: str, question: bool) -> bool:
    """Whether it is unmasked, not said not to be it, and nobody's or nothing else's name."""
    avant = plat[max(0, n.debut - _AVANT) : n.debut]
    if "\x00" in plat[n.debut : n.fin] or _NIE.search(avant):
        return False
    if _PORTE_PAR.search(entier[max(0, n.debut - _AVANT) : n.debut]):
        return False
    return question or "capitale" in n.indices or not _SUFFISANTS.isdisjoint(n.indices)


def _ailleurs(plat: str, n: Nomme) -> bool:
    membre = _COUPE.split(plat[max(0, n.debut - _AVANT) : n.debut])[-1]
    return bool(_AILLEURS.search(membre))


def _ou_l_on_travaille(plat: str, lus: Sequence[Nomme]) -> Sequence[Nomme]:
    """« nos bureaux à Annecy, l'usine à Cluses »: those that are said to be of the work, or all."""
    fins = [0, *(n.fin for n in lus)]
    dits = [n for n, fin in zip(lus, fins, strict=False) if _TRAVAIL.search(plat[fin : n.debut])]
    return dits or lus


def _l_un_ou_l_autre(a: Nomme, b: Nomme) -> Lieu:
    """« Lyon ou Villeurbanne »: the person must choose."""
    return Lieu(Trouvaille(a.trouvaille.resultats + b.trouvaille.resultats, True), a.debut, b.fin)
