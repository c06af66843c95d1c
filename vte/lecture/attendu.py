"""What is likely only because of what a conversation still waits for.

A number by itself says nothing; while the head count is unknown, « 230 d'après leur site » is most
likely it, whatever was asked. Of « du 6 septembre 2021 au 5 septembre 2023 » the first day is when
the contract begins. Both are asked back, unless the message answers that very question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vte.lecture.candidats import Candidat
from vte.lecture.choix import cle_ouverte
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention
from vte.texte import aplatir

PROBABLE = 0.7  # of a number alone, while the head count is unknown
_ECRITS = {"chiffres", "lettres"}  # forms of a number that no unit follows
# What may follow a head count that is its number alone; « 2 mots », « 3 postes » count those.
_SUIT = re.compile(
    r"\s*(?:$|[^\w\s%€]|(?:je|d'|on|en|a|au|aux|sur|dans|la|ici|environ|maxi?|tout|tous|chez|et|ou"
    r"|mais|pas|point|virgule|pile|ils?|elles?|nous|c'|ca|merci|voila|depuis|avec|cette|selon|quand"
    r"|si)\b)"
)
BREF = 16  # words; a longer message names numbers of all kinds
_AUTRE_CHOSE = re.compile(
    r"\b(?:numero|n°|ligne|article|page|rue|code|siren|siret|etage|telephone|euros?|balles|fois)\b"
    r"|\bavant (?:on|nous|ils|elles|c'|il y)"
    r"|[€%?]|\b\d+ (?:ou|contre) (?:les |des |bien )?\d"
    r"|\b(?:qui|quand|pourquoi|comment|quel\w*|est-ce|c'est quoi)\b"
)
_C_EST = re.compile(r"\b(?:c'?\s?est|cest|c)\s*$")
_FIN_DE_PHRASE = re.compile(r"[.!…;]+(?=\s|$)|,\s(?=[^.!…]*\?)")
# « Les 1200 » are the amount that was spoken of, « le 5 » is a day.
_DONT_ON_PARLE = re.compile(r"\b(?:le|les|mes|tes|ses|nos|vos|leurs|ces|des|aux)\s*$")

# Keys that share their words with another: a period says how long it is, and when it begins.
_QUI = ("profil",)
_A_COTE = {"date_debut": (*_QUI, "duree_mois")}
_JOURS = {"jour", "iso", "chiffres", "jour_mois", "debut_de_periode"}
_DATES = _JOURS | {"mois", "mois_chiffres"}
# The end of a span, and a day whose month is said elsewhere.
_BORNES = {"fin_de_periode", "periode", "jusqu_a", "jour_seul"}
_AUTRES_DATES = {"date_diplome", "date_conclusion"}
# A day of something else: a birth, an appointment, the signing, the end; or one that is denied.
_AUTRE_JOUR = re.compile(
    r"\b(?:nee? (?:le|en)|naissance|rendez-vous|rdv|rappel\w*|appel\w*|signe\w*|signature"
    r"|soutenance|soutenu\w*|jury|resultats?|obtenu\w*|diplome\w*|fini\w*|termine\w*"
    r"|avant|pas|depuis)\b|\?"
)


def completer(
    texte: str,
    lue: Lecture,
    question: str | None,
    connus: Collection[str],
    trouves: Sequence[Candidat],
) -> Lecture:
    """The reading with what is likely of the head count and of the first day.

    `connus`: the keys that are known; `trouves`: the candidates of the text.
    """
    trouvees = [*_effectif(texte, trouves, durees(lue, connus)), *_debut(trouves)]
    if not any(m.cle == "date_debut" for m in trouvees):
        seules = [*_date_seule(texte, trouves, question, connus)]
        trouvees += seules
        lue = _d_aucun_diplome(lue, seules, connus)
    lue = _plus_vraisemblables(_la_commune(texte, lue, question), trouvees)
    dites = {m.cle for m in lue.dites}
    neuves = [m for m in trouvees if m.cle not in dites and m.cle not in connus]
    neuves = [m for m in neuves if not lue.occupe(m, _A_COTE.get(m.cle, _QUI))]
    return ajouter(lue, question, neuves)


def ajouter(lue: Lecture, question: str | None, neuves: Sequence[Mention]) -> Lecture:
    """What answers the open question is its answer, the rest is asked back."""
    ouverte = cle_ouverte(question)
    reponses = tuple(m for m in neuves if m.cle == ouverte)
    autres = tuple(m for m in neuves if m.cle != ouverte)
    return replace(lue, mentions=(*lue.mentions, *reponses), doutes=(*lue.doutes, *autres))


def _effectif(
    texte: str, trouves: Sequence[Candidat], connues: Collection[Any]
) -> Iterator[Mention]:
    """The one number of the message that counts nothing else; `connues`: months told already."""
    plat = aplatir(texte)
    nombres = [c for c in trouves if c.nature == "nombre" and c.forme in _ECRITS]
    # « Un zéro de trop » counts nobody.
    par_valeur = {v: c for c in nombres if (v := c.valeurs.get("effectif"))}
    if len(par_valeur) != 1:
        return
    ((valeur, c),) = par_valeur.items()
    if redit_une_duree(plat, valeur, c.debut, connues):
        return
    autour = _phrase(plat, c)
    if len(autour.split()) > BREF or _AUTRE_CHOSE.search(autour):
        return
    if _SUIT.match(plat, c.fin) and not _DONT_ON_PARLE.search(plat[: c.debut]):
        yield Mention("effectif", valeur, c.debut, c.fin, confiance=PROBABLE)


def redit_une_duree(plat: str, valeur: Any, debut: int, connues: Collection[Any]) -> bool:
    """Whether a bare number is a length told again: « 6 mois ; sur le papier c'est 6 »."""
    return valeur in connues and bool(_C_EST.search(plat[:debut]))


