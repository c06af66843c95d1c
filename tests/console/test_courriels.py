"""The team is told what waits by mail: a digest a working day, and what becomes late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console import alerts
from console.alerts import sending
from console.models import Alerte, SuiviDemande
from tests.console.alertes import (
    MARDI,
    Boite,
    boite,
    contenu,
    demander,
    en_retard_de,
    passer,
    personne,
    sans_resume,
)
from tests.ports import free_port

__all__ = ["boite", "sans_resume"]


def test_a_digest_says_what_waits_with_links_and_nothing_of_a_person(
    boite: Boite, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("console.alerts.due.est_ouvre", lambda _: True)
    monkeypatch.setenv("VTE_COURRIEL_HEURE", "0")
    tardive = en_retard_de(timedelta(days=40))
    demander("neuve")
    assert passer().envoyees == 1
    (lu,) = boite.recus
    assert lu["Subject"] == "Assistant VTE\u00a0: 2 en attente"
    assert (lu["To"], lu["From"]) == ("lise@exemple.fr, remi@exemple.fr", "console@exemple.fr")
    corps = contenu(lu)
    assert "- Demandes en retard : 1, depuis le " in corps and "- Demandes nouvelles : 1" in corps
    assert f"- Demande {tardive} : https://equipe.exemple.fr/demandes/1/" in corps
    assert "La console : https://equipe.exemple.fr/" in corps and not personne(corps)
    assert passer().envoyees == 0 and len(boite.recus) == 1


@pytest.mark.parametrize(
    ("moment", "du"),
    [
        (MARDI, True),
        (MARDI.replace(hour=7, minute=59), False),
        (MARDI.replace(day=28), False),  # a Saturday
        (MARDI.replace(month=11, day=11), False),  # a public holiday
    ],
)
def test_a_digest_is_due_from_its_hour_on_of_a_working_day(
    boite: Boite, moment: datetime, du: bool
):
    alerts.noter_ce_qui_est_du(moment)
    jours = list(Alerte.objects.filter(sujet="resume").values_list("cle", flat=True))
    assert jours == ([f"{moment:%Y-%m-%d}"] if du else [])


def test_where_nothing_waits_no_digest_is_sent(boite: Boite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("console.alerts.due.est_ouvre", lambda _: True)
    monkeypatch.setenv("VTE_COURRIEL_HEURE", "0")
    passer()
    assert boite.recus == [] and not Alerte.objects.filter(prochain__isnull=False).exists()


def test_requests_that_become_late_are_told_once_in_one_mail(boite: Boite, sans_resume: None):
    premieres = [en_retard_de(timedelta(hours=n)) for n in (1, 2)]
    passer()
    passer()
    troisieme = en_retard_de(timedelta(minutes=1))
    passer()
    un, deux = boite.recus
    assert un["Subject"] == "Assistant VTE\u00a0: 2\u00a0demandes en retard"
    assert all(reference in contenu(un) for reference in premieres)
    assert "attendent une réponse au-delà du délai annoncé" in contenu(un)
    assert troisieme in contenu(deux) and premieres[0] not in contenu(deux)
    assert "1 demande de rappel attend une réponse" in contenu(deux)
    assert not personne(contenu(un) + contenu(deux))


def test_what_was_answered_meanwhile_is_told_no_more(boite: Boite, sans_resume: None):
    en_retard_de(timedelta(hours=1))
    alerts.noter_ce_qui_est_du()
    SuiviDemande.objects.update(etat="repondue")
    alerts.envoyer()
    assert boite.recus == []
    SuiviDemande.objects.update(etat="nouvelle")  # opened again: it was never told
    passer()
    assert len(boite.recus) == 1


def test_what_was_late_long_before_anybody_asked_to_be_told_is_in_the_digest_alone(
    boite: Boite, sans_resume: None
):
    en_retard_de(timedelta(days=40))
    passer()
    assert boite.recus == []


def test_a_mail_that_is_refused_is_tried_again_later_under_the_same_id(
    boite: Boite, sans_resume: None, caplog: pytest.LogCaptureFixture
):
    en_retard_de(timedelta(hours=1))
    boite.refus = "451 la boite de lea@exemple.fr est pleine"
    maintenant = datetime.now(UTC)
    assert passer(maintenant) == sending.Bilan(0, 1)
    assert Alerte.objects.get().echec == "SMTP 451" and "lea@" not in caplog.text
    boite.refus = ""
    assert passer(maintenant + timedelta(seconds=30)) == sending.Bilan()
    assert passer(maintenant + timedelta(minutes=2)) == sending.Bilan(1, 0)
    (lu,) = boite.recus
    assert lu["Message-ID"].endswith("@exemple.fr>")


def identite_d_un_essai(boite: Boite, moment: datetime) -> str:
    """The id under which what is due then goes; as if the server had died before it said so."""
    boite.recus.clear()
    passer(moment)
    Alerte.objects.update(prochain=moment, envoyee_le=None)
    (lu,) = boite.recus
    return str(lu["Message-ID"])


def test_the_same_mail_has_the_same_id_and_one_that_tells_more_has_another(
    boite: Boite, sans_resume: None
):
    en_retard_de(timedelta(hours=1))
    maintenant = datetime.now(UTC)
    premier = identite_d_un_essai(boite, maintenant)
    assert identite_d_un_essai(boite, maintenant) == premier
    en_retard_de(timedelta(hours=2))
    second = identite_d_un_essai(boite, maintenant)
    assert second not in ("", premier) and identite_d_un_essai(boite, maintenant) == second


def test_a_server_that_is_away_ends_nothing(
    boite: Boite, sans_resume: None, monkeypatch: pytest.MonkeyPatch
):
    en_retard_de(timedelta(hours=1))
    monkeypatch.setenv("VTE_COURRIEL_PORT", str(free_port()))
    assert passer().echouees == 1
    assert Alerte.objects.get().echec == "ConnectionRefusedError"
