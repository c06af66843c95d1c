"""A message read again in the course of a conversation, for what the first reading leaves unread.

What that adds is likely, and no more: the past told in the present, a clause read by itself, what
the conversation waits for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from vte.lecture.attendu import PROBABLE, ajouter, completer, durees, redit_une_duree
from vte.lecture.candidats import Candidat, cle_du_role
from vte.lecture.correction import se_corrige
from vte.lecture.decision import PROFIL
from vte.lecture.etudes import accorder, etiqueter
from vte.lecture.jugement import lire_seul
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention
from vte.lecture.propositions import propositions
from vte.lecture.recit import au_present, demande_l_aide
from vte.texte import aplatir

# « Le poste est à Toulouse, Figeac c'est le siège »: whatever commune was noted.
_SIEGE = re.compile(r"\bsiege\b")


def relire(
    texte: str,
    lue: Lecture,
    question: str | None,
    connus: Collection[str],
    vite: bool,
    trouves: Sequence[Candidat],
) -> Lecture:
    """The reading with what a conversation, or the aid that is asked about, makes likely.

    `question`: the key that is open; `connus`: what is known; `trouves`: the candidates of `texte`.
    """
    lue = etiqueter(lue, texte, trouves)
    en_cours = bool(question or connus)
    if en_cours or demande_l_aide(texte):
        lue = _au_passe(texte, lue, question, connus, vite)
    if not en_cours:
        return lue
    lue = accorder(lue, texte, connus, trouves)
    lue = _par_propositions(texte, lue, question, connus, vite, trouves)
    return completer(texte, lue, question, connus, trouves)


def _au_passe(
    texte: str, lue: Lecture, question: str | None, connus: Collection[str], vite: bool
) -> Lecture:
    """With what is likely because of how the past is told."""
    if (present := au_present(texte)) is not None:
        racontee = lire_seul(present, question, connus, vite)
        return _raconter(texte, lue, racontee, question, connus)
    return lue


def _raconter(
    texte: str, lue: Lecture, racontee: Lecture, question: str | None, connus: Collection[str]
) -> Lecture:
    """What is sure once told in the present is likely; it says better what was likely before."""
    sues = {m.cle for m in lue.mentions} | {PROFIL}
    if not se_corrige(texte):
        sues |= set(connus)
    neuves = [replace(m, confiance=PROBABLE) for m in racontee.mentions if m.cle not in sues]
    mieux = {m.cle for m in neuves}
    doutes = tuple(m for m in lue.doutes if m.cle not in mieux)
    return ajouter(replace(lue, doutes=doutes), question, neuves)


def _par_propositions(
    texte: str,
    lue: Lecture,
    question: str | None,
    connus: Collection[str],
    vite: bool,
    trouves: Sequence[Candidat],
) -> Lecture:
    """With what one clause says by itself, of keys that nothing is known or read of."""
    corrige = se_corrige(texte) and not lue.doutes and not lue.du_recrutement
    sues = {*(() if corrige else connus), *(m.cle for m in lue.dites), PROFIL}
    sues |= {"taille"} if "effectif" in sues else set()
    sues -= {"commune"} if _SIEGE.search(aplatir(texte)) and "commune" not in lue.faits else set()
    if not any(_reste(c, lue, sues) for c in trouves):
        return lue
    posee = None if question in sues else question
    dites = [
        replace(m, debut=m.debut + debut, fin=m.fin + debut, confiance=PROBABLE)
        for debut, fin in propositions(texte)
        for m in _de_la_proposition(texte[debut:fin], posee, connus, vite)
        if m.cle not in sues
    ]
    plat, mois = aplatir(texte), durees(lue, connus)
    dites = [m for m in dites if not lue.occupe(m)]
    dites = [m for m in dites if not redit_une_duree(plat, m.valeur, m.debut, mois)]
    seules = [m for m in dites if len({str(d.valeur) for d in dites if d.cle == m.cle}) == 1]
    par_cle = {m.cle: m for m in seules}
    return ajouter(lue, question, list(par_cle.values()))


def _reste(candidat: Candidat, lue: Lecture, sues: Collection[str]) -> bool:
    """Whether this candidate may say a key of which nothing is known, and says nothing yet."""
    libre = not lue.occupe(candidat)
    return libre and any(cle_du_role(role) not in sues for role in candidat.valeurs)


def _de_la_proposition(
    texte: str, question: str | None, connus: Collection[str], vite: bool
) -> Sequence[Mention]:
    lue = lire_seul(texte, question, connus, vite)
    if not lue.du_recrutement and (present := au_present(texte)):
        lue = lire_seul(present, question, connus, vite)
    return lue.mentions
