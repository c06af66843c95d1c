"""What each kind of the tracker's events means for the conversation it is of: `MEANINGS`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from console.projection.message import boutons, dit, objet, reponse
from console.projection.records import ConversationLue, TourLu, VerdictLu
from console.projection.source import Evenement
from vte.conversation import SLOT
from vte.conversation.demande import ENVOYEE
from vte.conversation.entretien import CHOIX
from vte.conversation.incompris import PAS_COMPRIS
from vte.demandes import PREFIXE
from vte.dossier import CLES, cle

logger = logging.getLogger(__name__)
_VERS_UNE_PERSONNE = {"parler_a_quelqu_un", "etre_rappele"}
_SLOTS = {*CLES, SLOT}


class Session:
    """What is known of one session, after the events that were gone through so far."""

    def __init__(self, premier: Evenement) -> None:
        self.lue = ConversationLue(premier.personne, premier.id, premier.le, fin=premier.le)
        self.slots: dict[str, Any] = {}
        self.titres: dict[str, str] = {}  # payload -> title, of the buttons that were offered
        # Said when the session opens, with the answer to the first message.
        self.accueil: list[dict[str, Any]] = []

    @property
    def tour(self) -> TourLu | None:
        """The turn that goes on; None before anybody said anything."""
        return self.lue.tours[-1] if self.lue.tours else None

    @property
    def question(self) -> str:
        """What is being asked; « demande » for any field of the request for a person."""
        demandee = str(_reste(self.slots.get(SLOT)).get("question") or "")
        return "demande" if demandee.startswith(PREFIXE) else demandee

    @property
    def dossier(self) -> dict[str, Any]:
        return {cle: self.slots[cle] for cle in CLES if self.slots.get(cle) is not None}

    def finir_le_tour(self) -> None:
        if self.tour:
            self.tour.question = self.question

    def finir(self) -> ConversationLue:
        """The conversation, once its last event was gone through."""
        self.finir_le_tour()
        lue = self.lue
        lue.dossier, lue.question = self.dossier, self.question
        lue.statut = next((t.verdict.statut for t in reversed(lue.tours) if t.verdict), "")
        return lue


# What the person says


def _user(session: Session, e: Evenement) -> None:
    session.finir_le_tour()
    lue, contenu = session.lue, _contenu(e)
    texte, bouton, compris = dit(contenu, session.titres)
    tour = TourLu(e.id, len(lue.tours) + 1, e.le, texte, bouton, **compris)
    # As the reading was told; a session that has just begun has put no question yet.
    tour.posee = str((contenu.get("metadata") or {}).get("question") or "") or session.question
    tour.reponses, session.accueil = session.accueil, []
    lue.tours.append(tour)
    lue.canal = lue.canal or str(contenu.get("input_channel") or "")
    lue.fin = e.le
    lue.personne_demandee |= tour.intention in _VERS_UNE_PERSONNE


# What the assistant says and does


def _bot(session: Session, e: Evenement) -> None:
    contenu, tour = _contenu(e), session.tour
    session.titres |= {str(b.get("payload")): str(b.get("title")) for b in boutons(contenu)}
    session.lue.fin = max(session.lue.fin, e.le)
    message = reponse(contenu)
    (tour.reponses if tour else session.accueil).extend([message] if message else [])
    if tour:
        tour.delai = max(0.0, e.le - tour.le)
        dite = str((contenu.get("metadata") or {}).get("utter_action") or "")
        tour.compris &= not dite.startswith(PAS_COMPRIS)
        # The request for a person is answered once it is sent: its fields are one question.
        tour.repondue |= dite == ENVOYEE


# What is known


def _reset(session: Session, _: Evenement) -> None:
    session.slots.clear()


def _slot(session: Session, e: Evenement) -> None:
    if e.nom not in _SLOTS:
        return
    avant, apres = session.slots.get(e.nom), _contenu(e).get("value")
    session.slots[e.nom] = apres
    tour = session.tour
    if tour is None:
        return  # what an earlier session left
    if e.nom in CLES and avant != apres:
        tour.changements.append({"cle": e.nom, "avant": avant, "apres": apres})
    if e.nom == SLOT:
        _suivre(tour, _reste(avant), _reste(apres))
    else:
        tour.repondue |= apres is not None and _repond(tour.posee, e.nom)


def _repond(posee: str, nom: str) -> bool:
    """Whether the key `nom` answers this question."""
    if posee not in CLES:
        return posee == CHOIX and nom == "commune"
    return nom in cle(posee).repondue_par


def _suivre(tour: TourLu, avant: Mapping[str, Any], apres: Mapping[str, Any]) -> None:
    """What the turn left besides the facts: a question passed, what is asked back, the verdict now.

    From its announcement on the assistant keeps it up to date; it is never judged again here.
    """
    passees = set(apres.get("passees") or ()) - set(avant.get("passees") or ())
    tour.repondue |= (tour.posee if tour.posee != CHOIX else "commune") in passees
    _redemander(tour, apres.get("doute"))
    verdict = apres.get("verdict")
    if isinstance(verdict, Mapping) and verdict != avant.get("verdict"):
        bareme = str((verdict.get("bareme") or {}).get("id") or "")
        tour.verdict = VerdictLu(str(verdict.get("statut") or ""), bareme, dict(verdict))


def _redemander(tour: TourLu, doute: Any) -> None:
    """Marks what the assistant asks back: a doubt of the reading, or a fact that was not taken."""
    for nom, valeur in doute.items() if isinstance(doute, Mapping) else ():
        demande = next((d for d in tour.doutes if (d["cle"], d["valeur"]) == (nom, valeur)), None)
        if demande is None:
            lu = next((f for f in tour.faits if (f["cle"], f["valeur"]) == (nom, valeur)), {})
            demande = {**lu, "cle": nom, "valeur": valeur}
            tour.doutes.append(demande)
        demande["demande"] = True


def _reste(valeur: Any) -> Mapping[str, Any]:
    """The slot of the conversation; {} where it holds nothing."""
    return valeur if isinstance(valeur, Mapping) else {}


def _contenu(e: Evenement) -> dict[str, Any]:
    """Rasa's JSON; {} for an event that cannot be read: it must not stop those after it."""
    lues = objet(e.data)
    if lues is None:
        logger.warning("The event %d of the tracker cannot be read: it is left out.", e.id)
    return lues or {}


MEANINGS: Mapping[str, Callable[[Session, Evenement], None]] = {
    "user": _user,
    "bot": _bot,
    "slot": _slot,
    "reset_slots": _reset,
    "restart": _reset,
}
