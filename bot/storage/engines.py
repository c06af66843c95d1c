"""One engine a database in a process: its channels share one pool of connections."""

from __future__ import annotations

from weakref import WeakValueDictionary

from sqlalchemy.engine import Engine

from bot.tracker_store import TURN_WAIT
from vte import journal
from vte.databases import url_of
from vte.reglages import SUIVI

# Open as long as somebody holds it.
_OPEN: WeakValueDictionary[str, Engine] = WeakValueDictionary()


def shared(url: str | None = None) -> Engine:
    """The engine of a tracker's database (SQLAlchemy URL; VTE_SUIVI where None), up to date.

    The same for all who ask for the same one, and never to be disposed of; its threads wait for
    TURN_WAIT seconds for somebody else's lock. Errors: those of vte.journal.ouvrir.
    """
    which = url or url_of(SUIVI.lire())
    engine = _OPEN.get(which)
    if engine is None:
        engine = _OPEN[which] = journal.ouvrir(which, TURN_WAIT)
    return engine
