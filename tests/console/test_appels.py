"""Other tools are told of each request, new then late, by signed calls; and the command."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from django.core.management import call_command

from console import alerts
from console.alerts import sending
from console.models import Alerte
from tests.console.alertes import (
    SECRET,
    Outil,
    demander,
    en_retard_de,
    outil,
    passer,
    personne,
)
from tests.console.evenements import Suivi

__all__ = ["outil"]


def test_a_new_request_is_one_signed_call_with_its_reference_and_nothing_of_the_person(
    outil: Outil, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_CONSOLE_PUBLIQUE", "https://equipe.exemple.fr")
    reference = demander("neuve")
    assert passer().envoyees == 1 and passer().envoyees == 0
    ((entetes, corps),) = outil.appels
    lu = json.loads(corps)
    assert (lu["type"], lu["reference"]) == ("demande.nouvelle", reference)
    assert lu["lien"] == "https://equipe.exemple.fr/demandes/1/"
    assert (lu["a_repondre"], lu["en_retard"]) == (1, 0)
    assert set(lu) == {
        *("type", "reference", "recue_le", "a_repondre_avant", "lien", "a_repondre", "en_retard")
    }
    assert not personne(corps.decode())
    signe = f"{entetes['webhook-id']}.{entetes['webhook-timestamp']}.".encode() + corps
    somme = base64.b64encode(hmac.new(SECRET.encode(), signe, hashlib.sha256).digest()).decode()
    assert entetes["webhook-signature"] == f"v1,{somme}"
    assert abs(int(entetes["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60


def test_a_request_that_becomes_late_is_another_call(outil: Outil):
    reference = en_retard_de(timedelta(hours=1))
    passer()
    lues = [json.loads(corps) for _, corps in outil.appels]
    assert [(lu["type"], lu["reference"]) for lu in lues] == [("demande.en_retard", reference)]


def test_a_call_that_fails_is_tried_again_under_the_same_id_later_each_time_then_given_up(
    outil: Outil,
):
    demander("neuve")
    outil.statut = 503
    moment, attentes = datetime.now(UTC), []
    alerts.noter_ce_qui_est_du()
    while (avant := Alerte.objects.get()).prochain is not None:
        moment = max(moment, avant.prochain)
        assert alerts.envoyer(moment) == sending.Bilan(0, 1)
        if (apres := Alerte.objects.get()).prochain:
            attentes.append(apres.prochain - moment)
    assert len(outil.appels) == sending.ESSAIS
    assert len({entetes["webhook-id"] for entetes, _ in outil.appels}) == 1
    assert attentes == sorted(attentes) and attentes[0] == sending.PREMIER
    assert attentes[-1] == sending.PLUS_LONG
    abandonnee = Alerte.objects.get()
    assert (abandonnee.envoyee_le, abandonnee.echec) == (None, "HTTP 503")


def test_a_redirection_is_not_followed_and_counts_as_a_failure(outil: Outil):
    demander("neuve")
    outil.statut = 307
    assert passer().echouees == 1 and Alerte.objects.get().echec == "HTTP 307"


def test_two_who_send_at_once_do_not_send_the_same(outil: Outil, monkeypatch: pytest.MonkeyPatch):
    """The second looks while the first is calling."""
    demander("neuve")
    alerts.noter_ce_qui_est_du()
    appeler, bilans = sending.webhook.appeler, []

    def pendant(*arguments: Any) -> None:
        monkeypatch.setattr(sending.webhook, "appeler", appeler)
        bilans.append(alerts.envoyer())
        appeler(*arguments)

    monkeypatch.setattr(sending.webhook, "appeler", pendant)
    assert alerts.envoyer() == sending.Bilan(1, 0)
    assert bilans == [sending.Bilan()] and len(outil.appels) == 1


def test_what_a_process_that_died_had_taken_is_sent_by_the_next_one(outil: Outil):
    demander("neuve")
    alerts.noter_ce_qui_est_du()
    maintenant = datetime.now(UTC)
    assert sending._est_prise(Alerte.objects.get(), maintenant)
    assert alerts.envoyer(maintenant + timedelta(minutes=1)) == sending.Bilan()
    assert alerts.envoyer(maintenant + sending.BAIL) == sending.Bilan(1, 0)


def test_old_requests_are_not_called_for_when_the_setting_is_new(outil: Outil):
    demander("ancienne", datetime.now(UTC) - timedelta(days=90))
    assert passer() == sending.Bilan() and outil.appels == []


# The command, and nobody to tell


def test_nothing_is_noted_nor_sent_where_the_settings_name_nobody(
    suivi: Suivi, capsys: pytest.CaptureFixture[str]
):
    en_retard_de(timedelta(hours=1))
    call_command("prevenir")
    assert "Personne à prévenir" in capsys.readouterr().out
    assert not Alerte.objects.exists()


def test_a_webhook_without_a_key_is_not_called(outil: Outil, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VTE_WEBHOOK_SECRET")
    demander("neuve")
    assert passer() == sending.Bilan() and outil.appels == []


def test_the_command_says_how_much_it_sent(
    outil: Outil, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    demander("a")
    demander("b")
    call_command("prevenir")
    assert capsys.readouterr().out == "2\u00a0alertes envoyées.\n"
    outil.statut = 500
    demander("c")
    call_command("prevenir")
    assert capsys.readouterr().out == "0\u00a0alerte envoyée, 1\u00a0échouée.\n"


def test_following_goes_on_after_a_database_that_was_away(
    outil: Outil, monkeypatch: pytest.MonkeyPatch
):
    class Fini(Exception):
        pass

    demander("a")
    essais: Iterator[Callable[..., None]] = iter([_absente, alerts.noter_ce_qui_est_du])
    monkeypatch.setattr(alerts, "noter_ce_qui_est_du", lambda: next(essais)())
    tours = iter(range(2))

    def dormir(_: float) -> None:
        if next(tours, None) == 1:
            raise Fini

    monkeypatch.setattr("console.management.commands.prevenir.time.sleep", dormir)
    monkeypatch.setattr("console.management.commands.prevenir.connection.close", lambda: None)
    with pytest.raises(Fini):
        call_command("prevenir", "--suivre")
    assert len(outil.appels) == 1


def _absente() -> None:
    raise sa.exc.OperationalError("", {}, Exception())
