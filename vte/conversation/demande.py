"""A request for a person: a name, where to reach them, what about; confirmed before it is kept.

What the person says goes to the staff's table and nowhere else: the state holds only enough for
the person to recognise it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from vte.conversation.echange import Juge
from vte.conversation.effets import AbandonnerDemande, Effet, EnvoyerDemande, NoterDemande
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.conversation.reponses import repondre
from vte.delai import vise
from vte.demandes import CHAMPS, PREFIXE, PREFIXE_DE_REFERENCE, lire_reference
from vte.donnees_personnelles import apercu, coordonnee, initiales, nom_dit
from vte.texte import aplatir

ACCORD = "accord"
ENVOYEE = "utter_demande_envoyee"  # by which a request is known to be sent
_MAX = {"nom": 80, "coordonnee": 120, "sujet": 500}  # characters
_VUS: Mapping[str, Callable[[str], str]] = {
    "nom": initiales,
    "coordonnee": apercu,
    "sujet": lambda sujet: str(len(sujet)),
}
_RENONCE = r"(?:annul\w*|laisse[rz]? tomber|stop|abandonn\w*|plus tard|retour|recommenc\w*)"
# Once it is sent: it is taken back, followed or changed by whoever has it, not here.
_PARTIE = re.compile(
    r"\b(?:annul|supprim|retir|enlev)\w*\W+(?:\w+\W+){0,2}(?:ma|la|cette) demande\W*$"
    r"|\b(?:ma|cette) demande (?:de rappel|d'etre rappele\w*)\b"
)
_ANNULER = re.compile(rf"^non\b|\b{_RENONCE}\b")
_LUS: Mapping[str, Callable[[str], str | None]] = {"nom": nom_dit, "coordonnee": coordonnee}
# The subject is free text, where such words are of the matter (« mon contrat a été annulé »): there
# they give up the request only where the message says nothing else.
_ANNULER_SEUL = re.compile(
    r"(?:(?:ah|euh|non|finalement|en fait|bon|je (?:veux|voudrais|prefere|souhaite)|on)\W+)*"
    rf"(?:non|{_RENONCE})"
    r"(?:\W+(?:non|merci|svp|s'il (?:vous|te) plait|tout|ca|cela|(?:la|ma|cette) demande"
    r"|alors))*\W*"
)


@dataclass(frozen=True)
class Demandee:
    """`etat.question` is None once the request is sent or given up."""

    etat: Etat
    paroles: tuple[Parole, ...]
    effets: tuple[Effet, ...] = ()


def ouvrir(etat: Etat) -> Demandee:
    suite = _suivre(etat, {})
    return replace(suite, paroles=(Parole("utter_demande_debut", _delai()), *suite.paroles))


def efface(etat: Etat, message: Message) -> bool:
    """« Effacez tout » is heard here too; as the subject of a request, it is one."""
    sujet = etat.champ_demande == "sujet" and message.charge is None
    return message.intent == "effacer" and not sujet


def est_partie(etat: Etat, message: Message) -> bool:
    """Whether it speaks of a request that was sent: by its name, by its reference, or by « annule »
    just after."""
    if message.charge is not None or etat.champ_demande:
        return False
    juste_apres = etat.offre == ENVOYEE and message.intent == "annuler"
    nommee = bool(_PARTIE.search(aplatir(message.texte)))
    return juste_apres or nommee or any(map(_reference, message.texte.split()))


def _reference(mot: str) -> bool:
    """« D-7K3F-9QPD », with its prefix: without, eight digits of any number are one too."""
    return mot.upper().startswith(f"{PREFIXE_DE_REFERENCE}-") and lire_reference(mot) is not None


def poursuivre(etat: Etat, message: Message) -> Demandee:
    """The answer to the field that is being asked; a question meanwhile is answered, but for the
    subject: there it is what the request is about."""
    champ, sue = str(etat.champ_demande), dict(etat.demande or {})
    if message.intent == "faq" and "?" in message.texte and champ != "sujet":
        suite = _suivre(etat, sue)
        dites = repondre(message.sujet, message, etat.entretien.dossier, Juge())
        return replace(suite, paroles=(*dites, *suite.paroles))
    if champ == ACCORD:
        return _conclure(etat, message, sue)
    return _annuler(etat) if _annule(champ, message) else _noter(etat, message, champ, sue)


def _annule(champ: str, message: Message) -> bool:
    """By its words, for what is being asked resembles any intent: a name, a subject."""
    plat = aplatir(message.texte).strip()
    seul = champ == "sujet"
    return bool(_ANNULER_SEUL.fullmatch(plat) if seul else _ANNULER.search(plat))


def _noter(etat: Etat, message: Message, champ: str, sue: dict[str, str]) -> Demandee:
    texte = message.texte.strip()[: _MAX[champ]]
    valeur = _LUS.get(champ, str)(texte)
    if not valeur or message.charge is not None or not re.search(r"\w", valeur):
        parole = Parole(f"utter_pas_compris_{PREFIXE}{champ}")
        return replace(_suivre(etat, sue), paroles=(parole,))
    suite = _suivre(etat, sue | {champ: _VUS[champ](valeur)})
    return replace(suite, effets=(NoterDemande(champ, valeur),))


def _conclure(etat: Etat, message: Message, sue: dict[str, str]) -> Demandee:
    """« Oui » sends, « non » forgets; anything else asks again."""
    accord = (message.charge or {}).get(ACCORD)
    if accord is True or message.intent == "affirmer":
        dite = {"reference": message.reference} | _delai()
        return _finir(etat, Parole(ENVOYEE, dite), EnvoyerDemande(message.reference))
    if accord is False or message.intent == "nier" or _annule(ACCORD, message):
        return _annuler(etat)
    return _suivre(etat, sue)


def _annuler(etat: Etat) -> Demandee:
    return _finir(etat, Parole("utter_demande_annulee"), AbandonnerDemande())


def _finir(etat: Etat, parole: Parole, effet: Effet) -> Demandee:
    return Demandee(replace(etat, question=None, demande=None), (parole,), (effet,))


def _delai() -> dict[str, str]:
    return {"delai": vise()}


def _suivre(etat: Etat, sue: dict[str, str]) -> Demandee:
    """Asks for the first field that is missing, then for the agreement."""
    suivant = next((champ for champ in CHAMPS if champ not in sue), ACCORD)
    valeurs = {f"{PREFIXE}{champ}": vu for champ, vu in sue.items()}
    parole = Parole(f"utter_demander_{PREFIXE}{suivant}", valeurs)
    return Demandee(replace(etat, question=f"{PREFIXE}{suivant}", demande=sue), (parole,))
