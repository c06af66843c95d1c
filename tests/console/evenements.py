"""Events as Rasa stores them, with the slots that the conversation sets (vte/conversation/etat.py).

tests/console_servie holds the same against the real servers.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import suivi
from vte.conversation import SLOT
from vte.dossier import depuis_json
from vte.lecture import CommuneLue, Lecture, LieuLu, Mention
from vte.regles import evaluer
from vte.territoires import ouvrir

OYONNAX = {"code": "01283", "nom": "Oyonnax", "departement": "01"}
LYON = {"code": "69123", "nom": "Lyon", "departement": "69"}
MIDI = 1_623_751_200.0  # 15 June 2021, 12:00 in Paris
ELIGIBLE: dict[str, Any] = {
    "profil": "entreprise",
    "commune": OYONNAX,
    "effectif": 45,
    "taille": "pme",
    "contrat": "cdi",
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
}
SAINT_DENIS = LieuLu(
    (
        CommuneLue("97411", "Saint-Denis", "974"),
        CommuneLue("93066", "Saint-Denis", "93"),
        CommuneLue("11339", "Saint-Denis", "11"),
    ),
    ambigu=True,
)


def ouverture(accueil: str = "Bonjour !", **gardes: Any) -> list[dict[str, Any]]:
    """What Rasa writes before the first message of a session; `gardes`: slots kept from before."""
    return [
        action("action_session_start"),
        bot(accueil, utter="utter_reprise" if gardes else "utter_accueil"),
        {"event": "session_started"},
        *slots(**gardes),
        action("action_listen"),
    ]


def dit(
    texte: str,
    intent: str = "informer",
    confiance: float = 0.9,
    canal: str = "web",
    rangs: Sequence[tuple[str, float]] = (),
    question: str | None = None,
    lieu: LieuLu | None = None,
    lue: Lecture | None = None,
    **faits: Any,
) -> dict[str, Any]:
    """A message of a person, with its reading; `question`: the one that it was read for.

    `lue`: the reading itself, when its words or how sure it is count.
    """
    nom, _, precise = intent.partition("/")
    rangs = rangs or ((nom, confiance), ("faq", 0.06), ("hors_sujet", 0.02), ("saluer", 0.01))
    contexte = {"question": question} if question else {}
    donnees = {
        "intent": {"name": nom, "confidence": confiance},
        "text": texte,
        "metadata": contexte,
        "intent_ranking": [{"name": n, "confidence": c} for n, c in rangs],
        "entities": [{"entity": cle, "value": valeur} for cle, valeur in faits.items()],
        "response_selector": {
            "all_retrieval_intents": ["faq"],
            "faq": {"response": {"intent_response_key": intent if precise else "faq/montant"}},
        },
    }
    if not texte.startswith("/"):  # a button's payload is not read
        mentions = tuple(Mention(cle, valeur, 0, len(texte)) for cle, valeur in faits.items())
        lue = lue or Lecture(mentions, lieu)
        donnees["lecture"] = replace(lue, question=question).en_json()
    return {
        "event": "user",
        "text": texte,
        "parse_data": donnees,
        "input_channel": canal,
        "metadata": contexte,
    }


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


def slots(**valeurs: Any) -> list[dict[str, Any]]:
    """What a turn changed, in its order: the keys of the dossier, then the rest (`reste`)."""
    return [slot(nom, valeur) for nom, valeur in valeurs.items()]


def reste(**valeurs: Any) -> dict[str, Any]:
    """The slot of all that is no fact: the question, what was passed, the verdict in force."""
    return slot(SLOT, valeurs or None)


def action(nom: str) -> dict[str, Any]:
    return {"event": "action", "name": nom}


def verdict(**faits: Any) -> dict[str, Any]:
    """CONTRACT's verdict of this dossier."""
    return dict(json.loads(_juger(json.dumps(faits))))


@lru_cache
def _juger(faits: str) -> str:
    return json.dumps(evaluer(depuis_json(json.loads(faits), ouvrir().commune)).en_json())


def annonce(**faits: Any) -> dict[str, Any]:
    """What the conversation keeps once the verdict of this dossier was announced."""
    rendu = verdict(**faits)
    return reste(annonce={"statut": rendu["statut"]}, verdict=rendu)


def eligible(
    canal: str = "web",
    texte: str = "on est 45 à Oyonnax, CDI en septembre 2021, master de juin 2021",
) -> list[dict[str, Any]]:
    """A whole conversation: greeting, one message, an eligible verdict."""
    return [
        *ouverture(),
        dit(texte, canal=canal, **ELIGIBLE),
        action("action_conduire"),
        bot("Bonne nouvelle", utter="utter_verdict_eligible"),
        *slots(**ELIGIBLE),
        annonce(**ELIGIBLE),
        action("action_listen"),
    ]


def abandonnee(
    texte: str = "je recrute à Oyonnax", cle: str = "effectif", canal: str = "web"
) -> list[dict[str, Any]]:
    """A conversation left at a question."""
    return [
        *ouverture(),
        dit(texte, canal=canal, commune=OYONNAX),
        action("action_conduire"),
        bot("Combien ?", utter=f"utter_demander_{cle}"),
        slot("commune", OYONNAX),
        reste(question=cle, derniere="commune", posees={cle: 1}),
        action("action_listen"),
    ]


def pas_comprise(texte: str = "blablabla", canal: str = "web") -> list[dict[str, Any]]:
    rangs = (("nlu_fallback", 0.7), ("saluer", 0.3), ("faq", 0.2), ("informer", 0.1))
    return [
        *ouverture(),
        dit(texte, "nlu_fallback", 0.7, canal, rangs),
        action("action_conduire"),
        bot("Je n'ai pas compris.", utter="utter_pas_compris"),
        reste(echecs=1),
        action("action_listen"),
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
    personnes: itertools.count[int] = field(default_factory=itertools.count)

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
