"""Messages that have an answer of their own, whatever is known: courtesies, FAQ topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vte.comprehension.sujets import sujets
from vte.conversation.echange import Juge
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.dossier import Dossier, changer
from vte.mots import minuscule
from vte.regles import Verdict
from vte.regles.statuts import INCOMPLET, INCONNU, REFUS
from vte.territoires import ouvrir

# Said besides the recruitment: a word back, then the open question again.
COURTOISIES: Mapping[str, str] = {
    "saluer": "utter_saluer",
    "remercier": "utter_remercier",
    "complimenter": "utter_complimenter",
    "au_revoir": "utter_au_revoir",
    "insulter": "utter_insulter",
    "prendre_des_nouvelles": "utter_prendre_des_nouvelles",
    "parler_a_quelqu_un": "utter_parler_a_quelqu_un",
}
# A word back, and silence: the question stays open, and is not put again.
PAUSES: Mapping[str, str] = {
    "patienter": "utter_patienter",
    "revenir_plus_tard": "utter_revenir_plus_tard",
    "arreter": "utter_arreter",
}
# What has an answer of its own only while nothing is asked: else it may be an answer.
SANS_QUESTION: Mapping[str, str] = {
    "nier": "utter_nier",
    "ne_sait_pas": "utter_ne_sait_pas",
}
# After these, or instead of them, a value in doubt is asked back: the interview is meant to go on.
SUIVIES = {"saluer", "remercier", "complimenter", "prendre_des_nouvelles", "nier", "ne_sait_pas"}
UN_NON = 2  # words: « non merci »
MA_COMMUNE = "faq/ma_commune"
TERRITOIRE = "territoire"  # the criterion that it is about


def courtoisie(message: Message, etat: Etat) -> Parole | None:
    """The word back to this message; None when it is more than a courtesy."""
    reponse = COURTOISIES.get(message.intent)
    if reponse is None and (etat.question is None or _refuse_un_essai(message, etat)):
        reponse = None if _conclut(message, etat) else SANS_QUESTION.get(message.intent)
    return Parole(reponse) if reponse else None


def _refuse_un_essai(message: Message, etat: Etat) -> bool:
    """« Non, garder » pressed, or « non non » to a trial: it never answers the open question."""
    essaye = message.charge is not None or isinstance(etat.et_si, Mapping)
    return message.intent == "nier" and essaye


def _conclut(message: Message, etat: Etat) -> bool:
    """« C'est non, donc ? » after a refusal: more than a no, it asks to be told again."""
    refuse = bool(etat.annonce) and (etat.verdict or {}).get("statut") in REFUS
    longue = message.charge is None and len(message.texte.split()) > UN_NON
    laisse = isinstance(etat.et_si, Mapping) and "?" not in message.texte  # « laissez comme avant »
    return message.intent == "nier" and refuse and longue and not laisse


def repondre(
    sujet: str | None, message: Message, dossier: Dossier, juger: Juge
) -> tuple[Parole, ...]:
    """The answer to a question about the VTE: what it means for what is known, then the rule.

    `dossier`: with the facts of the message. Errors: BaseAbsente, BaremeInvalide.
    """
    if sujet is None:
        return (Parole("utter_pas_compris"),)
    cas = tuple(_cas(sujet, message, dossier, juger))
    if sujet == MA_COMMUNE and cas:
        return cas
    return (*cas, Parole(f"utter_{sujet}"))


def _cas(sujet: str, message: Message, dossier: Dossier, juger: Juge) -> Iterator[Parole]:
    """What the verdict says of the facts that the topic is about; nothing where none is known."""
    concerne = sujets()[sujet].dossier if sujet in sujets() else ()
    if TERRITOIRE in concerne and (la_ou := _la_ou(message, dossier)):
        verdict = juger(la_ou)
        critere = next(c for c in verdict.criteres if c.id == TERRITOIRE)
        if sujet == MA_COMMUNE:
            yield Parole(f"utter_commune_{critere.statut}", {"explication": critere.explication})
        else:  # « le siège ou l'usine ? » is answered by no yes
            yield Parole("utter_votre_cas", {"cas": critere.explication})
    dites = [d for nom in concerne if nom != TERRITOIRE for d in _dites(nom, juger(dossier))]
    if dites:
        yield Parole("utter_votre_cas", {"cas": minuscule(" ".join(dites))})


def _la_ou(message: Message, dossier: Dossier) -> Dossier | None:
    """The dossier in the commune that is asked about: named in the message, else that of the post.

    None where no commune is known, or several are meant.
    """
    lecture = message.lecture
    nommees = [m for m in lecture.dites if m.cle == "commune"]
    nommees += [lecture.evoque] if lecture.evoque else []
    if nommees:
        return changer(dossier, {"commune": nommees[0].valeur}, ouvrir().commune)
    return dossier if dossier.commune and not (lecture.lieu and lecture.lieu.ambigu) else None


def _dites(nom: str, verdict: Verdict) -> Iterator[str]:
    """What is said of a criterion whose facts are known, or of an aid that can be judged."""
    yield from (c.explication for c in verdict.criteres if c.id == nom and c.statut != INCONNU)
    if verdict.dossier.contrat and verdict.dossier.date_debut:
        aides = (*verdict.propres, *verdict.concernees)
        yield from (f"{a.libelle}, {a.dit}" for a in aides if a.id == nom and a.statut != INCOMPLET)
