"""The staff's own database (VTE_DEMANDES_URL): requests for a person, readings of the sources.

Its tables are declared in vte/demandes.py and vte/relectures.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte.databases import open_engine
from vte.reglages import DEMANDES_URL
from vte.schemas.history import HERE, History
from vte.schemas.upgrade import bring_up_to_date

METADATA = sa.MetaData()
REQUESTS = History(
    "demandes",
    METADATA,
    HERE / "demandes",
    "version_demandes",
    modules=("vte.demandes", "vte.relectures"),
)


def open_requests(url: str | None = None) -> Engine:
    """The staff's database, VTE_DEMANDES_URL unless `url` is given; up to date.

    Error: BaseTropRecente.
    """
    engine = open_engine(url or DEMANDES_URL.lire())
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Brings its tables up to date. Error: BaseTropRecente."""
    bring_up_to_date(engine, REQUESTS)
