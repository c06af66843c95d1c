"""How a messenger reaches a person, kept only while somebody of the staff may have to.

From the moment when the person asks for somebody, or writes while a relay holds the conversation,
until the request is closed and no relay is open. Encrypted under VTE_SECRET: whoever has the
database, or a copy of it, reads no telephone number.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.engine import Connection

from vte.relais.tables import ADRESSES, EN_ATTENTE, PAROLES, RELAIS
from vte.secret import key_for


def garder(lien: Connection, personne: str, canal: str, adresse: str, demande: bool) -> None:
    """`demande`: the person asks for somebody; an earlier request stays open all the same."""
    ligne = {
        "canal": canal,
        "adresse": _chiffre().encrypt(adresse.encode()).decode(),
        "le": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    demandee = {"demande": True} if demande else {}
    sienne = ADRESSES.c.session == personne
    if lien.execute(sa.update(ADRESSES).where(sienne).values(**ligne, **demandee)).rowcount:
        return
    lien.execute(sa.insert(ADRESSES), [{"session": personne, **ligne, "demande": demande}])


def lire(lien: Connection, personne: str) -> str | None:
    """Where to write to this person; None where it is not known, or under another key."""
    chiffree = lien.execute(
        sa.select(ADRESSES.c.adresse).where(ADRESSES.c.session == personne)
    ).scalar()
    if chiffree is None:
        return None
    try:
        return _chiffre().decrypt(chiffree.encode()).decode()
    except InvalidToken:
        return None


def connue(lien: Connection, personne: str) -> bool:
    requete = sa.select(ADRESSES.c.session).where(ADRESSES.c.session == personne)
    return lien.execute(requete).first() is not None


def demande_close(lien: Connection, personne: str) -> None:
    """No request of this person is open any more."""
    lien.execute(sa.update(ADRESSES).where(ADRESSES.c.session == personne).values(demande=False))
    oublier(lien)


def oublier(lien: Connection) -> None:
    """Forgets each that nothing keeps: no request, no open relay, no word on its way."""
    tient = (
        sa.select(RELAIS.c.id).where(
            RELAIS.c.session == ADRESSES.c.session, RELAIS.c.clos_le.is_(None)
        ),
        sa.select(PAROLES.c.id).where(
            PAROLES.c.session == ADRESSES.c.session, PAROLES.c.etat == EN_ATTENTE
        ),
    )
    libre = [~requete.exists() for requete in tient]
    lien.execute(sa.delete(ADRESSES).where(ADRESSES.c.demande.is_(False), *libre))


def _chiffre() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(key_for("adresses"))))