def durees(lue: Lecture, connus: Collection[str]) -> list[Any]:
    """The length that is known, in months, and those that the message says."""
    connue = connus.get("duree_mois") if isinstance(connus, Mapping) else None
    dites = [m.valeur for m in lue.dites if m.cle == "duree_mois"]
    return [connue, *dites]


def _phrase(plat: str, c: Candidat) -> str:
    """The sentence in which it stands; up to a comma where a question follows."""
    fins = [m.end() for m in _FIN_DE_PHRASE.finditer(plat)]
    debut = max((f for f in fins if f <= c.debut), default=0)
    return plat[debut : min((f for f in fins if f > c.fin), default=len(plat))]


def _debut(trouves: Sequence[Candidat]) -> Iterator[Mention]:
    debuts = [c for c in trouves if c.forme == "debut_de_periode" and "date_debut" in c.valeurs]
    if len(debuts) == 1:
        c = debuts[0]
        yield Mention("date_debut", c.valeurs["date_debut"], c.debut, c.fin, confiance=PROBABLE)


def _date_seule(
    texte: str, trouves: Sequence[Candidat], question: str | None, connus: Collection[str]
) -> Iterator[Mention]:
    """The one day that is named beside no diploma: of a recruitment, it is that of the contract."""
    plat = aplatir(texte)
    dates = [c for c in trouves if c.nature == "date" and c.forme not in _BORNES]
    dates = [c for c in dates if not plat[: c.debut].endswith(("jusqu'au ", "jusqu'en "))]
    ailleurs = question in _AUTRES_DATES or any(c.nature == "diplome" for c in trouves)
    formes = _DATES if _d_aucun_autre_jour(question, connus) else _JOURS
    if len(dates) != 1 or dates[0].forme not in formes or ailleurs or len(texte.split()) > BREF:
        return
    (c,) = dates
    if "date_debut" in c.valeurs and not _AUTRE_JOUR.search(plat):
        valeur = c.valeurs["date_debut"]
        yield Mention("date_debut", valeur, c.debut, c.fin, c.a_l_annee, PROBABLE)


def _d_aucun_autre_jour(question: str | None, connus: Collection[str]) -> bool:
    """Whether a month alone can be of no diploma: none is spoken of, or its date is known."""
    en_parle = "niveau_obtenu" in connus or question == "niveau_obtenu"
    return not en_parle or "date_diplome" in connus


def _la_commune(texte: str, lue: Lecture, question: str | None) -> Lecture:
    """With the one place that is named, where the commune is asked for and no place asked about."""
    if question != "commune" or not lue.evoque or lue.lieu or _AUTRE_CHOSE.search(aplatir(texte)):
        return lue
    return replace(lue, doutes=(*lue.doutes, replace(lue.evoque, confiance=PROBABLE)))


def _plus_vraisemblables(lue: Lecture, trouvees: Sequence[Mention]) -> Lecture:
    """What the reader doubts too little to say, and the conversation makes likely."""
    dites = {(m.cle, str(m.valeur)) for m in trouvees}
    return replace(
        lue,
        doutes=tuple(
            replace(m, confiance=max(m.confiance, PROBABLE))
            if (m.cle, str(m.valeur)) in dites
            else m
            for m in lue.doutes
        ),
    )


def _d_aucun_diplome(lue: Lecture, seules: Sequence[Mention], connus: Collection[str]) -> Lecture:
    """Of a day while nothing is known of a diploma nor of the contract's: it is no diploma's."""
    if not seules or {"niveau_obtenu", "date_debut"} & {*connus}:
        return lue
    mentions, doutes = (
        tuple(m for m in dites if m.cle != "date_diplome") for dites in (lue.mentions, lue.doutes)
    )
    return replace(lue, mentions=mentions, doutes=doutes)
