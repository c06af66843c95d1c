"""Which facts of a message are taken, and which one is asked back.

A wrong fact taken silently is worse than a question: what is known is changed only by the answer to
its own question, by a correction, or by a value that is sure; what goes ill with the rest is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from vte.conversation.correction import corrige, redresse
from vte.conversation.doute import Doute
from vte.conversation.entretien import Entretien, admettre, hesiter, noter
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.refus import cle_du_refus
from vte.dossier import CLES, LES_CLES, Dossier, question_de
from vte.lecture import Mention
from vte.lecture.choix import cle_ouverte
from vte.regles import Verdict

# Probabilities are calibrated: below, more than one replacement in two hundred would be false, and
# what is known is right about as often. A question costs less than a dossier made wrong.
SUR = 0.995
VRAISEMBLABLE = 0.7
# In the course of a conversation, of the likely values of an unknown key 51 in 54 are right, as
# many as of the sure ones (180 conversations of six authors).
EN_COURS = 0.5


@dataclass(frozen=True)
class Prise:
    """`entretien`: with the facts taken; `doutes`: the values to ask back, one after the other.

    `retenues`: the keys of facts that are only likely, and were taken to be said aloud.
    """

    entretien: Entretien
    doutes: tuple[Doute, ...] = ()
    retenues: frozenset[str] = frozenset()

    @property
    def doute(self) -> Doute | None:
        """The one to ask back now."""
        return next(iter(self.doutes), None)


def prendre(
    etat: Etat,
    message: Message,
    juger: Callable[[Dossier], Verdict],
    attendus: Sequence[Doute] = (),
) -> Prise:
    """What the message changes, and what it leaves in doubt. Errors: BaseAbsente.

    `attendus`: what was asked back before it in vain, or was to be: it is asked back after all
    unless the message says otherwise of the same key.
    """
    suite, doutes = etat.entretien, []
    refusee = cle_du_refus(juger(suite.dossier)) if etat.annonce else None
    for mention in sorted(_mentions(message), key=_rang):
        mention = _ramenee(mention, suite, message)
        if _a_prendre(etat, suite, mention, message, refusee):
            suite = noter(suite, {mention.cle: mention.valeur})
        else:
            doutes.append(Doute(mention.cle, mention.valeur, mention.confiance))
    retenues = set()
    for mention in tuple(_vraisemblables(message, etat, suite)):
        if redresse(message, etat.entretien, mention):
            suite = noter(suite, {mention.cle: mention.valeur})
        elif _se_retient(mention, etat, suite, juger):
            suite = noter(suite, {mention.cle: mention.valeur})
            retenues.add(mention.cle)
        else:
            doutes.append(Doute(mention.cle, mention.valeur, mention.confiance))
    if _hesite(etat, suite, message):
        suite = hesiter(suite, message.lecture.lieu)
    dites = {m.cle for m in _mentions(message)} | {d.cle for d in doutes}
    doutes += [attendu for attendu in attendus if attendu.cle not in dites]
    return Prise(suite, a_demander(doutes, etat, suite, juger), frozenset(retenues))


def _vraisemblables(message: Message, etat: Etat, suite: Entretien) -> Iterator[Mention]:
    """What the reading doubts, but of keys that it is sure of, or of which it asks to choose.

    Who names a place (« combien touche-t-on à Oyonnax ? ») most often has a post there.
    """
    lecture = message.lecture
    sues = {m.cle for m in lecture.mentions}
    if lecture.lieu is not None and lecture.lieu.ambigu:
        sues.add("commune")
    yield from (_ramenee(m, suite, message) for m in lecture.doutes if m.cle not in sues)
    if lecture.evoque and "commune" not in sues and not etat.entretien.faits.get("commune"):
        yield lecture.evoque


def _se_retient(
    mention: Mention, etat: Etat, suite: Entretien, juger: Callable[[Dossier], Verdict]
) -> bool:
    """Whether what is only likely is taken without a question: it is said back, to be corrected.

    It says what was not known, changes nothing that is, and refuses nothing: in the course of a
    conversation, or beside a refusal on which it has no bearing.
    """
    if suite.faits.get(mention.cle) is not None or etat.a_ecarte(mention.cle, mention.valeur):
        return False
    if mention.confiance < _assez(etat, suite, juger) or _sans_diplome(mention, suite):
        return False
    apres = noter(suite, {mention.cle: mention.valeur})
    neuf = mention.cle in apres.faits
    garde = all(apres.faits.get(cle) == valeur for cle, valeur in suite.faits.items())
    calme = not LES_CLES[mention.cle].heurte(suite.faits, mention.valeur)
    sans_effet = juger(apres.dossier).obstacles == juger(suite.dossier).obstacles
    return neuf and garde and calme and sans_effet


def _sans_diplome(mention: Mention, suite: Entretien) -> bool:
    """« Embauché en mars 2023, il sortait de l'école » : a date of no diploma that is known."""
    return mention.cle == "date_diplome" and "niveau_obtenu" not in suite.faits


