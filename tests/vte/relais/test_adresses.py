"""How a messenger reaches a person is known while it is needed, to whoever has the key."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.bases import contenu
from tests.vte.resultats.conftest import moteur, parler
from vte import effacement
from vte.relais import LesRelais, adresses
from vte.relais.tables import ADRESSES, PAROLES, REMISE

__all__ = ["moteur"]
WHO, NUMBER = "whatsapp-0f3a", "whatsapp:+33698765432"


@pytest.fixture
def relays(moteur: Engine) -> LesRelais:
    parler(moteur, WHO)
    return LesRelais(moteur)


def keep(engine: Engine, asked: bool) -> None:
    with engine.begin() as link:
        adresses.garder(link, WHO, "whatsapp", NUMBER, asked)


def known(engine: Engine) -> str | None:
    with engine.connect() as link:
        return adresses.lire(link, WHO)


def test_an_address_is_read_with_the_key_only(
    relays: LesRelais, moteur: Engine, monkeypatch: pytest.MonkeyPatch
):
    keep(moteur, asked=True)
    assert known(moteur) == NUMBER
    assert b"98765432" not in contenu(moteur.url.render_as_string(hide_password=False))
    monkeypatch.setenv("VTE_SECRET", "une autre clé, de plus de 32 octets")
    assert known(moteur) is None


def test_it_stays_until_the_request_is_closed(relays: LesRelais, moteur: Engine):
    keep(moteur, asked=True)
    keep(moteur, asked=False)  # the person writes again: the request is open all the same
    with moteur.begin() as link:
        adresses.oublier(link)
    assert known(moteur) == NUMBER
    relays.demande_close(WHO)
    assert known(moteur) is None


def test_it_outlives_the_request_while_a_relay_is_open_and_its_last_word_on_its_way(
    relays: LesRelais, moteur: Engine
):
    keep(moteur, asked=True)
    taken = relays.prendre(WHO, "whatsapp", "remi")
    relays.demande_close(WHO)
    assert known(moteur) == NUMBER and relays.joignable(taken)
    relays.rendre(WHO)
    assert known(moteur) == NUMBER  # what says so is not sent yet
    with moteur.begin() as link:
        link.execute(sa.update(PAROLES).values(etat=REMISE))
        adresses.oublier(link)
    assert known(moteur) is None and not relays.joignable(taken)


def test_it_is_erased_with_the_person(relays: LesRelais, moteur: Engine):
    keep(moteur, asked=True)
    effacement.effacer([WHO])
    with moteur.connect() as link:
        assert link.execute(sa.select(ADRESSES)).all() == []
