"""A relay: taken by a member of staff, held while they and the person write, given back by either.

Each gesture is one transaction under the person's lock: no turn of theirs, and no erasure, crosses
it. Given back by nobody, a relay ends a day after the last word of either.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import fenetres
from vte.erreurs import ConversationClose, PasDeRelais
from vte.journal import EXCHANGES, ecrire_de
from vte.relais import adresses
from vte.relais.phrases import OUVERTURE, RENDU, RETOUR, RETOUR_DE_LA_BOITE
from vte.relais.sorts import entendu, retarder
from vte.relais.tables import (
    BOT,
    EN_ATTENTE,
    PAROLES,
    PERDUE,
    RELAIS,
    REMISE,
    STAFF,
    TARDIVE,
)

DELAI = timedelta(hours=24)  # without a word, after which the assistant is back
EQUIPE, PERSONNE, TEMPS, RESTAURE = "equipe", "personne", "temps", "restaure"  # who ended it
WEB = "web"  # the channel where people come for what was said to them
TEXTE_MAX = 2000  # characters of a word of staff
BOITE = "boîte de la page"  # who holds a conversation that staff answer in the platform's inbox


class Relais(NamedTuple):
    """`le`: of its last word; dates are ISO, UTC; `clos_le`, `clos_par`: None while it is held."""

    id: int
    session: str
    canal: str
    ouvert_par: str
    ouvert_le: str
    le: str
    prevenu: bool
    clos_le: str | None
    clos_par: str | None


class Mot(NamedTuple):
    """`etat`: of its way to a messenger; on the web it is delivered as it is written."""

    id: int
    canal: str
    texte: str
    etat: str
    motif: str | None


class LesRelais:
    """`moteur`: of the database of VTE_SUIVI, up to date (vte.journal.ouvrir)."""

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    def prendre(self, personne: str, canal: str, qui: str, annonce: bool = True) -> Relais:
        """Opens a relay; the one that is open, whoever took it, where there is one.

        `annonce`: the person reads it here. Errors: ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            if (ouvert := tenu(lien, personne)) is not None:
                return ouvert
            le = _maintenant()
            ligne = {"session": personne, "canal": canal, "ouvert_par": qui, "ouvert_le": le}
            lien.execute(sa.insert(RELAIS), [ligne | {"le": le, "prevenu": False}])
            if annonce:
                _parole(lien, personne, canal, OUVERTURE, propose=True)
            pris = tenu(lien, personne)
        assert pris is not None
        return pris

    def dire(self, personne: str, qui: str, texte: str) -> int:
        """What a member of staff says to the person, as it is written; the number of that word.

        Errors: PasDeRelais, ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            ouvert = tenu(lien, personne)
            if ouvert is None:
                raise PasDeRelais
            return _de_l_equipe(lien, personne, ouvert.canal, qui, texte)

    def repondre(self, personne: str, canal: str, qui: str, texte: str) -> int:
        """The same, whether or not somebody holds the conversation: where nobody does, the
        assistant goes on answering what the person says next.

        Errors: ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            return _de_l_equipe(lien, personne, canal, qui, texte)

    def rendre(self, personne: str, annonce: bool = True) -> None:
        """Staff give the conversation back, and the person reads it (`annonce`); nothing where none
        is held.

        Errors: ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            if (ouvert := tenu(lien, personne)) is not None:
                _clore(lien, ouvert, EQUIPE, RENDU if annonce else None)

    def tenu(self, personne: str) -> Relais | None:
        """The open relay of this person."""
        with self._moteur.connect() as lien:
            return tenu(lien, personne)

    def de(self, personne: str) -> list[Relais]:
        """Those of this person, the oldest first."""
        requete = sa.select(RELAIS).where(RELAIS.c.session == personne).order_by(RELAIS.c.id)
        with self._moteur.connect() as lien:
            return [Relais(*ligne) for ligne in lien.execute(requete)]

    def tenus(self) -> list[Relais]:
        """Every open relay, that in which nobody has written for longest first."""
        requete = sa.select(RELAIS).where(RELAIS.c.clos_le.is_(None)).order_by(RELAIS.c.le)
        with self._moteur.connect() as lien:
            return [Relais(*ligne) for ligne in lien.execute(requete)]

    def joignable(self, relais: Relais) -> bool:
        """Whether what staff write reaches the person before they write again."""
        return self.joignable_sur(relais.session, relais.canal)

    def joignable_sur(self, personne: str, canal: str) -> bool:
        """The same, of a person there: their address is kept, and their messenger still takes it
        (vte/fenetres.py).
        """
        if canal == WEB:
            return True
        with self._moteur.connect() as lien:
            connue, fin = adresses.connue(lien, personne), fin_de(lien, personne, canal)
        return connue and (fin is None or datetime.now(UTC) <= fin)

    def fin(self, relais: Relais) -> datetime | None:
        """Until when that messenger takes it; None: for ever, or nothing is known of it."""
        with self._moteur.connect() as lien:
            return fin_de(lien, relais.session, relais.canal)

    def mots(self, numeros: Collection[int]) -> dict[int, Mot]:
        """These words of staff, by number; those that went with their conversation are absent."""
        requete = sa.select(PAROLES).where(PAROLES.c.id.in_(list(numeros)))
        with self._moteur.connect() as lien:
            lus = [Mot(m.id, m.canal, m.texte, m.etat, m.motif) for m in lien.execute(requete)]
        return {mot.id: mot for mot in lus}

    def joindre(self, personne: str, canal: str, adresse: str) -> None:
        """The person was heard now, there, while somebody holds their conversation.

        Errors: ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            if tenu(lien, personne) is not None:
                adresses.garder(lien, personne, canal, adresse, demande=False)

    def toucher(self, personne: str, qui: str) -> None:
        """Somebody wrote where we read nothing: the relay that `qui` holds lasts from now on.

        Errors: ConversationClose, SQLAlchemyError.
        """
        with ecrire_de(self._moteur, personne) as lien:
            ouvert = tenu(lien, personne)
            if ouvert is not None and ouvert.ouvert_par == qui:
                _toucher(lien, personne, ouvert.prevenu)

    def demande_close(self, personne: str) -> None:
        """No request of this person is open: how to reach them is forgotten."""
        with self._moteur.begin() as lien:
            adresses.demande_close(lien, personne)

    def clore_les_echus(self, maintenant: datetime | None = None) -> int:
        """Ends those in which nobody wrote for DELAI; says how many. Errors: SQLAlchemyError."""
        limite = ((maintenant or datetime.now(UTC)) - DELAI).isoformat(timespec="seconds")
        return sum(self._clore_echu(r.session, limite) for r in self.tenus() if r.le < limite)

    def _clore_echu(self, personne: str, limite: str) -> bool:
        try:
            with ecrire_de(self._moteur, personne) as lien:
                ouvert = tenu(lien, personne)
                if ouvert is None or ouvert.le >= limite:
                    return False
                _clore(lien, ouvert, TEMPS, _retour(ouvert))
                return True
        except ConversationClose:
            return False  # erased meanwhile, and its relay with it