def _assez(etat: Etat, suite: Entretien, juger: Callable[[Dossier], Verdict]) -> float:
    """From which probability: in an opening anything may be told, later what is asked about is."""
    if etat.entretien.faits.keys() - {"profil"}:
        return EN_COURS
    refuse = juger(suite.dossier).refuse and not suite.poursuivre
    return VRAISEMBLABLE if refuse else 1.0


def _mentions(message: Message) -> tuple[Mention, ...]:
    """What is read in words, or what a button states."""
    if message.charge is None:
        return tuple(m for m in message.lecture.mentions if m.cle != "profil")  # heard already
    portees = {cle: v for cle, v in message.charge.items() if cle in CLES}
    return tuple(Mention(cle, valeur, 0, 0) for cle, valeur in portees.items())


def _ramenee(mention: Mention, suite: Entretien, message: Message) -> Mention:
    """With the value that is meant beside what is known: a day without a year."""
    dit = message.texte[mention.debut : mention.fin]
    return replace(mention, valeur=LES_CLES[mention.cle].ramene(suite.faits, mention.valeur, dit))


def _rang(mention: Mention) -> tuple[int, float, int]:
    """What others depend on comes first, then what is surest: of two that clash the other one."""
    return LES_CLES[mention.cle].rang, -mention.confiance, CLES.index(mention.cle)


def _a_prendre(
    etat: Etat, suite: Entretien, mention: Mention, message: Message, refusee: str | None
) -> bool:
    """`refusee`: the key on which alone the refusal that was announced rests."""
    voulu = mention.cle == refusee or _repond(etat, mention.cle)
    voulu = voulu or corrige(message, etat.entretien, mention.cle, mention.confiance)
    if _heurte(etat.entretien, suite, mention):
        # Said again although it was refused: it is meant.
        return voulu and etat.a_ecarte(mention.cle, mention.valeur)
    return voulu or mention.confiance >= SUR or not _remplace(etat.entretien, suite, mention)


def _hesite(etat: Etat, suite: Entretien, message: Message) -> bool:
    """Whether a place that may be several communes is to be chosen, whatever is known."""
    connue = suite.faits.get("commune") is not None
    return not connue or _repond(etat, "commune") or corrige(message, suite, "commune")


def _repond(etat: Etat, nom: str) -> bool:
    """Whether the open question is the one that this key answers."""
    question = cle_ouverte(etat.question)
    return question is not None and question == question_de(nom)


def _heurte(avant: Entretien, suite: Entretien, mention: Mention) -> bool:
    """Whether it goes ill with what the message says too, or with what it does not replace."""
    une, faits = LES_CLES[mention.cle], suite.faits
    if faits.get(mention.cle) == mention.valeur:
        return False
    remplaces = set(une.contredit(faits, mention.valeur)) & avant.faits.keys()
    return bool(set(une.heurte(faits, mention.valeur)) - remplaces)


def _remplace(avant: Entretien, suite: Entretien, mention: Mention) -> bool:
    """Whether it would change what was known before the message; to say more changes nothing."""
    cle, valeur = mention.cle, mention.valeur
    apres = noter(suite, {cle: valeur}).faits
    autres = set(avant.faits)
    if LES_CLES[cle].precisee(avant.faits.get(cle), valeur):  # « alternance », then which
        autres.discard(cle)
    return any(apres.get(nom) != suite.faits.get(nom) for nom in autres)


def a_demander(
    doutes: Sequence[Doute], etat: Etat, suite: Entretien, juger: Callable[[Dossier], Verdict]
) -> tuple[Doute, ...]:
    """Those that are worth a question, the likeliest first; that of the open question before."""
    tries = sorted(doutes, key=lambda d: (not _repond(etat, d.cle), -d.confiance))
    return tuple(_utiles(tries, etat, suite, juger))


def _utiles(
    doutes: Sequence[Doute], etat: Etat, suite: Entretien, juger: Callable[[Dossier], Verdict]
) -> Iterator[Doute]:
    for doute in doutes:
        if question_de(doute.cle) and not etat.a_ecarte(doute.cle, doute.valeur):
            apres = admettre(suite, doute.cle, doute.valeur)
            demandee = _repond(etat, doute.cle) and doute.cle not in suite.faits
            if apres.faits != suite.faits and (demandee or _compte(doute, suite, apres, juger)):
                yield doute


def _compte(
    doute: Doute, suite: Entretien, apres: Entretien, juger: Callable[[Dossier], Verdict]
) -> bool:
    """Whether it would change what is known, or answer a question that is still to be put."""
    sus, verdict = suite.faits, juger(suite.dossier)
    une = LES_CLES[str(question_de(doute.cle))]
    if any(apres.faits.get(cle) != valeur for cle, valeur in sus.items()):
        return True
    if LES_CLES[doute.cle].heurte(sus, doute.valeur):
        return True
    if not sus.keys().isdisjoint(une.repondue_par):
        return une.nom in (*verdict.inconnues, *verdict.precisions)
    if une.nom in verdict.precisions:
        return True
    return une.utile(suite.dossier) and (suite.poursuivre or not verdict.refuse)
