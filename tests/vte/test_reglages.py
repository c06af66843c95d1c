"""Settings: each has a type, and a wrong value is one line that says what is expected."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from vte import reglages, reglages_messageries
from vte.cli import principal
from vte.databases import open_engine
from vte.erreurs import ReglageInvalide

RACINE = Path(__file__).parents[2]
FAUX = [
    ("VTE_PORT_RASA", "abc", "un nombre entier de 1 à 65\u00a0535"),
    ("VTE_PORT_ACTIONS", "0", "un nombre entier de 1 à 65\u00a0535"),
    ("VTE_AUJOURDHUI", "15/06/2021", "une date qui existe, écrite AAAA-MM-JJ"),
    ("VTE_AUJOURDHUI", "2021-02-30", "une date qui existe, écrite AAAA-MM-JJ"),
    ("VTE_SANS_LIMITE", "peut-être", "1 ou oui pour l'activer, 0 ou non ou rien sinon"),
    ("VTE_DELAI_REPONSE", "61", "un nombre entier de 1 à 60"),
    ("VTE_COURRIEL_SERVEUR", "smtp.exemple.fr:25", "un nom de machine"),
    ("VTE_COURRIEL_CHIFFREMENT", "ssl", "starttls, tls ou aucun"),
    ("VTE_COURRIEL_DE", "l'équipe", "une adresse électronique"),
    ("VTE_COURRIEL_A", "a@b.fr, équipe", "des adresses électroniques"),
    ("VTE_COURRIEL_HEURE", "24", "un nombre entier de 0 à 23"),
    ("VTE_CONSERVATION", "0", "un nombre entier de jours, de 1 à 3\u00a0650"),
    ("VTE_CONSOLE_INACTIVITE", "une heure", "un nombre entier de minutes, de 1 à 10\u00a0080"),
    ("VTE_DUREE_SESSION", "-1", "un nombre entier de secondes"),
    ("VTE_ORIGINES", "https://exemple.fr, exemple.com", "des sites séparés par des virgules"),
    ("VTE_ORIGINES", "https://exemple.fr/vte", "des sites séparés par des virgules"),
    ("VTE_CONSOLE_HOTES", "https://console.fr", "des noms de machines séparés par des virgules"),
    ("VTE_BASE_URL", "territoires.sqlite", "une URL SQLAlchemy"),
    ("VTE_SUIVI", "mysql://suivi", "le chemin d'un fichier SQLite, ou une URL SQLAlchemy"),
    ("VTE_MESSENGER_API", "graph.facebook.com", "une adresse http:// ou https://"),
    ("VTE_WHATSAPP_ADRESSE", "https:// exemple.fr", "une adresse http:// ou https://"),
    ("VTE_MESSENGER_VERSION", "23", "une version, comme v23.0"),
    ("VTE_WHATSAPP_NUMERO", "06 12 34 56 78", "un numéro comme +33612345678"),
    ("VTE_ADRESSE", "127.0.0.1 5005", "une adresse de machine"),
    ("VTE_ADRESSE_MESURES", "127.0.0.1 9464", "une adresse de machine"),
    ("VTE_PORT_MESURES", "-1", "un nombre entier de 0 à 65\u00a0535"),
    ("VTE_PORT_MESURES_CONSOLE", "65536", "un nombre entier de 0 à 65\u00a0535"),
    ("VTE_JOURNAUX", "xml", "texte ou json"),
    ("VTE_REVISION", "la dernière", "les chiffres hexadécimaux d'un commit"),
    ("VTE_CONSOLE_ADRESSE", "0.0.0.0 8000", "une adresse de machine"),
    ("VTE_MANDATAIRES", "10.0.0.1/8", "des adresses ou des réseaux"),
    ("VTE_MANDATAIRES", "mandataire.fr", "des adresses ou des réseaux"),
    ("VTE_REDIS_URL", "localhost:6379", "une URL redis://"),
    ("VTE_REDIS_URL", "redis://machine:abc", "une URL redis://"),
    ("VTE_PORT_RASA", " 5005", "un nombre entier"),
    ("VTE_PORT_RASA", "5_005", "un nombre entier"),
    ("VTE_PORT_RASA", "٥٠٠٥", "un nombre entier"),
    ("VTE_CONSOLE_HOTES", ",", "des noms de machines"),
    ("VTE_ORIGINES", "https://exemple.fr:99999", "des sites"),
    ("VTE_TELEGRAM_API", "https://exemple.fr:port", "une adresse http:// ou https://"),
    ("VTE_ADRESSE", "http://127.0.0.1", "une adresse de machine"),
    ("VTE_SUIVI", "postgres://vte@base/suivi", "postgresql://compte@machine/base"),
    ("VTE_SUIVI", "   ", "le chemin d'un fichier SQLite"),
    ("VTE_DEMANDES_URL", "postgresql+asyncpg://base/demandes", "une URL SQLAlchemy"),
    ("VTE_DEMANDES_URL", "postgresql://vte@base", "postgresql://compte@machine/base"),
    ("VTE_DEMANDES_URL", "postgresql://base:abc/demandes", "une URL SQLAlchemy"),
    ("VTE_DEMANDES_URL", "postgresql://base/demandes?sslmod=require", "que PostgreSQL connaît"),
    ("VTE_DEMANDES_URL", "postgresql://base/demandes?sslmode=", "que PostgreSQL connaît"),
    ("VTE_DEMANDES_URL", "sqlite://", "sqlite:///fichier"),
    ("VTE_DEMANDES_URL", "sqlite:///:memory:", "sqlite:///fichier"),
    ("VTE_DEMANDES_URL", "sqlite:///demandes.sqlite?mode=ro", "sqlite:///fichier"),
]


def test_every_default_is_a_good_value(monkeypatch: pytest.MonkeyPatch):
    for reglage in reglages.TOUS:
        monkeypatch.delenv(reglage.nom, raising=False)
    reglages.check()


def test_a_value_has_the_type_of_its_setting(monkeypatch: pytest.MonkeyPatch):
    for nom, valeur in {
        "VTE_PORT_RASA": "6000",
        "VTE_CONSERVATION": "30",
        "VTE_ORIGINES": "https://exemple.fr/, http://localhost:8080,",
        "VTE_TELEGRAM_API": "http://127.0.0.1:9000/",
    }.items():
        monkeypatch.setenv(nom, valeur)
    assert reglages.PORT_RASA.lire() == 6000
    assert reglages.CONSERVATION.lire() == timedelta(days=30)
    assert reglages.ORIGINES.lire() == ("https://exemple.fr", "http://localhost:8080")
    assert reglages_messageries.TELEGRAM_API.lire() == "http://127.0.0.1:9000"
    assert reglages.AUJOURDHUI.lire() == date(2021, 6, 15)


@pytest.mark.parametrize("dit", ["1", "oui", "true", "OUI"])
def test_a_switch_is_on_by_these_words_only(dit: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SANS_LIMITE", dit)
    assert reglages.SANS_LIMITE.lire() is True


@pytest.mark.parametrize("dit", ["", "0", "non", "false"])
def test_a_switch_is_off_by_these_words_only(dit: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SANS_LIMITE", dit)
    assert reglages.SANS_LIMITE.lire() is False


@pytest.mark.parametrize(("nom", "valeur", "attendu"), FAUX)
def test_a_wrong_value_is_one_line_with_the_name_the_value_and_what_is_expected(
    nom: str, valeur: str, attendu: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(nom, valeur)
    with pytest.raises(ReglageInvalide) as refus:
        reglages.check()
    (ligne,) = str(refus.value).splitlines()
    assert ligne.startswith(f"{nom}={valeur} n'est pas valable\u00a0: il faut ")
    assert attendu in ligne


@pytest.mark.parametrize(
    "adresse",
    [
        *("http://exemple.fr/jeton", "exemple.fr", "https://", "http://127.0.0.2/"),
        *("https://é..fr/x", "https://exemple.fr/\u0007"),
    ],
)
def test_a_webhook_without_https_is_refused_and_not_told(
    adresse: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_WEBHOOK_ADRESSE", adresse)
    with pytest.raises(ReglageInvalide, match="VTE_WEBHOOK_ADRESSE=… n'est pas valable") as refus:
        reglages.check()
    assert "une adresse https://" in str(refus.value)
    for juste in ("https://exemple.fr/jeton", "http://127.0.0.1:9000/"):
        monkeypatch.setenv("VTE_WEBHOOK_ADRESSE", juste)
        reglages.check()


@pytest.mark.parametrize("nom", ["VTE_SECRET", "VTE_JETON_ACTIONS"])
@pytest.mark.parametrize("valeur", ["", "court", "é" * 15])
def test_an_empty_or_short_secret_is_refused_in_one_line_that_does_not_tell_it(
    nom: str, valeur: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(nom, valeur)
    with pytest.raises(ReglageInvalide) as refus:
        reglages.check()
    (ligne,) = str(refus.value).splitlines()
    assert ligne.startswith(f"{nom}=… n'est pas valable") and "32 octets" in ligne
    assert not valeur or valeur not in ligne
    monkeypatch.setenv(nom, "é" * 16)
    reglages.check()
    monkeypatch.delenv(nom)
    reglages.check()


def test_a_token_with_a_blank_around_it_is_refused_and_not_told(monkeypatch: pytest.MonkeyPatch):
    """It was read from a file, with the end of its line: the platform would refuse it later."""
    monkeypatch.setenv("VTE_TELEGRAM_JETON", "123:abc\n")
    with pytest.raises(ReglageInvalide) as refus:
        reglages.check()
    assert str(refus.value).startswith("VTE_TELEGRAM_JETON=… n'est pas valable")
    assert "123:abc" not in str(refus.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://vte:s@base:5432/vte?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql+psycopg2:///vte?host=/run/postgresql",
        "sqlite:////var/lib/vte/demandes.sqlite",
    ],
)
def test_a_url_of_which_all_is_used_is_taken_to_the_letter(
    url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_DEMANDES_URL", url)
    reglages.check()
    assert reglages.DEMANDES_URL.lire() == url


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [("VTE_SUIVI", "postgresql://base/suivi"), ("VTE_REDIS_URL", "redis://machine:6379")],
)
def test_whoever_may_serve_from_several_machines_is_told_to_share_the_key(
    nom: str, valeur: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("VTE_SECRET", raising=False)
    reglages.check_at_start()
    assert capsys.readouterr().err == ""
    monkeypatch.setenv(nom, valeur)
    reglages.check_at_start()
    assert "VTE_SECRET n'est pas donnée" in capsys.readouterr().err
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    reglages.check_at_start()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("what", ["a folder", "below a file"])
def test_a_sqlite_file_that_cannot_be_written_is_one_line(what: str, tmp_path: Path):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    file = tmp_path if what == "a folder" else tmp_path / "fichier" / "base.sqlite"
    with pytest.raises(ReglageInvalide, match="ne peut pas être écrite") as refus:
        open_engine(f"sqlite:///{file}")
    assert str(file) in str(refus.value)


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_PORT_RASA", "abc")
    monkeypatch.setenv("VTE_SANS_LIMITE", "peut-être")
    with pytest.raises(ReglageInvalide) as refus:
        reglages.check()
    assert len(str(refus.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("mysql://vte:s3cr@t@base/journal", "mysql://vte:…@base/journal"),
        ("postgresql://base/vte?user=u&password=s3cr&sslmod=x", "user=u&password=…&sslmod=x"),
        ("postgresql://base/vte?sslmod=x&sslpassword=s3cr", "sslmod=x&sslpassword=…"),
    ],
)
def test_a_refused_address_does_not_tell_its_password(
    monkeypatch: pytest.MonkeyPatch, given: str, told: str
):
    monkeypatch.setenv("VTE_DEMANDES_URL", given)
    with pytest.raises(ReglageInvalide) as refus:
        reglages.check()
    assert told in str(refus.value)
    assert "s3cr" not in str(refus.value)


def test_an_unknown_variable_is_told_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("VTE_PORT_RAZA", "6000")
    monkeypatch.setenv("VTE_XYZ", "1")
    reglages.check_at_start()
    assert capsys.readouterr().err.splitlines() == [
        "VTE_PORT_RAZA n'est pas un réglage de l'assistant\u00a0: elle est ignorée\u00a0; "
        "vouliez-vous dire VTE_PORT_RASA\u00a0?",
        "VTE_XYZ n'est pas un réglage de l'assistant\u00a0: elle est ignorée.",
    ]
    assert not {"VTE_PORT_RAZA", "VTE_XYZ"} & set(reglages.environment())


def test_the_command_line_checks_the_settings_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("VTE_PORT_RASA", "abc")
    with pytest.raises(SystemExit):
        principal(["base", "etat"])
    assert capsys.readouterr().err.startswith("VTE_PORT_RASA=abc n'est pas valable")


@pytest.mark.parametrize(
    "commande",
    [
        ["-m", "bot.launcher", "preparer"],
        ["-m", "actions"],
        ["console/manage.py", "check"],
        ["-m", "gunicorn", "--no-control-socket", "--bind", "127.0.0.1:0", "console.wsgi"],
    ],
    ids=["launcher", "action server", "manage", "gunicorn"],
)
def test_a_process_of_ours_stops_at_once_on_a_wrong_setting(commande: list[str]):
    dit = subprocess.run(
        [sys.executable, *commande],
        cwd=RACINE,
        env={**os.environ, "VTE_CONSOLE_INACTIVITE": "une heure"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert dit.returncode != 0
    assert "VTE_CONSOLE_INACTIVITE=une heure n'est pas valable" in dit.stderr
    assert "Traceback" not in dit.stderr
