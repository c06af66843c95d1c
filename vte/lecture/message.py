"""The one reading of a message: candidates, what each is, what is decided."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vte.dossier import CLES
from vte.lecture.candidats import Candidat, chercher, cle_du_role
from vte.lecture.choix import CHOIX, choisir
from vte.lecture.correction import se_corrige
from vte.lecture.decision import INFIME, PROFIL, Decision, Juge, Seuils, decider, supposer
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_paroles, lire_un_bouton
from vte.lecture.recrutements import separer
from vte.lecture.roles import lecteur
from vte.lecture.supposition import enoncer
from vte.territoires import ouvrir
from vte.texte import aplatir

LONGUEUR_MAX = 1000  # characters; the rest of a message is not read
# Who speaks is heard in passing: beside it, a bare value is still a correction.
_EN_PASSANT = {"profil"}
# « Finalement ce sera à Toulouse »: what corrects is of something that is known, or of nothing.
_EN_CORRIGEANT = Seuils(dict.fromkeys(CLES, 0.2), dict.fromkeys(CLES, INFIME))


def lire(
    texte: str,
    question: str | None = None,
    possibles: Sequence[str] = (),
    derniere: str | None = None,
    suppose: bool = False,
    connus: Collection[str] = (),
    vite: bool = False,
) -> Lecture:
    """All that `texte` says of a dossier; called once a message.

    `question`: the key that is open, `commune_choix` between the INSEE codes `possibles`;
    `derniere`: the key of the last fact, of which « finalement 60 » is the value; `suppose`: it
    says a change to try; `connus`: the keys that are known; `vite`: without the encoder.
    Errors: BaseAbsente, LecteurAbsent.
    """
    texte = texte[:LONGUEUR_MAX]
    if question == CHOIX and (code := choisir(texte, possibles)):
        return replace(_choisie(code, len(texte)), question=question)
    if question and (boutons := tuple(lire_un_bouton(aplatir(texte), question))):
        return Lecture(boutons, question=question)
    lue = _lire(texte, question, connus, vite)
    lue = replace(lue, question=question, supposes=_supposes(texte, question, suppose, vite))
    if lue.lieu is not None or set(lue.faits) - _EN_PASSANT:
        return lue
    return _reprendre(texte, lue, derniere, connus)


def _lire(
    texte: str, question: str | None, connus: Collection[str] = (), vite: bool = False
) -> Lecture:
    juges, profil = _juger(texte, question, connus, vite)
    ouverte = "commune" if question == CHOIX else question
    return _assembler(texte, juges, decider(juges, profil, lecteur().seuils, ouverte))


def _juger(
    texte: str, question: str | None, connus: Collection[str] = (), vite: bool = False
) -> tuple[list[Juge], dict[str, float]]:
    question = "commune" if question == CHOIX else question
    candidats = [
        c for c in chercher(texte, question) if question in c.valeurs or not _nu(texte, c)
    ]
    return lecteur().juger(texte, question, candidats, connus, vite)


def _assembler(texte: str, juges: Sequence[Juge], decision: Decision) -> Lecture:
    mentions = (*_placer(decision.faits, len(texte)), *lire_paroles(aplatir(texte)))
    lieu, place = _lieu(decision)
    separes = separer(texte, juges, {m.cle: m.valeur for m in mentions})
    return Lecture(
        mentions,
        lieu,
        place,
        doutes=decision.doutes,
        recrutements=separes,
        evoque=None if lieu else _evoque(juges),
    )


def _nu(texte: str, candidat: Candidat) -> bool:
    """Whether the message is this number and nothing else: it answers what was asked, or nothing.

    « Aucun employé » says by itself what it counts.
    """
    reste = texte[: candidat.debut] + texte[candidat.fin :]
    dit_quoi = candidat.nature != "nombre" or candidat.forme == "personne"
    return not dit_quoi and not re.search(r"\w", reste)


def _evoque(juges: Sequence[Juge]) -> Mention | None:
    """The one place that is named for sure, of which nothing says that the post is there."""
    nommes = [j for j in juges if j.candidat.nature == "lieu" and j.candidat.forme == "nom"]
    if len(nommes) != 1 or isinstance(nommes[0].candidat.valeurs["commune"], list):
        return None
    juge, c = nommes[0], nommes[0].candidat
    p = round(juge.roles.get("commune", 0.0), 3)
    return Mention("commune", c.valeurs["commune"], c.debut, c.fin, confiance=p)


def _supposes(texte: str, question: str | None, suppose: bool, vite: bool) -> tuple[Mention, ...]:
    """What is supposed, read as if it were stated."""
    enonce = enoncer(texte) or ((texte, 0) if suppose else None)
    if enonce is None:
        return ()
    suite, debut = enonce
    juges, _ = lecteur().juger(suite, question, chercher(suite, question), vite=vite)
    return tuple(replace(m, debut=m.debut + debut, fin=m.fin + debut) for m in supposer(juges))


def _placer(mentions: Iterable[Mention], longueur: int) -> Iterator[Mention]:
    """Who writes is said by the message as a whole."""
    for m in mentions:
        yield replace(m, fin=longueur) if m.cle == PROFIL else m


def _lieu(decision: Decision) -> tuple[LieuLu | None, tuple[int, int] | None]:
    """The place that was taken, certain or to be chosen, and where it is said."""
    nomme = decision.lieu
    return (nomme.lieu, (nomme.debut, nomme.fin)) if nomme else (None, None)


def _choisie(code: str, longueur: int) -> Lecture:
    fiche = ouvrir().fiche(code)
    assert fiche is not None  # `choisir` knows no other
    commune = CommuneLue(fiche.code, fiche.nom, fiche.departement)
    mention = Mention("commune", commune.valeur, 0, longueur)
    return Lecture((mention,), LieuLu((commune,)), (0, longueur))


def _reprendre(texte: str, lue: Lecture, derniere: str | None, connus: Collection[str]) -> Lecture:
    """A message that says nothing by itself may correct the last fact that was said, or another."""
    corrige = se_corrige(texte)
    if derniere and (corrige or not lue.question):
        reponse = _lire(texte, derniere)
        if derniere in reponse.faits:
            return replace(reponse, derniere=derniere, question=lue.question)
    if not corrige or lue.question or not connus:
        return lue
    juges, _ = _juger(texte, None, connus)
    redits = [Juge(j.candidat, _parmi(j.roles, connus)) for j in juges]
    redite = _assembler(texte, juges, decider(redits, {}, _EN_CORRIGEANT))
    if not (redite.mentions or redite.doutes or redite.lieu):
        return lue
    qui_parle = [m for m in lue.mentions if m.cle == PROFIL]
    return replace(redite, mentions=(*qui_parle, *redite.mentions), supposes=lue.supposes)


def _parmi(roles: Mapping[str, float], connus: Collection[str]) -> dict[str, float]:
    return {role: p for role, p in roles.items() if cle_du_role(role) in connus}
