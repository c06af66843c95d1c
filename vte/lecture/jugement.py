"""What the trained reader makes of a text: each candidate judged, then what is decided of all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vte.dossier import question_de
from vte.lecture.candidats import Candidat, chercher
from vte.lecture.choix import cle_ouverte
from vte.lecture.decision import PROFIL, Juge, decider
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_paroles
from vte.lecture.recrutements import separer
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.lecture.roles.lecteur import Lecteur

_NIE = re.compile(r"\b(?:pas|ni|plus|jamais)(?: (?:du tout|a|au|aux|en|dans|de|d'|sur|pour))*\s*$")
# « Pas loin de Charleville » names no commune of the post.
_PRES = re.compile(
    r"\b(?:loin|pres|proche|cote|autour|environs?|peripherie|banlieue|bassin|region|agglo\w*|secteur|vers)"
    r"(?: (?:de|du|d'|des|la|le|l'))*\s*$"
)


def _lecteur() -> Lecteur:
    """The trained reader. Error: LecteurAbsent.

    Imported where it reads: its libraries take seconds, that the console and the action server,
    which only look at what was read, need not wait.
    """
    from vte.lecture.roles import lecteur

    return lecteur()


def juger(
    texte: str,
    question: str | None,
    connus: Collection[str] = (),
    vite: bool = False,
    trouves: Sequence[Candidat] | None = None,
) -> tuple[list[Juge], dict[str, float]]:
    """Each candidate with its probabilities, and each side of who writes with its own.

    `trouves`: the candidates of the text, where they were looked for already; `connus`: the keys
    that are known; `vite`: without the encoder. Errors: BaseAbsente, LecteurAbsent.
    """
    question = cle_ouverte(question)
    voulue = question and question_de(question)
    tous = chercher(texte, question) if trouves is None else trouves
    candidats = [c for c in tous if voulue in c.valeurs or not _nu(texte, c)]
    return _lecteur().juger(texte, question, candidats, connus, vite)


def conclure(
    texte: str, question: str | None, juges: Sequence[Juge], profil: Mapping[str, float]
) -> Lecture:
    """What is taken and what is doubted of what was judged."""
    seuils, mots = _lecteur().seuils, len(texte.split())
    decision = decider(juges, profil, seuils, cle_ouverte(question), mots)
    dites = tuple(lire_paroles(aplatir(texte)))
    mentions = (*_placer(decision.faits, len(texte)), *dites)
    if separes := separer(texte, juges, mentions):
        return _du_premier(juges, separes)
    lieu, place = le_lieu(decision.lieu)
    evoque = None if lieu else _evoque(texte, juges)
    return Lecture(mentions, lieu, place, doutes=decision.doutes, evoque=evoque)


def lire_seul(
    texte: str, question: str | None, connus: Collection[str] = (), vite: bool = False
) -> Lecture:
    """What the trained reader by itself makes of a text. Errors: BaseAbsente, LecteurAbsent."""
    return conclure(texte, question, *juger(texte, question, connus, vite))


def _du_premier(juges: Sequence[Juge], separes: Sequence[Sequence[Mention]]) -> Lecture:
    """Of several recruitments the first; what is likely of it will be asked anyway."""
    places = {(m.debut, m.fin) for m in separes[0] if m.cle == "commune"}
    nommes = (j.candidat for j in juges if (j.candidat.debut, j.candidat.fin) in places)
    lieu, place = le_lieu(next(nommes, None))
    chacun = tuple({m.cle: m.valeur for m in mentions} for mentions in separes)
    return Lecture(tuple(separes[0]), lieu, place, recrutements=chacun)


def _nu(texte: str, candidat: Candidat) -> bool:
    """Whether the message is this number and nothing else: it answers what was asked, or nothing.

    « Aucun employé » says by itself what it counts.
    """
    reste = texte[: candidat.debut] + texte[candidat.fin :]
    dit_quoi = candidat.nature != "nombre" or candidat.forme == "personne"
    return not dit_quoi and not re.search(r"\w", reste)


def _evoque(texte: str, juges: Sequence[Juge]) -> Mention | None:
    """The one place that is named for sure, not denied and not only near, wherever the post is."""
    nommes = [j for j in juges if j.candidat.nature == "lieu" and j.candidat.forme == "nom"]
    if len(nommes) != 1 or isinstance(nommes[0].candidat.valeurs["commune"], list):
        return None
    juge = nommes[0]
    avant = aplatir(texte[: juge.candidat.debut])
    if _NIE.search(avant) or _PRES.search(avant):
        return None
    return juge.mention("commune", juge.roles.get("commune", 0.0))


def _placer(mentions: Iterable[Mention], longueur: int) -> Iterator[Mention]:
    """Who writes is said by the message as a whole."""
    for m in mentions:
        yield replace(m, fin=longueur) if m.cle == PROFIL else m


def le_lieu(nomme: Candidat | None) -> tuple[LieuLu | None, tuple[int, int] | None]:
    """The place of a candidate, certain or to be chosen, and where it is said."""
    return (nomme.lieu, (nomme.debut, nomme.fin)) if nomme else (None, None)
