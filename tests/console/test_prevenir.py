"""The team is told what waits: by mail to a real server, by signed calls to another one."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from django.core.management import call_command

from console import alerts
from console.alerts import sending
from console.models import Alerte, SuiviDemande
from tests.console.evenements import Suivi
from tests.ports import free_port
from vte.delai import PARIS
from vte.demandes import Demandes

SECRET = "une clé que personne ne devine, vraiment"
MARDI = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)


class Boite:
    """A mailbox; `refus`: what the server answers instead of taking a message."""

    def __init__(self) -> None:
        self.recus: list[EmailMessage] = []
        self.refus = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refus:
            return self.refus
        lu = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(lu, EmailMessage)
        self.recus.append(lu)
        return "250 OK"


@pytest.fixture
def boite(monkeypatch: pytest.MonkeyPatch, suivi: Suivi) -> Iterator[Boite]:
    boite = Boite()
    port = free_port()
    serveur = Controller(boite, hostname="127.0.0.1", port=port)
    serveur.start()
    for nom, valeur in {
        "SERVEUR": "127.0.0.1",
        "PORT": str(port),
        "CHIFFREMENT": "aucun",
        "DE": "console@exemple.fr",
        "A": "lise@exemple.fr, remi@exemple.fr",
    }.items():
        monkeypatch.setenv(f"VTE_COURRIEL_{nom}", valeur)
    monkeypatch.setenv("VTE_CONSOLE_PUBLIQUE", "https://equipe.exemple.fr/")
    yield boite
    serveur.stop()


class Outil:
    """Another tool; `statut`: what it answers."""

    def __init__(self) -> None:
        self.appels: list[tuple[dict[str, str], bytes]] = []
        self.statut = 204


@pytest.fixture
def outil(monkeypatch: pytest.MonkeyPatch, suivi: Suivi) -> Iterator[Outil]:
    outil = Outil()

    class Reponse(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            corps = self.rfile.read(int(self.headers["Content-Length"]))
            outil.appels.append(({k.lower(): v for k, v in self.headers.items()}, corps))
            self.send_response(outil.statut)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    serveur = HTTPServer(("127.0.0.1", 0), Reponse)
    fil = threading.Thread(target=serveur.serve_forever)
    fil.start()
    monkeypatch.setenv("VTE_WEBHOOK_ADRESSE", f"http://127.0.0.1:{serveur.server_port}/jeton")
    monkeypatch.setenv("VTE_WEBHOOK_SECRET", SECRET)
    yield outil
    serveur.shutdown()
    fil.join()
    serveur.server_close()


def demander(qui: str, le: datetime | None = None) -> str:
    """A request that came then; its reference."""
    base = Demandes()
    base.noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un mot secret")
    base.envoyer(qui)
    (une,) = base.de(qui)
    if le:
        with base._moteur.begin() as lien:
            change = sa.text("update demandes set le = :le where id = :id")
            iso = le.astimezone(UTC).isoformat(timespec="seconds")
            lien.execute(change, {"le": iso, "id": une.id})
    assert une.reference
    return une.reference


def en_retard_de(temps: timedelta) -> str:
    """A request whose delay ended so long ago."""
    reference = demander(f"retard {temps}", datetime.now(UTC) - timedelta(days=30))
    from console import requests

    requests.relever()
    SuiviDemande.objects.filter(reference=reference).update(echeance=datetime.now(UTC) - temps)
    return reference


def passer(moment: datetime | None = None) -> sending.Bilan:
    alerts.noter_ce_qui_est_du(moment)
    return alerts.envoyer(moment)


@pytest.fixture
def sans_resume(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days on which no digest is due."""
    monkeypatch.setattr("console.alerts.due.est_ouvre", lambda _: False)


def contenu(lu: EmailMessage) -> str:
    return str(lu.get_content()).replace("\u00a0", " ")


def personne(corps: str) -> bool:
    return any(mot in corps for mot in ("Martin", "lea@", "secret", "L. M."))


# By mail


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
    assert lu["Message-ID"] == f"<{Alerte.objects.get().identifiant}@exemple.fr>"


def test_a_server_that_is_away_ends_nothing(
    boite: Boite, sans_resume: None, monkeypatch: pytest.MonkeyPatch
):
    en_retard_de(timedelta(hours=1))
    monkeypatch.setenv("VTE_COURRIEL_PORT", str(free_port()))
    assert passer().echouees == 1
    assert Alerte.objects.get().echec == "ConnectionRefusedError"


# By calls


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
    with pytest.raises(Fini):
        call_command("prevenir", "--suivre")
    assert len(outil.appels) == 1


def _absente() -> None:
    raise sa.exc.OperationalError("", {}, Exception())
