"""A value that is likely and not sure: asked back in one short question, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from vte.comprehension.hesitation import REPLI
from vte.conversation.entretien import Entretien, admettre
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.parole import Bouton, Parole, charge
from vte.dossier import CLES, LES_CLES, dire, question_de
from vte.mots import majuscule
from vte.texte import aplatir

NE_SAIT_PAS = "ne_sait_pas"
CONFIRMER, ECARTER = "confirmer", "ecarter"  # what the two buttons carry: the key in doubt
_AVANT = r"^(?:(?:ah|euh|ben|bah|mais|eh|bon|va[sz]? ?y|tkt|t'inquiete)\W+)*"
_OUI = re.compile(
    _AVANT + r"(?:ou+i+|ouais|ouaip|yes|exact\w*|tout a fait|absolument|affirmatif|voila|en effet"
    r"|correct|c'est (?:bien )?(?:ca|cela|exact|juste|correct))\b"
)
_NON = re.compile(_AVANT + r"(?:non|nan|nope|pas du tout|c'est pas ca|ce n'est pas (?:ca|cela))\b")
_RESERVE = re.compile(
    r"\b(?:mais|sauf|plutot|non|pas)\b"
)  # « oui, mais c'est le nombre de clients »
# With one of these, a message says no more than yes or no.
_SEULS = {
    "affirmer",
    "nier",
    "annuler",
    "remercier",
    "saluer",
    "informer",
    "demander_aides",
    "hors_sujet",
    REPLI,
    "",
}


@dataclass(frozen=True)
class Doute:
    """`valeur`: the JSON value of the key that is likely; `confiance`: its probability."""

    cle: str
    valeur: Any
    confiance: float = field(default=1.0, compare=False)


def en_slot(doute: Doute, en_attente: Iterable[Doute] = ()) -> dict[str, Any]:
    """As the state keeps it: what is asked back first, then what waits to be."""
    return {d.cle: d.valeur for d in (doute, *en_attente)}


def demander(
    etat: Etat, doute: Doute, avant: Entretien, en_attente: Iterable[Doute] = ()
) -> tuple[Etat, tuple[Parole, ...]]:
    """The state in which it is asked back, and how. `avant`: what was known before the message."""
    posee = question_de(doute.cle)
    suite = replace(etat, question=posee, doute=en_slot(doute, en_attente))
    return suite, tuple(_dire(doute, etat.entretien, avant))


def _dire(doute: Doute, entretien: Entretien, avant: Entretien) -> Iterator[Parole]:
    if contre := {c: avant.faits[c] for c in contre_quoi(doute, entretien) if c in avant.faits}:
        yield Parole("utter_doute_avant", {"faits": dire(contre)})
    valeur = majuscule(LES_CLES[doute.cle].en_detail(_en_json(doute, entretien)))
    boutons = (
        Bouton("Oui", charge(**{CONFIRMER: doute.cle})),
        Bouton("Non", charge(**{ECARTER: doute.cle})),
    )
    yield Parole(f"utter_doute_{doute.cle}", {"valeur": valeur}, boutons)


def contre_quoi(doute: Doute, entretien: Entretien) -> list[str]:
    """The keys known that it would change, or that it goes ill with."""
    sus, apres = entretien.faits, admettre(entretien, doute.cle, doute.valeur).faits
    heurtes = LES_CLES[doute.cle].heurte(sus, doute.valeur)
    return [c for c in CLES if c in sus and (c in heurtes or apres.get(c) != sus[c])]


def _en_json(doute: Doute, entretien: Entretien) -> Any:
    """The value as the dossier would have it: a commune, of a bare code."""
    return admettre(entretien, doute.cle, doute.valeur).faits[doute.cle]


def reponse(doute: Doute | None, message: Message) -> bool | None:
    """True: it is so; False: it is not; None: the message says neither."""
    if doute is None:
        return None
    if message.charge is not None:
        return _du_bouton(doute, message)
    if dit_non(message):
        return False
    dites = _valeurs(doute, message)
    return doute.valeur in dites or affirme(message) or None


def dit_non(message: Message) -> bool:
    """« Ça ne passe pas non plus, donc ? » is a question, not a no."""
    nie = message.intent in ("nier", "annuler") and "?" not in message.texte
    return nie or bool(_NON.search(aplatir(message.texte)))


def affirme(message: Message) -> bool:
    """« Oui » without a reserve: « oui mais… » is none."""
    return dit_oui(message) and not _RESERVE.search(aplatir(message.texte))


def attend(doute: Doute | None, message: Message) -> Doute | None:
    """What may be asked back once more: nothing was said of it, not even « oui, mais… »."""
    clos = message.charge is not None or message.intent == NE_SAIT_PAS or dit_oui(message)
    return None if clos else doute


def dit_oui(message: Message) -> bool:
    return message.intent == "affirmer" or bool(_OUI.search(aplatir(message.texte)))


def _du_bouton(doute: Doute, message: Message) -> bool | None:
    portee = message.charge or {}
    if portee.get(CONFIRMER) == doute.cle:
        return True
    return False if portee.get(ECARTER) == doute.cle else None


def perime(message: Message) -> bool:
    """Whether it is one of the two buttons: pressed when its doubt is no longer open, it is old."""
    return not {CONFIRMER, ECARTER}.isdisjoint(message.charge or {})


def _valeurs(doute: Doute, message: Message) -> list[Any]:
    """The values of that key that the message gives, sure or not."""
    lues = message.lecture.dites
    return [m.valeur for m in lues if m.cle == doute.cle]


def dit_plus(doute: Doute, message: Message) -> bool:
    """Whether there is more in the answer than yes or no: « non, 45 », « oui, à Oyonnax »."""
    if message.charge is not None:
        return False
    lecture, attendus = message.lecture, (*LES_CLES[doute.cle].repondue_par, "profil")
    autres = [m for m in lecture.dites if m.cle not in attendus]
    ambigu = lecture.lieu is not None and lecture.lieu.ambigu
    corrige = any(valeur != doute.valeur for valeur in _valeurs(doute, message))
    return bool(autres or ambigu or corrige or lecture.recrutements) or (
        message.intent not in _SEULS
    )


def trancher(etat: Etat, doute: Doute, oui: bool) -> Etat:
    """The state once it is taken, or dropped for good."""
    if oui:
        return replace(etat, entretien=admettre(etat.entretien, doute.cle, doute.valeur))
    ecartes = [*etat.ecartes.get(doute.cle, ()), doute.valeur]
    return replace(etat, ecartes={**etat.ecartes, doute.cle: ecartes})
