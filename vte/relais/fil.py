"""What was said in a person's relays, in its order: by staff, by the person, by the assistant.

What the person says meanwhile is an exchange like any other (vte/journal.py), whose state says that
the conversation was held.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.journal import EXCHANGES
from vte.relais.phrases import REPRENDRE, TITRE
from vte.relais.tables import BOT, PAROLES, REMISE, STAFF

USER = "user"


class Ligne(NamedTuple):
    """`id`: of the message, as the contract has it; `auteur`: staff, bot or user; `qui`: who of the
    staff; `etat` and `motif`: what became of a word on its way to a messenger; `le`: ISO, UTC."""

    id: str
    auteur: str
    texte: str
    le: str
    qui: str | None = None
    etat: str = REMISE
    motif: str | None = None


def fil(moteur: Engine, personne: str) -> list[Ligne]:
    """The oldest first; empty where nobody of the staff ever took this conversation."""
    with moteur.connect() as lien:
        mots = paroles(lien, personne)
        if not mots:
            return []
        echanges = sa.select(EXCHANGES).where(
            EXCHANGES.c.session == personne, EXCHANGES.c.id > mots[0].apres
        )
        lignes = lien.execute(echanges.order_by(EXCHANGES.c.id)).all()
    trouvees = [(ligne.id, 0, i, une) for ligne in lignes for i, une in enumerate(_dites(ligne))]
    trouvees += [(mot.apres, 1, mot.id, _dite(mot)) for mot in mots]
    return [une for *_, une in sorted(trouvees, key=lambda trouvee: trouvee[:3])]


def paroles(lien: Connection, personne: str) -> list[Any]:
    """The rows of what was said to this person in relays, the oldest first."""
    requete = sa.select(PAROLES).where(PAROLES.c.session == personne).order_by(PAROLES.c.id)
    return list(lien.execute(requete))


def message(mot: Any) -> dict[str, Any]:
    """A word of a relay, as the contract has it in a history.

    Under each word of staff a page offers the way back, as its last choices.
    """
    return {
        "id": f"staff~{mot.id}",  # no message of a person has such a name
        "from": mot.auteur,
        "text": mot.texte,
        "buttons": [bouton()] if mot.propose or mot.auteur == STAFF else [],
        "custom": {},
        "at": mot.le,
    }


def bouton() -> dict[str, str]:
    """By which a person goes on with the assistant."""
    return {"title": TITRE, "payload": REPRENDRE}


def _dite(mot: Any) -> Ligne:
    return Ligne(f"staff~{mot.id}", mot.auteur, mot.texte, mot.le, mot.qui, mot.etat, mot.motif)


def _dites(ligne: Any) -> Iterator[Ligne]:
    reponse = json.loads(ligne.reponse)
    if not reponse.get("state", {}).get("handover"):
        return
    yield Ligne(ligne.message_id, USER, ligne.dit, ligne.le)
    for dit in reponse["messages"]:
        yield Ligne(dit["id"], BOT, dit["text"], ligne.le)
