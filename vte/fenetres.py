"""For how long after a person's last message their messenger still brings them our words.

https://developers.facebook.com/docs/messenger-platform/policy/policy-overview and
https://developers.facebook.com/docs/whatsapp/pricing give the day; Messenger gives people (never an
assistant) a week, where the page has the right « Human Agent ». The channels of bot/ and the
console read it here.
"""

from __future__ import annotations

from datetime import timedelta

from vte.reglages_messageries import MESSENGER_AGENT_HUMAIN

JOUR, SEMAINE = timedelta(days=1), timedelta(days=7)
_FERMENT = frozenset({"messenger", "whatsapp", "whatsapp_cloud"})


def de_l_assistant(canal: str) -> timedelta | None:
    """For what is written by no one; None where the platform always brings it."""
    return JOUR if canal in _FERMENT else None


def de_l_equipe(canal: str) -> timedelta | None:
    """For what a member of staff writes."""
    if canal == "messenger" and MESSENGER_AGENT_HUMAIN.lire():
        return SEMAINE
    return de_l_assistant(canal)
