"""What the events of a person mean: conversations, their turns, their verdicts. Pure: the same events give the same reading, always."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vte.conversation.entretien import CHOIX

from console.projection.faits import ConversationLue, TourLu, VerdictLu
from console.projection.message import boutons, comprise, dit, propres, reponse
from console.projection.source import Evenement
from vte.demandes import PREFIXE
from vte.dossier import CLES, depuis_json
from vte.erreurs import ErreurVTE
from vte.regles import evaluer
from vte.conversation.incompris import PAS_COMPRIS
from vte.territoires import ouvrir

logger = logging.getLogger(__name__)
OUVERTURE = "action_session_start"
_VERS_UNE_PERSONNE = {"parler_a_quelqu_un", "etre_rappele"}
_SLOTS = {*CLES, "requested_slot", "annonce", "passees"}


def conversations(evenements: Iterable[Evenement]) -> Iterator[ConversationLue]:
    """The conversations of one person, oldest first; a session in which nothing was said is none."""
    for session in _sessions(evenements):
        lue = _Lecteur(session[0]).lire(session)
        if lue.tours:
            yield lue


def _sessions(evenements: Iterable[Evenement]) -> Iterator[list[Evenement]]:
    """Cut where Rasa opens a session: at `action_session_start`, whose greeting comes before the `session_started` event."""
    courante: list[Evenement] = []
    ouverte = False
    for e in evenements:
        ouvre = e.type == "action" and e.nom == OUVERTURE
        if courante and (ouvre or (e.type == "session_started" and ouverte)):
            yield courante
            courante, ouverte = [], False
        ouverte = ouverte or e.type in ("session_started", "user")
        courante.append(e)
    if courante:
        yield courante


class _Lecteur:
    """Goes once over the events of one session."""

    def __init__(self, premier: Evenement) -> None:
        self._lue = ConversationLue(premier.personne, premier.id, premier.le, fin=premier.le)
        self._slots: dict[str, Any] = {}
        self._boucle: str | None = None
        self._titres: dict[str, str] = {}
        self._accueil: list[
            dict[str, Any]
        ] = []  # said when the session opens, with the answer to the first message
        self._lire_un: dict[str, Callable[[Evenement], None]] = {
            "user": self._personne,
            "bot": self._bot,
            "slot": self._slot,
            "action": self._action,
            "active_loop": self._formulaire,
            "reset_slots": self._vider,
            "restart": self._vider,
        }

    def lire(self, session: list[Evenement]) -> ConversationLue:
        for e in session:
            if lire := self._lire_un.get(e.type):
                lire(e)
            self._lue.dernier = e.id
            if self._lue.tours:
                self._lue.tours[-1].dernier = e.id
        self._finir_le_tour()
        lue = self._lue
        lue.dossier = {cle: self._slots[cle] for cle in CLES if self._slots.get(cle) is not None}
        lue.statut = next((t.verdict.statut for t in reversed(lue.tours) if t.verdict), "")
        lue.question = self._question()
        return lue

    def _personne(self, e: Evenement) -> None:
        self._finir_le_tour()
        donnees = _donnees(e)
        texte, bouton = dit(str(donnees.get("text") or ""), self._titres)
        tour = TourLu(
            e.id,
            len(self._lue.tours) + 1,
            e.le,
            texte,
            bouton,
            **comprise(donnees.get("parse_data") or {}),
        )
        tour.posee = self._question()
        tour.reponses, self._accueil = self._accueil, []
        self._lue.tours.append(tour)
        self._lue.canal = self._lue.canal or str(donnees.get("input_channel") or "")
        self._lue.fin = e.le
        self._lue.personne_demandee |= tour.intention in _VERS_UNE_PERSONNE

    def _bot(self, e: Evenement) -> None:
        donnees = _donnees(e)
        self._titres |= {str(b.get("payload")): str(b.get("title")) for b in boutons(donnees)}
        self._lue.fin = max(self._lue.fin, e.le)
        message = reponse(donnees)
        if not self._lue.tours:
            self._accueil += [message] if message else []
            return
        tour = self._lue.tours[-1]
        tour.reponses += [message] if message else []
        tour.delai = max(0.0, e.le - tour.le)
        if str((donnees.get("metadata") or {}).get("utter_action") or "").startswith(PAS_COMPRIS):
            tour.compris = False

    def _action(self, e: Evenement) -> None:
        if self._lue.tours and (e.nom or "").startswith(PAS_COMPRIS):
            self._lue.tours[-1].compris = False

    def _formulaire(self, e: Evenement) -> None:
        self._boucle = e.nom

    def _vider(self, _: Evenement) -> None:
        self._slots.clear()

    def _slot(self, e: Evenement) -> None:
        if e.nom not in _SLOTS:
            return
        avant, apres = self._slots.get(e.nom), _donnees(e).get("value")
        self._slots[e.nom] = apres
        if not self._lue.tours:
            return  # what an earlier session left
        tour = self._lue.tours[-1]
        if e.nom in CLES and avant != apres:
            tour.changements.append({"cle": e.nom, "avant": avant, "apres": apres})
        tour.repondue |= _repond(tour.posee, e.nom, avant, apres)
        if e.nom == "annonce" and apres:
            tour.verdict = self._verdict(str(apres.get("statut") or ""))

    def _verdict(self, statut: str) -> VerdictLu:
        """The slots of the dossier are set before the announcement, by the same action."""
        try:
            dossier = depuis_json({cle: self._slots.get(cle) for cle in CLES}, ouvrir().commune)
            verdict = evaluer(dossier)
        except ErreurVTE:
            return VerdictLu(statut, "", {})
        return VerdictLu(statut, verdict.bareme.id, verdict.en_json())

    def _question(self) -> str:
        """What is being asked, if a form is open."""
        demandee = str(self._slots.get("requested_slot") or "") if self._boucle else ""
        return "demande" if demandee.startswith(PREFIXE) else demandee

    def _finir_le_tour(self) -> None:
        if self._lue.tours:
            self._lue.tours[-1].question = self._question()


def _donnees(e: Evenement) -> dict[str, Any]:
    """Rasa's JSON; {} for an event that cannot be read, which must not stop those that come after it."""
    try:
        lues = json.loads(e.data)
    except (ValueError, TypeError):
        logger.warning("The event %d of the tracker cannot be read: it is left out.", e.id)
        return {}
    return propres(lues, e.data) if isinstance(lues, dict) else {}


def _repond(posee: str, cle: str, avant: Any, apres: Any) -> bool:
    """Whether this slot answers the question: its fact, or « je ne sais pas »."""
    if not posee or apres is None:
        return False
    if cle == "passees":
        return posee in apres and posee not in (avant or [])
    soeurs = {"effectif": {"effectif", "taille"}, CHOIX: {"commune"}}
    return cle in soeurs.get(posee, {posee})
