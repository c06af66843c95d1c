"""The templates that WhatsApp's buttons need: one for each set of choices, stored at Twilio once, its id kept here.

A template holds the titles and their digests only; the words around them are sent with each message.
https://www.twilio.com/docs/content/twilio-quick-reply says what one is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.channels.messengers.common.digests import empreinte
from bot.channels.shared.journal import ouvrir_moteur

BOUTONS_MAX, TITRE_MAX, TEXTE_MAX = (
    3,
    20,
    1024,
)  # buttons in a session, characters of a title and of the words above
_meta = sa.MetaData()
_modeles = sa.Table(
    "modeles",
    _meta,
    sa.Column("choix", sa.String(32), primary_key=True),
    sa.Column("sid", sa.String(64), nullable=False),
)


class Modeles:
    """`url`: SQLAlchemy URL, that of the journal by default."""

    def __init__(self, url: str | None = None) -> None:
        self._moteur = ouvrir_moteur(url)
        _meta.create_all(self._moteur)

    def sid(self, boutons: Sequence[dict[str, str]]) -> str | None:
        """The template of these choices, None if there is none yet."""
        with self._moteur.connect() as lien:
            return lien.execute(
                sa.select(_modeles.c.sid).where(_modeles.c.choix == _cle(boutons))
            ).scalar()

    def garder(self, boutons: Sequence[dict[str, str]], sid: str) -> None:
        with self._moteur.begin() as lien:
            lien.execute(sa.delete(_modeles).where(_modeles.c.choix == _cle(boutons)))
            lien.execute(sa.insert(_modeles), [{"choix": _cle(boutons), "sid": sid}])


def tiennent(boutons: Sequence[dict[str, str]]) -> bool:
    """Whether these choices can be buttons as they are: few, and none to be shortened."""
    return 0 < len(boutons) <= BOUTONS_MAX and all(len(b["title"]) <= TITRE_MAX for b in boutons)


def decrire(boutons: Sequence[dict[str, str]]) -> dict[str, Any]:
    """The body that creates the template; `{{1}}` stands for the words above the buttons."""
    actions = [
        {"type": "QUICK_REPLY", "title": b["title"], "id": empreinte(b["payload"])} for b in boutons
    ]
    return {
        "friendly_name": f"vte-{_cle(boutons)}",
        "language": "fr",
        "variables": {"1": "Votre choix ?"},
        "types": {"twilio/quick-reply": {"body": "{{1}}", "actions": actions}},
    }


def _cle(boutons: Sequence[dict[str, str]]) -> str:
    return empreinte(json.dumps([[b["title"], b["payload"]] for b in boutons], ensure_ascii=False))
