"""What each kind of the tracker's events means for the conversation it is of: `MEANINGS`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from vte.entretien import CHOIX

from console.projection.message import boutons, comprise, dit, propres, reponse
from console.projection.records import ConversationLue, TourLu, VerdictLu
from console.projection.source import Evenement
from vte.demandes import PREFIXE
from vte.dossier import CLES, depuis_json
from vte.erreurs import ErreurVTE
from vte.regles import evaluer
from vte.suivi import PAS_COMPRIS
from vte.territoires import ouvrir

logger = logging.getLogger(__name__)
_VERS_UNE_PERSONNE = {"parler_a_quelqu_un", "etre_rappele"}
_SLOTS = {*CLES, "requested_slot", "annonce", "passees"}


class Session:
    """What is known of one session, after the events that were gone through so far."""

    def __init__(self, premier: Evenement) -> None:
        self.lue = ConversationLue(premier.personne, premier.id, premier.le, fin=premier.le)
        self.slots: dict[str, Any] = {}
        self.formulaire: str | None = None
        self.titres: dict[str, str] = {}  # payload -> title, of the buttons that were offered
        # Said when the session opens, with the answer to the first message.
        self.accueil: list[dict[str, Any]] = []

    @property
    def tour(self) -> TourLu | None:
        """The turn that goes on; None before anybody said anything."""
        return self.lue.tours[-1] if self.lue.tours else None

    @property
    def question(self) -> str:
        """What is being asked, if a form is open."""
        demandee = str(self.slots.get("requested_slot") or "") if self.formulaire else ""
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
    texte, bouton = dit(str(contenu.get("text") or ""), session.titres)
    compris = comprise(contenu.get("parse_data") or {})
    tour = TourLu(e.id, len(lue.tours) + 1, e.le, texte, bouton, **compris)
    tour.posee = session.question
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
        _si_pas_compris(tour, (contenu.get("metadata") or {}).get("utter_action"))


def _action(session: Session, e: Evenement) -> None:
    if session.tour:
        _si_pas_compris(session.tour, e.nom)


def _si_pas_compris(tour: TourLu, nom: Any) -> None:
    """`nom`: of the action or the response."""
    if str(nom or "").startswith(PAS_COMPRIS):
        tour.compris = False


# What is known


def _active_loop(session: Session, e: Evenement) -> None:
    session.formulaire = e.nom


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
    tour.repondue |= _repond(tour.posee, e.nom, avant, apres)
    if e.nom == "annonce" and apres:
        tour.verdict = _verdict(session, apres)


def _repond(posee: str, cle: str, avant: Any, apres: Any) -> bool:
    """Whether this slot answers the question: its fact, or « je ne sais pas »."""
    if not posee or apres is None:
        return False
    if cle == "passees":
        return posee in apres and posee not in (avant or [])
    soeurs = {"effectif": {"effectif", "taille"}, CHOIX: {"commune"}}
    return cle in soeurs.get(posee, {posee})


def _verdict(session: Session, annonce: Mapping[str, Any]) -> VerdictLu:
    """The slots of the dossier are set before the announcement, by the same action."""
    statut = str(annonce.get("statut") or "")
    try:
        detail = evaluer(depuis_json(session.dossier, ouvrir().commune))
    except ErreurVTE:
        return VerdictLu(statut, "", {})
    return VerdictLu(statut, detail["bareme"]["id"], detail)


def _contenu(e: Evenement) -> dict[str, Any]:
    """Rasa's JSON; {} for an event that cannot be read: it must not stop those after it."""
    try:
        lues = json.loads(e.data)
    except (ValueError, TypeError):
        logger.warning("The event %d of the tracker cannot be read: it is left out.", e.id)
        return {}
    return propres(lues, e.data) if isinstance(lues, dict) else {}


MEANINGS: Mapping[str, Callable[[Session, Evenement], None]] = {
    "user": _user,
    "bot": _bot,
    "slot": _slot,
    "action": _action,
    "active_loop": _active_loop,
    "reset_slots": _reset,
    "restart": _reset,
}
