"""The tracker's database (VTE_SUIVI): conversations, erasures, exchanges of the channels, inbox,
kept results, feedback, who said STOP, relays, notices.

Its tables are declared in the modules that TRACKER names.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte import former_journal
from vte.databases import WAIT, open_engine, url_of
from vte.reglages import SUIVI
from vte.schemas.history import HERE, History
from vte.schemas.upgrade import bring_up_to_date

METADATA = sa.MetaData()
TRACKER = History(
    "suivi",
    METADATA,
    HERE / "suivi",
    "version_suivi",
    modules=(
        "vte.suivi",
        "vte.journal",
        "vte.ouvriers",
        "vte.resultats.table",
        "vte.avis",
        "vte.arrets",
        "vte.relais.tables",
        "vte.annonces",
    ),
)


def open_tracker(url: str | None = None, wait: float = WAIT) -> Engine:
    """The tracker's database, VTE_SUIVI unless `url` is given; up to date.

    `wait`: seconds for which another's lock is waited for. Error: BaseTropRecente.
    """
    engine = open_engine(url or url_of(SUIVI.lire()), wait)
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Brings its tables up to date, with what an older version left beside. Error: as above."""
    bring_up_to_date(engine, TRACKER)
    former_journal.take_in_what_lies_beside(engine)
