"""The one reading of a message: candidates, what each is, what is decided."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vte.dossier import CLES, SIGNATURE, question_de
from vte.lecture.attendu import PROBABLE, ajouter, completer, durees, redit_une_duree
from vte.lecture.candidats import Candidat, chercher, cle_du_role
from vte.lecture.choix import CHOIX, choisir, cle_ouverte
from vte.lecture.contraste import contraster
from vte.lecture.correction import se_corrige
from vte.lecture.decision import PROFIL, Juge, Seuils, decider, supposer
from vte.lecture.etudes import accorder
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_paroles, lire_une_reponse
from vte.lecture.propositions import propositions
from vte.lecture.recit import au_present, demande_l_aide
from vte.lecture.recrutements import separer
from vte.lecture.reponse import lire_comme, lue_comme, signature
from vte.lecture.supposition import enoncer
from vte.territoires import ouvrir
from vte.texte import aplatir, masquer

if TYPE_CHECKING:
    from vte.lecture.roles.lecteur import Lecteur

LONGUEUR_MAX = 1000  # characters; the rest of a message is not read
# Who speaks is heard in passing: beside it, a bare value is still a correction.
_EN_PASSANT = {"profil"}
# « Finalement ce sera à Toulouse »: what corrects is of something that is known, or of nothing; so
# what is less likely by itself is asked back then.
_EN_CORRIGEANT = 0.2
_NIE = re.compile(r"\b(?:pas|ni|plus|jamais)(?: (?:du tout|a|au|aux|en|dans|de|d'|sur|pour))*\s*$")
# « Pas loin de Charleville » names no commune of the post.
_PRES = re.compile(
    r"\b(?:loin|pres|proche|cote|autour|environs?|peripherie|banlieue|bassin|region|agglo\w*|secteur|vers)"
    r"(?: (?:de|du|d'|des|la|le|l'))*\s*$"
)
# « Le poste est à Toulouse, Figeac c'est le siège »: whatever commune was noted.
_SIEGE = re.compile(r"\bsiege\b")
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
    juges, profil = _juger(texte, question, connus, vite, trouves)
    lue = _decider(texte, question, juges, profil)
    lue = replace(lue, question=question, supposes=_supposes(texte, question, suppose, vite))
    if isinstance(connus, Mapping):
        lue = contraster(texte, lue, connus)
    if not lue.supposes and not lue.recrutements:
        if question or connus or demande_l_aide(texte):
            lue = _au_passe(texte, lue, question, connus, vite)
        if question or connus:
            lue = accorder(lue, texte, connus, trouves)
            lue = _par_propositions(texte, lue, question, connus, vite, trouves)
            lue = completer(texte, lue, question, connus, trouves)
    if _peut_signer(question, connus) and (signee := signature(texte, lue)) is not None:
        return signee
    if lue.lieu is not None or lue.supposes or set(lue.faits) - _EN_PASSANT:
        dit_derniere = derniere in lue.faits and not question and se_corrige(texte)
        return replace(lue, derniere=derniere) if dit_derniere else lue
    return _reprendre(texte, lue, juges, derniere, connus)


def _au_passe(
    texte: str, lue: Lecture, question: str | None, connus: Collection[str], vite: bool
) -> Lecture:
    """With what is likely because of how the past is told."""
    if (present := au_present(texte)) is not None:
        racontee = _decider(present, question, *_juger(present, question, connus, vite))
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
    corrige = se_corrige(texte) and not lue.doutes and not set(lue.faits) - _EN_PASSANT
    sues = {*(() if corrige else connus), *(m.cle for m in (*lue.mentions, *lue.doutes)), PROFIL}
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
    dites = [m for m in dites if not _pris(m.debut, m.fin, lue)]
    dites = [m for m in dites if not redit_une_duree(plat, m.valeur, m.debut, mois)]
    seules = [m for m in dites if len({str(d.valeur) for d in dites if d.cle == m.cle}) == 1]
    par_cle = {m.cle: m for m in seules}
    return ajouter(lue, question, list(par_cle.values()))


def _reste(candidat: Candidat, lue: Lecture, sues: Collection[str]) -> bool:
    """Whether this candidate may say a key of which nothing is known, and says nothing yet."""
    pris = _pris(candidat.debut, candidat.fin, lue)
    return not pris and any(cle_du_role(role) not in sues for role in candidat.valeurs)


def _pris(debut: int, fin: int, lue: Lecture) -> bool:
    """Whether words of this place say something already."""
    dites = (m for m in (*lue.mentions, *lue.doutes) if m.cle != PROFIL)
    return any(m.debut < fin and debut < m.fin for m in dites)


def _de_la_proposition(
    texte: str, question: str | None, connus: Collection[str], vite: bool
) -> Sequence[Mention]:
    lue = _decider(texte, question, *_juger(texte, question, connus, vite))
    if not set(lue.faits) - _EN_PASSANT and (present := au_present(texte)):
        lue = _decider(present, question, *_juger(present, question, connus, vite))
    return lue.mentions


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


def _lecteur() -> Lecteur:
    """The trained reader. Error: LecteurAbsent.

    Imported where it reads: its libraries take seconds, that the console and the action server,
    which only look at what was read, need not wait.
    """
    from vte.lecture.roles import lecteur

    return lecteur()


def _juger(
    texte: str,
    question: str | None,
    connus: Collection[str] = (),
    vite: bool = False,
    trouves: Sequence[Candidat] | None = None,
) -> tuple[list[Juge], dict[str, float]]:
    """`trouves`: the candidates of the text, where they were looked for already."""
    question = cle_ouverte(question)
    voulue = question and question_de(question)
    tous = chercher(texte, question) if trouves is None else trouves
    candidats = [c for c in tous if voulue in c.valeurs or not _nu(texte, c)]
    return _lecteur().juger(texte, question, candidats, connus, vite)


def _decider(
    texte: str, question: str | None, juges: Sequence[Juge], profil: Mapping[str, float]
) -> Lecture:
    seuils, mots = _lecteur().seuils, len(texte.split())
    decision = decider(juges, profil, seuils, cle_ouverte(question), mots)
    dites = tuple(lire_paroles(aplatir(texte)))
    mentions = (*_placer(decision.faits, len(texte)), *dites)
    if separes := separer(texte, juges, mentions):
        return _du_premier(juges, separes)
    lieu, place = _lieu(decision.lieu)
    evoque = None if lieu else _evoque(texte, juges)
    return Lecture(mentions, lieu, place, doutes=decision.doutes, evoque=evoque)


def _du_premier(juges: Sequence[Juge], separes: Sequence[Sequence[Mention]]) -> Lecture:
    """Of several recruitments the first; what is likely of it will be asked anyway."""
    places = {(m.debut, m.fin) for m in separes[0] if m.cle == "commune"}
    nommes = (j.candidat for j in juges if (j.candidat.debut, j.candidat.fin) in places)
    lieu, place = _lieu(next(nommes, None))
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


def _supposes(texte: str, question: str | None, suppose: bool, vite: bool) -> tuple[Mention, ...]:
    """What is supposed, read as if it were stated."""
    enonce = enoncer(texte) or ((texte, 0) if suppose else None)
    if enonce is None:
        return ()
    suite, debut = enonce
    juges, _ = _juger(suite, question, vite=vite)
    return tuple(replace(m, debut=m.debut + debut, fin=m.fin + debut) for m in supposer(juges))


def _placer(mentions: Iterable[Mention], longueur: int) -> Iterator[Mention]:
    """Who writes is said by the message as a whole."""
    for m in mentions:
        yield replace(m, fin=longueur) if m.cle == PROFIL else m


def _lieu(nomme: Candidat | None) -> tuple[LieuLu | None, tuple[int, int] | None]:
    """The place of a candidate, certain or to be chosen, and where it is said."""
    return (nomme.lieu, (nomme.debut, nomme.fin)) if nomme else (None, None)


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
        reponse = _decider(texte, derniere, *_juger(texte, derniere, connus))
        if derniere in reponse.faits and (corrige or _seul(texte, reponse)):
            return replace(reponse, derniere=derniere, question=lue.question)
    if not corrige or lue.question or not connus:
        return lue
    redits = [Juge(j.candidat, _parmi(j.roles, connus)) for j in juges]
    jamais = dict.fromkeys(CLES, 2.0)
    redite = decider(redits, {}, Seuils(jamais, dict.fromkeys(CLES, _EN_CORRIGEANT)))
    lieu, place = _lieu(redite.lieu)  # to be chosen: of one place there would be a doubt
    return replace(lue, doutes=redite.doutes or lue.doutes, lieu=lieu, place=place)


def _seul(texte: str, reponse: Lecture) -> bool:
    """Whether nothing else is said: « 60 », « en 2019 »; not « mon dossier est le 4512 »."""
    reste = aplatir(texte)
    for m in reponse.mentions:
        reste = masquer(reste, m.debut, m.fin) if m.cle != PROFIL else reste
    return not _MOT_PLEIN.search(reste)


def _parmi(roles: Mapping[str, float], connus: Collection[str]) -> dict[str, float]:
    return {role: p for role, p in roles.items() if cle_du_role(role) in connus}
