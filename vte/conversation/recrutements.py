"""Several recruitments in one message: the first is looked at, the others wait for their turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vte.conversation.entretien import Entretien, noter
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.parole import Bouton, Parole, charge
from vte.dossier import CLES, dire
from vte.lecture import Lecture, Mention
from vte.lecture.recrutements import COMMUNES
from vte.mots import de_lieu
from vte.texte import aplatir

Faits = Mapping[str, Any]
SUIVANT = (
    "suivant"  # what the button carries: how many recruitments wait, so that an old one is old
)
_NOMBRES = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six"}
_QUOI = r"(?:recrutement|embauche|poste|cas|dossier|contrat)"
_PAREIL = re.compile(
    r"\b(?:le reste|tout)\b.{0,25}\b(?:change|bouge|pareil|identique|idem|meme)"
    r"|\bmemes conditions\b|\ba l'identique\b|\bidem\b"
)
_DEMANDE = re.compile(
    r"^(?:(?:oui|ok|bon|bien|alors|et|maintenant|d'accord)\W+)*"
    r"(?:(?:on |nous )?(?:peut |pouvons |va |allons )?(?:pass\w+|voyons|voir|fais\w*|regard\w+) )?"
    rf"(?:maintenant )?(?:a |au |l'|le |la |a l'|a la |pour )*(?:{_QUOI} )?"
    rf"(?:suivante?|deuxieme|seconde?|2e|autre|prochaine?)(?: {_QUOI})?\W*$"
)


def annoncer(recrutements: Sequence[Faits]) -> Parole:
    """« Vous parlez de deux recrutements : voyons d'abord celui de Vierzon (CDI). »"""
    nombre = _NOMBRES.get(len(recrutements), str(len(recrutements)))
    return Parole("utter_recrutements", {"nombre": nombre, "premier": _premier(recrutements[0])})


def _premier(faits: Faits) -> str:
    propres = {cle: v for cle, v in faits.items() if cle not in COMMUNES}
    commune = propres.pop("commune", None)
    lequel = f"celui {de_lieu(commune['nom'])}" if commune else "le premier"
    return f"{lequel} ({dire(propres)})" if propres else lequel


def proposer(suivants: Sequence[Faits]) -> Iterator[Parole]:
    """Once a verdict is said: the next recruitment that waits."""
    if suivants:
        bouton = Bouton("Recrutement suivant", charge(**{SUIVANT: len(suivants)}))
        yield Parole("utter_recrutement_suivant", {"suivant": _dire(suivants[0])}, (bouton,))


def _dire(faits: Faits) -> str:
    return dire(faits) or "celui dont vous avez parlé ensuite"


def demande(etat: Etat, message: Message) -> bool:
    """Whether the next one is asked for; « suivant » alone, while something is asked, is not it."""
    if not etat.suivants:
        return False
    if message.charge is not None:
        return bool(message.charge.get(SUIVANT) == len(etat.suivants))
    plat = aplatir(message.texte).strip()
    return bool(_DEMANDE.search(plat)) and (etat.question is None or bool(re.search(_QUOI, plat)))


def perime(message: Message) -> bool:
    return SUIVANT in (message.charge or {})


def passer(etat: Etat) -> tuple[Etat, Message, tuple[Parole, ...]]:
    """The state in which the next one begins, the message that states it, and what is said."""
    suivant, *reste = etat.suivants
    communs = {cle: v for cle, v in etat.entretien.faits.items() if cle in COMMUNES}
    entretien = noter(Entretien(), {c: v for c, v in communs.items() if not _redit(c, suivant)})
    mentions = tuple(Mention(cle, valeur, 0, 0) for cle, valeur in suivant.items())
    suite = Etat(entretien, suivants=tuple(reste))
    return suite, Message("", "informer", Lecture(mentions)), tuple(_annoncer(suivant, entretien))


def autre(etat: Etat, message: Message) -> tuple[Etat, tuple[Parole, ...]]:
    """The state in which another recruitment of the same company begins, and what is said.

    « Le reste ne change pas » keeps what the message does not say anew.
    """
    gardes, dites = _gardees(message), _dites(message)
    faits = etat.entretien.faits
    entretien = noter(Entretien(), {c: v for c, v in faits.items() if c in gardes - dites})
    return Etat(entretien), (Parole("utter_autre_poste"), *_gardes(entretien))


def _gardees(message: Message) -> set[str]:
    return set(CLES) if _PAREIL.search(aplatir(message.texte)) else set(COMMUNES)


def _dites(message: Message) -> set[str]:
    """The keys that the message says; a head count says the size too."""
    dites = message.lecture.cles_dites
    return dites | ({"taille"} if "effectif" in dites else set())


def _redit(cle: str, suivant: Faits) -> bool:
    """Whether the next recruitment says it otherwise: another company's size, another speaker."""
    return cle in suivant or (cle != "profil" and not {"effectif", "taille"}.isdisjoint(suivant))


def _annoncer(suivant: Faits, garde: Entretien) -> Iterator[Parole]:
    yield Parole("utter_recrutement_pris", {"suivant": _dire(suivant)})
    yield from _gardes(garde)


def _gardes(garde: Entretien) -> Iterator[Parole]:
    if connus := {cle: v for cle, v in garde.faits.items() if cle != "profil"}:
        yield Parole("utter_recrutement_communs", {"faits": dire(connus)})
