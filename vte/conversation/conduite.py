"""One turn of a conversation: a state and a message in, a state and what to say out.

Every channel, the command line and the tests use this same function. It reads no clock but the
project's own, and writes nowhere: what is to be done outside is in `effets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vte.comprehension.hesitation import REPLI
from vte.conversation import anaphore, demande, doute, offres, recrutements, tacite
from vte.conversation.accuse import accuser
from vte.conversation.annonce import annoncer
from vte.conversation.annulation import retenir
from vte.conversation.correction import SUR
from vte.conversation.doute import Doute
from vte.conversation.echange import Echange, Ecoute, Juge, commencer
from vte.conversation.ecoute import INFORMER, ecouter
from vte.conversation.effets import Effet
from vte.conversation.entretien import du_vte, noter, question
from vte.conversation.etat import Etat
from vte.conversation.figures import completer
from vte.conversation.incompris import dire_pas_compris, repose, sans_question
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.conversation.prise import a_demander
from vte.conversation.questions import demander
from vte.conversation.redite import varier
from vte.conversation.reponses import COURTOISIES, PAUSES, SUIVIES, courtoisie
from vte.dossier import CLES
from vte.lecture.correction import se_corrige, se_presente

HORS_SUJET = "hors_sujet"
ANNULER, AUTRE_POSTE = "annuler", "autre_poste"
_SANS_SUITE = {"profil", "taille"}  # keys that a bare correction never means


@dataclass(frozen=True)
class Tour:
    etat: Etat
    paroles: tuple[Parole, ...]
    effets: tuple[Effet, ...] = ()


def tour(etat: Etat, message: Message) -> Tour:
    """The state after the message, and what to say. Errors: BaseAbsente, BaremeInvalide."""
    juger = Juge()
    message = offres.entendre(etat, anaphore.completer(etat, message, juger))
    echange = commencer(_reconnaitre(etat, message), message, juger)
    fait = _jouer(echange)
    fin = _tenir_a_jour(_retenir(etat, fait.etat), etat, echange.juger)
    if message.intent != ANNULER:
        fin = retenir(etat, fin)
    paroles = fait.paroles or (Parole("utter_pas_compris"),)  # never silent
    dites, empreinte = varier(etat.dite, paroles)
    return replace(
        fait,
        etat=replace(fin, dite=empreinte, offre=offres.faite(paroles)),
        paroles=completer(dites, fin.entretien.dossier),
    )


def _reconnaitre(etat: Etat, message: Message) -> Etat:
    """Who is speaking is heard in any message of ours, and is no answer by itself."""
    if message.intent == HORS_SUJET or message.profil is None or not _se_dit(etat, message):
        return etat
    return replace(etat, entretien=noter(etat.entretien, {"profil": message.profil}))


def _se_dit(etat: Etat, message: Message) -> bool:
    """Whether it may change who is known to speak, on which all words depend.

    « Mon fournisseur est à Vierzon » does not: only « je suis le patron », or a correction.
    """
    connu, dit = etat.entretien.faits.get("profil"), message.lecture.mention("profil")
    if connu in (None, message.profil) or dit is None:
        return True
    se_dit = se_presente(message.texte) or se_corrige(message.texte)
    return se_dit and dit.confiance >= SUR


def _jouer(echange: Echange) -> Tour:
    etat, message = echange.etat, echange.message
    if etat.champ_demande and not demande.efface(etat, message):
        return _demande(demande.poursuivre(etat, message), echange)
    if parole := offres.rappeler(etat, message):
        return Tour(etat, (parole,))
    if demande.est_partie(etat, message):
        return _revenir(echange, etat, (Parole("utter_demande_partie"),))
    if message.intent == "etre_rappele":
        return _demande(demande.ouvrir(etat), echange)
    if recrutements.demande(etat, message):
        return _au_suivant(echange)
    if (oui := doute.reponse(echange.doute, message)) is not None:
        return _trancher(echange, oui)
    if tacite.consent(echange):
        return _retenir_le_doute(echange)
    if doute.perime(message) or recrutements.perime(message):
        return _revenir(echange, etat, (Parole("utter_choix_perime"),))
    if message.intent == AUTRE_POSTE and not message.charge:
        return _autre_poste(echange)
    if message.intent in PAUSES:
        return Tour(echange.rouvert, (Parole(PAUSES[message.intent]),))
    if parole := courtoisie(message, etat):
        return _courtoisie(echange, parole)
    if message.intent == REPLI and etat.question is None:
        return _sans_question(echange)
    return _conduire(echange, ecouter(echange))


def _sans_question(echange: Echange) -> Tour:
    """Nothing was understood; or only who speaks, or a doubt: then the interview goes on."""
    etat, message = echange.etat, echange.message
    if message.profil or echange.prise.doute or echange.apporte:
        return _conduire(echange, replace(ecouter(echange), suivre=True))
    echecs = etat.echecs + 1
    return Tour(replace(etat, echecs=echecs), (sans_question(message, echecs),))


def _courtoisie(echange: Echange, parole: Parole) -> Tour:
    """A word back, and the question that is open; a value in doubt, of a message that goes on."""
    en_doute = echange.prise.doute
    if en_doute is None or echange.message.intent not in SUIVIES:
        return _revenir(echange, echange.etat, (parole,))
    dites = (parole,) if echange.message.intent in COURTOISIES else ()
    return _conduire(echange, Ecoute(echange.etat, dites, doute=en_doute))


def _trancher(echange: Echange, oui: bool) -> Tour:
    """What was asked back is taken or dropped; what the answer says besides is heard as usual."""
    assert echange.doute is not None  # else there was nothing to answer
    suite = doute.trancher(echange.etat, echange.doute, oui)
    if doute.dit_plus(echange.doute, echange.message):
        return _jouer(replace(echange, etat=suite, doute=None))
    echange, suivant = replace(echange, doute=None), _en_attente(echange, suite)
    if oui:  # said back: with the button, one confirms without seeing the value
        ecoute = Ecoute(suite, suivre=True, doute=suivant)
        return _conduire(_sans_question_ouverte(echange), ecoute)
    ecarte = Parole("utter_doute_ecarte")
    reste = question(suite.entretien, echange.juger(suite.entretien.dossier))
    if reste is None and suite.annonce and suivant is None:
        return Tour(replace(suite, question=None), (ecarte,))
    return _conduire(echange, Ecoute(suite, (ecarte,), suivre=True, doute=suivant))


def _en_attente(echange: Echange, suite: Etat) -> Doute | None:
    """The next value to ask back, once the first is settled."""
    restent = a_demander(echange.en_attente, suite, suite.entretien, echange.juger)
    return next(iter(restent), None)


def _retenir_le_doute(echange: Echange) -> Tour:
    """What was asked back is taken, aloud; then the message is heard as if it had been known."""
    assert echange.doute is not None  # else there was nothing to consent to
    suite = doute.trancher(echange.etat, echange.doute, oui=True)
    suite = replace(suite, derniere=echange.doute.cle)
    retenu = tacite.retenir(echange.doute, suite.entretien)
    joue = _jouer(replace(echange, etat=suite, doute=None))
    return replace(joue, etat=_rouvrir(joue.etat, echange), paroles=(retenu, *joue.paroles))


def _rouvrir(etat: Etat, echange: Echange) -> Etat:
    """The state, in which the question that was let stand is open no more."""
    if etat.doute or etat.question != echange.etat.question:
        return etat
    return replace(etat, question=question(etat.entretien, echange.juger(etat.entretien.dossier)))


def _sans_question_ouverte(echange: Echange) -> Echange:
    return replace(echange, etat=replace(echange.etat, question=None))


def _au_suivant(echange: Echange) -> Tour:
    """The next of several recruitments begins, with what holds for all of them."""
    etat, message, dites = recrutements.passer(echange.etat)
    debut = Echange(etat, message, echange.juger)
    ecoute = _debuter(debut, dites)
    return _conduire(replace(debut, etat=ecoute.etat), ecoute)  # its facts are in `dites`


def _autre_poste(echange: Echange) -> Tour:
    """Another recruitment begins, with what the message says of it."""
    etat, dites = recrutements.autre(echange.etat, echange.message)
    debut = replace(echange, etat=etat)
    return _conduire(debut, _debuter(debut, dites))


def _debuter(debut: Echange, dites: tuple[Parole, ...]) -> Ecoute:
    prise = debut.prise
    etat = replace(debut.etat, entretien=prise.entretien)
    return Ecoute(etat, dites, suivre=True, doute=prise.doute)


def _demande(faite: demande.Demandee, echange: Echange) -> Tour:
    """Once the request is sent or given up, the recruitment goes on."""
    if faite.etat.question:
        return Tour(faite.etat, faite.paroles, faite.effets)
    suite = _revenir(echange, faite.etat, faite.paroles)
    return replace(suite, effets=faite.effets)


def _revenir(echange: Echange, etat: Etat, paroles: tuple[Parole, ...]) -> Tour:
    """After a digression: the question that is open, if any is."""
    if not etat.question and not _apres_une_demande(echange, etat):
        return Tour(etat, paroles)
    suivante = question(etat.entretien, echange.juger(etat.entretien.dossier))
    if suivante is None:
        return Tour(replace(etat, question=None), paroles)
    suite, posee = demander(etat, suivante)
    return Tour(suite, (*paroles, posee))


def _apres_une_demande(echange: Echange, etat: Etat) -> bool:
    return bool(echange.etat.champ_demande and etat.entretien.faits)


def _conduire(echange: Echange, ecoute: Ecoute) -> Tour:
    """Says what was noted; asks what the rules ask next, or announces what they say."""
    avant = echange.etat
    echecs = _echecs(ecoute, avant)
    etat = replace(ecoute.etat, echecs=echecs)
    dites = (*ecoute.paroles, *_accuser(echange, ecoute, echecs))
    if ecoute.doute:
        autres = [d for d in echange.prise.doutes if d != ecoute.doute]
        en_doute, posee = doute.demander(etat, ecoute.doute, avant.entretien, autres)
        redit = replace(en_doute, redit=ecoute.doute == echange.attend)
        return Tour(redit, (*dites, *posee))
    if not _suit(ecoute, avant, echange.message.intent):
        return Tour(etat, dites)
    suite, suivantes = _suivre(echange, replace(ecoute, etat=etat))
    return Tour(suite, (*dites, *suivantes))


def _accuser(echange: Echange, ecoute: Ecoute, echecs: int) -> Iterator[Parole]:
    avant, ouverte = echange.etat.entretien, echange.etat.question
    retenues = echange.prise.retenues
    yield from accuser(avant, ecoute.etat.entretien, ouverte, ecoute.lecture, retenues)
    if not ecoute.compris:
        yield from dire_pas_compris(ouverte, echecs, echange.message)


def _echecs(ecoute: Ecoute, avant: Etat) -> int:
    """Failures in a row: one more, none after an answer, as many after a digression."""
    if ecoute.etat.entretien != avant.entretien:
        return 0
    return avant.echecs + (0 if ecoute.compris else 1)


def _suit(ecoute: Ecoute, avant: Etat, intent: str) -> bool:
    """Whether the interview goes on: it was open, facts were said, or the message says so."""
    if ecoute.suivre is not None:
        return ecoute.suivre
    change = ecoute.etat.entretien != avant.entretien
    return bool(avant.question) or intent == INFORMER or change


def _suivre(echange: Echange, ecoute: Ecoute) -> tuple[Etat, tuple[Parole, ...]]:
    """The next question; before it, or instead of it, the verdict once it can be said."""
    etat = ecoute.etat
    verdict = echange.juger(etat.entretien.dossier)
    suivante = question(etat.entretien, verdict)
    dites: tuple[Parole, ...] = ()
    if du_vte(etat.entretien, verdict) is None:
        etat, dites = annoncer(etat, verdict, _deja(echange, ecoute), suivante)
    if suivante is None:
        return etat, dites
    if not ecoute.compris and not repose(etat.echecs):
        return replace(etat, question=suivante), dites
    suite, posee = demander(etat, suivante)
    return suite, (*dites, posee)


def _deja(echange: Echange, ecoute: Ecoute) -> str:
    """What is said of a verdict that was announced: it holds, or the message says nothing of it."""
    lecture = ecoute.lecture
    if lecture is None or lecture.faits or lecture.lieu or echange.prise.retenues:
        return "utter_verdict_inchange"
    muet = echange.message.intent == INFORMER
    return "utter_pas_compris" if muet else "utter_deja_verifie"


def _retenir(avant: Etat, apres: Etat) -> Etat:
    """The fact that a bare correction (« finalement 60 ») would change: the last one noted."""
    connus, faits = avant.entretien.faits, apres.entretien.faits
    notes = [c for c in CLES if faits.get(c) not in (None, connus.get(c)) and c not in _SANS_SUITE]
    return replace(apres, derniere=notes[-1]) if notes else apres


def _tenir_a_jour(apres: Etat, avant: Etat, juger: Juge) -> Etat:
    """The verdict kept is the one announced, then that of the facts now known."""
    if not apres.annonce:
        return replace(apres, verdict=None)
    su = apres.verdict is not None and apres.verdict["dossier"] == apres.entretien.faits
    if su and apres.annonce == avant.annonce:
        return apres
    return replace(apres, verdict=juger(apres.entretien.dossier).en_json())
