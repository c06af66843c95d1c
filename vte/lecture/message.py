"""The one reading of a message: candidates, what each is, what is decided."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vte.dossier import CLES, SIGNATURE
from vte.lecture.candidats import chercher, cle_du_role
from vte.lecture.choix import CHOIX, choisir, cle_ouverte
from vte.lecture.contraste import contraster
from vte.lecture.correction import se_corrige
from vte.lecture.decision import PROFIL, Juge, Seuils, decider, supposer
from vte.lecture.jugement import conclure, juger, le_lieu, lire_seul
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_une_reponse
from vte.lecture.relecture import relire
from vte.lecture.reponse import lire_comme, lue_comme, signature
from vte.lecture.supposition import enoncer
from vte.territoires import ouvrir
from vte.texte import aplatir, masquer

LONGUEUR_MAX = 1000  # characters; the rest of a message is not read
# « Finalement ce sera à Toulouse »: what corrects is of something that is known, or of nothing; so
# what is less likely by itself is asked back then.
_EN_CORRIGEANT = 0.2
_MOT_PLEIN = re.compile(r"[a-z]{4,}")  # a word that says something


def lire(
    texte: str,
    question: str | None = None,
    possibles: Sequence[str] = (),
    derniere: str | None = None,
    suppose: bool = False,
    connus: Collection[str] | Mapping[str, Any] = (),
    vite: bool = False,
) -> Lecture:
    """All that `texte` says of a dossier; called once a message.

    `question`: the key that is open, `commune_choix` between the INSEE codes `possibles`;
    `derniere`: the key of the last fact, of which « finalement 60 » is the value; `suppose`: it
    says a change to try; `connus`: the keys that are known, with their values where a correction
    may name them; `vite`: without the encoder.
    Errors: BaseAbsente, LecteurAbsent.
    """
    texte = _calme(texte[:LONGUEUR_MAX])
    if question is not None and (comme := lue_comme(question)):
        sans = _hors(connus, comme)
        return lire_comme(
            texte,
            question,
            lambda posee: lire(texte, posee, possibles, derniere, suppose, sans, vite),
        )
    if question == CHOIX and (code := choisir(texte, possibles)):
        return replace(_choisie(code, len(texte)), question=question)
    if question and (mots := tuple(lire_une_reponse(aplatir(texte), question))):
        return Lecture(mots, question=question)
    trouves = chercher(texte, cle_ouverte(question))
    juges, profil = juger(texte, question, connus, vite, trouves)
    lue = conclure(texte, question, juges, profil)
    lue = replace(lue, question=question, supposes=_supposes(texte, question, suppose, vite))
    if isinstance(connus, Mapping):
        lue = contraster(texte, lue, connus)
    if not lue.supposes and not lue.recrutements:
        lue = relire(texte, lue, question, connus, vite, trouves)
    if _peut_signer(question, connus) and (signee := signature(texte, lue)) is not None:
        return signee
    if lue.lieu is not None or lue.supposes or lue.du_recrutement:
        dit_derniere = derniere in lue.faits and not question and se_corrige(texte)
        return replace(lue, derniere=derniere) if dit_derniere else lue
    return _reprendre(texte, lue, juges, derniere, connus)


def _hors(
    connus: Collection[str] | Mapping[str, Any], cle: str
) -> Collection[str] | Mapping[str, Any]:
    """What is known, without this key."""
    if isinstance(connus, Mapping):
        return {c: v for c, v in connus.items() if c != cle}
    return {c for c in connus if c != cle}


def _peut_signer(question: str | None, connus: Collection[str]) -> bool:
    """Whether « signé le 31 août » is of the signing: the first day is known, or is being asked."""
    debut = lue_comme(SIGNATURE)
    return question == debut or (question is None and debut in connus)


def _calme(texte: str) -> str:
    """WHO SHOUTS is read as one who does not: the same, in small letters, place for place."""
    bas = texte.lower()
    return bas if texte.isupper() and " " in texte and len(bas) == len(texte) else texte


def _supposes(texte: str, question: str | None, suppose: bool, vite: bool) -> tuple[Mention, ...]:
    """What is supposed, read as if it were stated."""
    enonce = enoncer(texte) or ((texte, 0) if suppose else None)
    if enonce is None:
        return ()
    suite, debut = enonce
    juges, _ = juger(suite, question, vite=vite)
    return tuple(replace(m, debut=m.debut + debut, fin=m.fin + debut) for m in supposer(juges))


def _choisie(code: str, longueur: int) -> Lecture:
    fiche = ouvrir().fiche(code)
    assert fiche is not None  # `choisir` knows no other
    commune = CommuneLue(fiche.code, fiche.nom, fiche.departement)
    mention = Mention("commune", commune.valeur, 0, longueur)
    return Lecture((mention,), LieuLu((commune,)), (0, longueur))


def _reprendre(
    texte: str,
    lue: Lecture,
    juges: Sequence[Juge],
    derniere: str | None,
    connus: Collection[str],
) -> Lecture:
    """A message that says nothing by itself may correct the last fact that was said, or another."""
    corrige = se_corrige(texte)
    if derniere and (corrige or not lue.question):
        reponse = lire_seul(texte, derniere, connus)
        if derniere in reponse.faits and (corrige or _seul(texte, reponse)):
            return replace(reponse, derniere=derniere, question=lue.question)
    if not corrige or lue.question or not connus:
        return lue
    redits = [Juge(j.candidat, _parmi(j.roles, connus)) for j in juges]
    jamais = dict.fromkeys(CLES, 2.0)
    redite = decider(redits, {}, Seuils(jamais, dict.fromkeys(CLES, _EN_CORRIGEANT)))
    lieu, place = le_lieu(redite.lieu)  # to be chosen: of one place there would be a doubt
    return replace(lue, doutes=redite.doutes or lue.doutes, lieu=lieu, place=place)


def _seul(texte: str, reponse: Lecture) -> bool:
    """Whether nothing else is said: « 60 », « en 2019 »; not « mon dossier est le 4512 »."""
    reste = aplatir(texte)
    for m in reponse.mentions:
        reste = masquer(reste, m.debut, m.fin) if m.cle != PROFIL else reste
    return not _MOT_PLEIN.search(reste)


def _parmi(roles: Mapping[str, float], connus: Collection[str]) -> dict[str, float]:
    return {role: p for role, p in roles.items() if cle_du_role(role) in connus}
