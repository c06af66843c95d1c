"""Where a conversation stands: the interview, the open question, and what was said already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vte.conversation.entretien import Entretien
from vte.demandes import PREFIXE
from vte.dossier import CLES, depuis_json
from vte.territoires import ouvrir

SLOT = "conversation"  # the slot that keeps all but the dossier
# It changes at every turn, and is small: apart, so that the large one is written when it changes.
SLOT_DITE = "reponse"
OUVERT = "ouvert"  # « Et si… » was pressed, and what to try has not been said yet
_DE_L_ENTRETIEN = ("possibles", "passees", "groupe", "a_modifier", "poursuivre")
_DU_RESTE = (
    "question",
    "doute",
    "redit",
    "ecartes",
    "suivants",
    "echecs",
    "derniere",
    "posees",
    "et_si",
    "demande",
    "annonce",
    "verdict",
    "sujet",
    "avant",
    "offre",
)


@dataclass(frozen=True)
class Etat:
    """`question`: the open one: a key, `commune_choix`, or a field of the request for a person.

    `doute`: the key and the value that are asked back, if any (`question` is then that key's), then
    those that wait to be; `redit`: whether the first is asked for the second time;
    `ecartes`: by key, the values that were asked back and refused; `suivants`: the facts of each
    recruitment that waits for its turn.
    `echecs`: failures in a row; `derniere`: the key that was noted last, which a bare correction
    changes; `posees`: how often each question was put; `et_si`: OUVERT, or the change that was
    compared; `demande`: what is known of the request for a person, masked; `annonce`: what of the
    verdict was announced; `verdict`: the one in force since (CONTRACT, section 2).
    `sujet`: the topic answered last; `avant`: what « annule » comes back to; `dite`: the digest of
    the reply given last; `offre`: the response of that reply that offered something (offres.py).
    """

    entretien: Entretien = Entretien()
    question: str | None = None
    echecs: int = 0
    derniere: str | None = None
    posees: Mapping[str, int] = field(default_factory=dict)
    et_si: str | Mapping[str, Any] | None = None
    demande: Mapping[str, str] | None = None
    annonce: Mapping[str, Any] | None = None
    verdict: Mapping[str, Any] | None = None
    doute: Mapping[str, Any] | None = None
    redit: bool = False
    ecartes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    suivants: tuple[Mapping[str, Any], ...] = ()
    sujet: str | None = None
    avant: Mapping[str, Any] | None = None
    dite: str | None = None
    offre: str | None = None

    def a_ecarte(self, cle: str, valeur: Any) -> bool:
        """Whether this value of this key was asked back, and refused."""
        return valeur in self.ecartes.get(cle, ())

    @property
    def champ_demande(self) -> str | None:
        """The field of the request for a person that is being asked: « nom », … « accord »."""
        question = self.question or ""
        return question.removeprefix(PREFIXE) if question.startswith(PREFIXE) else None

    def en_slots(self) -> dict[str, Any]:
        """The slots of Rasa that keep it: the dossier's keys, SLOT, SLOT_DITE; None where empty."""
        faits = self.entretien.faits
        siens = {SLOT: self._reste() or None, SLOT_DITE: self.dite}
        return {cle: faits.get(cle) for cle in CLES} | siens

    def _reste(self) -> dict[str, Any]:
        valeurs = {nom: getattr(self.entretien, nom) for nom in _DE_L_ENTRETIEN}
        valeurs |= {nom: getattr(self, nom) for nom in _DU_RESTE}
        return {nom: _en_json(valeur) for nom, valeur in valeurs.items() if _est_dit(nom, valeur)}


def _est_dit(nom: str, valeur: Any) -> bool:
    """Empty values are not written; but a request for a person may just begin, and one may come
    back to knowing nothing."""
    return bool(valeur) or (nom in ("demande", "avant") and valeur is not None)


def _en_json(valeur: Any) -> Any:
    return list(valeur) if isinstance(valeur, tuple) else valeur


def depuis_slots(slots: Mapping[str, Any]) -> Etat:
    """The state that `en_slots` wrote. Errors: DossierInvalide, BaseAbsente."""
    dossier = depuis_json({cle: slots.get(cle) for cle in CLES}, ouvrir().commune)
    reste = slots.get(SLOT) or {}
    entretien: dict[str, Any] = {n: reste[n] for n in _DE_L_ENTRETIEN if n in reste}
    du_reste: dict[str, Any] = {nom: reste[nom] for nom in _DU_RESTE if nom in reste}
    dite = slots.get(SLOT_DITE)
    return Etat(Entretien(dossier, **_en_tuples(entretien)), **_en_tuples(du_reste), dite=dite)


def _en_tuples(ecrites: Mapping[str, Any]) -> dict[str, Any]:
    """What JSON made a list of."""
    return {nom: tuple(v) if isinstance(v, list) else v for nom, v in ecrites.items()}


def contexte(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with the next message: what its reading must know (vte.lecture.lire).

    Empty keys are absent. An answer to the request for a person states nothing of the recruitment:
    `secret` names the field that it answers, by which it is masked even if the session is over.
    """
    reste = slots.get(SLOT) or {}
    question = str(reste.get("question") or "")
    if question.startswith(PREFIXE):
        return {"secret": question}
    su = {nom: reste[nom] for nom in ("question", "possibles", "derniere") if reste.get(nom)}
    connus = {cle: slots[cle] for cle in CLES if slots.get(cle) is not None}
    su |= {"connus": connus} if connus else {}
    return su | ({"suppose": True} if reste.get("et_si") == OUVERT else {})