# In the transaction of a turn, which holds the person's lock


def tenu(lien: Connection, personne: str) -> Relais | None:
    ouvert = sa.select(RELAIS).where(RELAIS.c.session == personne, RELAIS.c.clos_le.is_(None))
    ligne = lien.execute(ouvert).first()
    return None if ligne is None else Relais(*ligne)


def prevenu_de(personne: str) -> Any:
    """Asks whether the person of an open relay was told that they are read; null without one."""
    return sa.select(RELAIS.c.prevenu).where(
        RELAIS.c.session == personne, RELAIS.c.clos_le.is_(None)
    )


def entendre(lien: Connection, personne: str) -> None:
    """The person wrote, and has read that it is passed on."""
    _toucher(lien, personne, prevenu=True)


def reprendre(lien: Connection, personne: str) -> None:
    """The person goes on with the assistant, which says so itself."""
    if (ouvert := tenu(lien, personne)) is not None:
        _clore(lien, ouvert, PERSONNE)


def rien_d_ancien(lien: Connection) -> None:
    """After a restore: nothing that waited is sent, and no relay of before goes on."""
    attendent = PAROLES.c.etat.in_([EN_ATTENTE, TARDIVE])
    lien.execute(sa.update(PAROLES).where(attendent).values(etat=PERDUE))
    ouverts = sa.update(RELAIS).where(RELAIS.c.clos_le.is_(None))
    lien.execute(ouverts.values(clos_le=_maintenant(), clos_par=RESTAURE))


def fin_de(lien: Connection, personne: str, canal: str) -> datetime | None:
    """Until when this messenger takes what staff write to this person."""
    duree, depuis = fenetres.de_l_equipe(canal), entendu(lien, personne)
    return None if duree is None or depuis is None else depuis + duree


def _retour(relais: Relais) -> str:
    return RETOUR_DE_LA_BOITE if relais.ouvert_par == BOITE else RETOUR


def _clore(lien: Connection, relais: Relais, par: str, phrase: str | None = None) -> None:
    if phrase is not None:
        _parole(lien, relais.session, relais.canal, phrase)
    if not adresses.connue(lien, relais.session):
        siennes = sa.and_(PAROLES.c.session == relais.session, PAROLES.c.etat == EN_ATTENTE)
        retarder(lien, siennes)
    lien.execute(
        sa.update(RELAIS)
        .where(RELAIS.c.id == relais.id)
        .values(clos_le=_maintenant(), clos_par=par)
    )
    adresses.oublier(lien)


def _toucher(lien: Connection, personne: str, prevenu: bool) -> None:
    lien.execute(
        sa.update(RELAIS)
        .where(RELAIS.c.session == personne, RELAIS.c.clos_le.is_(None))
        .values(le=_maintenant(), prevenu=prevenu)
    )


def _de_l_equipe(lien: Connection, personne: str, canal: str, qui: str, texte: str) -> int:
    numero = _parole(lien, personne, canal, texte[:TEXTE_MAX], qui)
    _toucher(lien, personne, prevenu=False)
    return numero


def _parole(
    lien: Connection,
    personne: str,
    canal: str,
    texte: str,
    qui: str | None = None,
    propose: bool = False,
) -> int:
    """Its number."""
    dernier = sa.select(sa.func.max(EXCHANGES.c.id)).where(EXCHANGES.c.session == personne)
    ligne = {
        "session": personne,
        "canal": canal,
        "le": _maintenant(),
        "auteur": BOT if qui is None else STAFF,
        "qui": qui,
        "texte": texte,
        "propose": propose,
        "apres": lien.execute(dernier).scalar() or 0,
        "etat": REMISE if canal == WEB else EN_ATTENTE,
        "envoyes": 0,
    }
    return int(lien.execute(sa.insert(PAROLES).values(ligne)).inserted_primary_key[0])


def _maintenant() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
