"""Events as Rasa stores them (RASA.md).

The shapes are checked against the real servers by tests/conversations/test_console.py.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import suivi

OYONNAX = {"code": "01283", "nom": "Oyonnax", "departement": "01"}
LYON = {"code": "69123", "nom": "Lyon", "departement": "69"}
MIDI = 1_623_751_200.0  # 15 June 2021, 12:00 in Paris


def ouverture(accueil: str = "Bonjour !") -> list[dict[str, Any]]:
    """What Rasa writes before the first message of a session."""
    return [
        {"event": "action", "name": "action_session_start"},
        bot(accueil, utter="utter_accueil"),
        {"event": "session_started"},
        slot("montant_vte", "4 000 €"),
        {"event": "action", "name": "action_listen"},
    ]


def dit(
    texte: str,
    intent: str = "informer",
    confiance: float = 0.9,
    canal: str = "web",
    rangs: Sequence[tuple[str, float]] = (),
    **faits: Any,
) -> dict[str, Any]:
    """A message of a person, with what was understood."""
    nom, _, precise = intent.partition("/")
    rangs = rangs or ((nom, confiance), ("faq", 0.06), ("hors_sujet", 0.02), ("saluer", 0.01))
    donnees = {
        "intent": {"name": nom, "confidence": confiance},
        "text": texte,
        "metadata": {},
        "intent_ranking": [{"name": n, "confidence": c} for n, c in rangs],
        "entities": [
            {"entity": cle, "value": valeur, "extractor": "LecteurDeFaits"}
            for cle, valeur in faits.items()
        ],
        "response_selector": {
            "all_retrieval_intents": ["faq"],
            "faq": {"response": {"intent_response_key": intent if precise else "faq/montant"}},
        },
    }
    return {"event": "user", "text": texte, "parse_data": donnees, "input_channel": canal}


def bot(texte: str, *choix: tuple[str, str], utter: str = "utter_note") -> dict[str, Any]:
    """A message of the assistant; `choix`: (title, payload)."""
    boutons = [{"title": titre, "payload": charge} for titre, charge in choix]
    return {
        "event": "bot",
        "text": texte,
        "data": {"buttons": boutons or None, "custom": None},
        "metadata": {"utter_action": utter},
    }


def slot(nom: str, valeur: Any) -> dict[str, Any]:
    return {"event": "slot", "name": nom, "value": valeur}


def action(nom: str) -> dict[str, Any]:
    return {"event": "action", "name": nom}


def boucle(nom: str | None) -> dict[str, Any]:
    return {"event": "active_loop", "name": nom}


def question(cle: str | None) -> list[dict[str, Any]]:
    """The form that asks for this key."""
    return [boucle("dossier_form" if cle else None), slot("requested_slot", cle)]


def verdict(statut: str) -> dict[str, Any]:
    return slot("annonce", {"statut": statut, "obstacles": [], "aides": {"vte": "ouverte"}})


def eligible(
    canal: str = "web",
    texte: str = "on est 45 à Oyonnax, CDI en septembre 2021, master de juin 2021",
) -> list[dict[str, Any]]:
    """A whole conversation: greeting, one message, an eligible verdict."""
    faits = {
        "profil": "entreprise",
        "commune": OYONNAX,
        "effectif": 45,
        "taille": "pme",
        "contrat": "cdi",
        "date_debut": "2021-09-01",
        "niveau_obtenu": 5,
        "date_diplome": "2021-06-01",
    }
    return [
        *ouverture(),
        dit(texte, canal=canal, **faits),
        action("dossier_form"),
        boucle("dossier_form"),
        bot("Bonne nouvelle"),
        *(slot(cle, valeur) for cle, valeur in faits.items()),
        verdict("eligible"),
        boucle(None),
        slot("requested_slot", None),
        action("action_listen"),
    ]


def abandonnee(
    texte: str = "je recrute à Oyonnax", cle: str = "effectif", canal: str = "web"
) -> list[dict[str, Any]]:
    """A conversation left at a question."""
    return [
        *ouverture(),
        dit(texte, canal=canal, commune=OYONNAX),
        boucle("dossier_form"),
        bot("Combien ?"),
        slot("commune", OYONNAX),
        slot("requested_slot", cle),
    ]


def pas_comprise(texte: str = "blablabla", canal: str = "web") -> list[dict[str, Any]]:
    rangs = (("nlu_fallback", 0.7), ("saluer", 0.3), ("faq", 0.2), ("informer", 0.1))
    return [
        *ouverture(),
        dit(texte, "nlu_fallback", 0.7, canal, rangs),
        action("action_pas_compris"),
        bot("Je n'ai pas compris.", utter="utter_pas_compris"),
    ]


def ligne(qui: str, e: dict[str, Any], heure: float) -> dict[str, Any]:
    """The row of this event in the tracker's table."""
    intent = e.get("parse_data", {}).get("intent", {}).get("name")
    donnees = json.dumps({"timestamp": heure, **e})
    return {
        "sender_id": qui,
        "type_name": e["event"],
        "timestamp": heure,
        "intent_name": intent,
        "action_name": e.get("name"),
        "data": donnees,
    }


@dataclass
class Suivi:
    """A tracker's database that tests write to as Rasa does.

    Each event a tenth of a second after the one before.
    """

    moteur: Engine
    heure: float = MIDI
    personnes: itertools.count = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        table = suivi.EVENEMENTS
        table.dialect_kwargs["sqlite_autoincrement"] = True
        table.create(self.moteur, checkfirst=True)

    def ecrire(
        self,
        evenements: Sequence[dict[str, Any]],
        personne: str | None = None,
        lien: Connection | None = None,
    ) -> str:
        """Stores these events of one person; says who.

        In its own transaction unless `lien` is given.
        """
        qui = personne or f"personne-{next(self.personnes)}"
        lignes = [ligne(qui, e, self._tic()) for e in evenements]
        if lien is not None:
            lien.execute(sa.insert(suivi.EVENEMENTS), lignes)
        else:
            with self.moteur.begin() as neuf:
                neuf.execute(sa.insert(suivi.EVENEMENTS), lignes)
        return qui

    def effacer(self, personne: str) -> None:
        with self.moteur.begin() as lien:
            suivi.effacer(lien, [personne])

    def _tic(self) -> float:
        self.heure += 0.1
        return self.heure
