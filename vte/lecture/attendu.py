"""What is likely only because of what a conversation still waits for.

A number by itself says nothing; while the head count is unknown, « 230 d'après leur site » is most
likely it, whatever was asked. Of « du 6 septembre 2021 au 5 septembre 2023 » the first day is when
the contract begins. Both are asked back, unless the message answers that very question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

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
    r"|[€%?]|\b(?:qui|quand|pourquoi|comment|quel\w*|est-ce|c'est quoi)\b"
)
# « Les 1200 » are the amount that was spoken of, « le 5 » is a day.
_DONT_ON_PARLE = re.compile(r"\b(?:le|les|mes|tes|ses|nos|vos|leurs|ces|des|aux)\s*$")

_JOURS = {"jour", "iso", "chiffres", "jour_mois", "debut_de_periode"}
# The end of a span, and a day whose month is said elsewhere.
_BORNES = {"fin_de_periode", "periode", "jusqu_a", "jour_seul"}
_AUTRES_DATES = {"date_diplome", "date_conclusion"}
# A day of something else: a birth, an appointment, the signing, the end; or one that is denied.
_AUTRE_JOUR = re.compile(
    r"\b(?:ne|nee|naissance|rendez-vous|rdv|rappel\w*|appel\w*|signe\w*|signature|soutenance|soutenu\w*"
    r"|jury|resultats?|obtenu\w*|diplome\w*|fini\w*|termine\w*|avant|pas|depuis)\b|\?"
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
    dites = {m.cle for m in (*lue.mentions, *lue.doutes)}
    trouvees = [*_effectif(texte, trouves), *_debut(trouves)]
    if not any(m.cle == "date_debut" for m in trouvees):
        seules = [*_date_seule(texte, trouves, question)]
        trouvees += seules
        lue = _d_aucun_diplome(lue, seules, connus)
        dites = {m.cle for m in (*lue.mentions, *lue.doutes)}
    neuves = [m for m in trouvees if m.cle not in dites and m.cle not in connus]
    neuves = [m for m in neuves if not _pris(m, lue)]
    return ajouter(lue, question, neuves)


def ajouter(lue: Lecture, question: str | None, neuves: Sequence[Mention]) -> Lecture:
    """What answers the open question is its answer, the rest is asked back."""
    ouverte = cle_ouverte(question)
    reponses = tuple(m for m in neuves if m.cle == ouverte)
    autres = tuple(m for m in neuves if m.cle != ouverte)
    return replace(lue, mentions=(*lue.mentions, *reponses), doutes=(*lue.doutes, *autres))


def _effectif(texte: str, trouves: Sequence[Candidat]) -> Iterator[Mention]:
    """The one number that counts nothing else."""
    plat = aplatir(texte)
    nombres = [c for c in trouves if c.nature == "nombre" and c.forme in _ECRITS]
    par_valeur = {c.valeurs.get("effectif"): c for c in nombres}
    valeurs = {v for v in par_valeur if v}  # « un zéro de trop » counts nobody
    bref = len(texte.split()) <= BREF
    if len(valeurs) != 1 or not bref or _AUTRE_CHOSE.search(plat):
        return
    ((valeur, c),) = ((v, par_valeur[v]) for v in valeurs)
    if _SUIT.match(plat, c.fin) and not _DONT_ON_PARLE.search(plat[: c.debut]):
        yield Mention("effectif", valeur, c.debut, c.fin, confiance=PROBABLE)


def _debut(trouves: Sequence[Candidat]) -> Iterator[Mention]:
    debuts = [c for c in trouves if c.forme == "debut_de_periode" and "date_debut" in c.valeurs]
    if len(debuts) == 1:
        c = debuts[0]
        yield Mention("date_debut", c.valeurs["date_debut"], c.debut, c.fin, confiance=PROBABLE)


def _date_seule(texte: str, trouves: Sequence[Candidat], question: str | None) -> Iterator[Mention]:
    """The one day that is named beside no diploma: of a recruitment, it is that of the contract."""
    plat = aplatir(texte)
    dates = [c for c in trouves if c.nature == "date" and c.forme not in _BORNES]
    dates = [c for c in dates if not plat[: c.debut].endswith(("jusqu'au ", "jusqu'en "))]
    ailleurs = any(c.nature == "diplome" for c in trouves) or question in _AUTRES_DATES
    if len(dates) != 1 or dates[0].forme not in _JOURS or ailleurs or len(texte.split()) > BREF:
        return
    (c,) = dates
    if "date_debut" in c.valeurs and not _AUTRE_JOUR.search(plat):
        valeur = c.valeurs["date_debut"]
        yield Mention("date_debut", valeur, c.debut, c.fin, c.a_l_annee, PROBABLE)


def _d_aucun_diplome(lue: Lecture, seules: Sequence[Mention], connus: Collection[str]) -> Lecture:
    """Of a day while nothing is known of a diploma nor of the contract's: it is no diploma's."""
    if not seules or {"niveau_obtenu", "date_debut"} & {*connus}:
        return lue
    return replace(lue, doutes=tuple(m for m in lue.doutes if m.cle != "date_diplome"))


def _pris(mention: Mention, lue: Lecture) -> bool:
    """Whether its words say something else already; a period says how long it is, and its start."""
    tus = {"profil", "duree_mois"} if mention.cle == "date_debut" else {"profil"}
    autres = (m for m in (*lue.mentions, *lue.doutes) if m.cle not in tus)
    return any(m.debut < mention.fin and mention.debut < m.fin for m in autres)
