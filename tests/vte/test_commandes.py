"""The command `vte`, as a person and as a program use it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.plateformes import JETON, FauxTelegram
from tests.ports import free_port
from tests.vte.fabriques import cdd
from vte.cli import application
from vte.erreurs import ErreurVTE
from vte.lecture import Lecture, Mention


def lancer(*arguments: str, entree: str = "") -> Result:
    return CliRunner().invoke(application, list(arguments), input=entree)


def lignes(resultat: Result) -> list[dict[str, Any]]:
    assert resultat.exit_code == 0, resultat.output
    return [json.loads(x) for x in resultat.output.splitlines()]


def test_communes_reads_one_query_a_line_and_writes_one_json_line_each():
    premiere, seconde, vide = lignes(
        lancer("communes", "--json", entree="oyonax\nSaint-Denis\nà la campagne\n")
    )
    assert (
        premiere["query"] == "oyonax"
        and premiere["resultats"][0]["code"] == "01283"
        and premiere["ambigu"] is False
    )
    assert set(premiere["resultats"][0]) >= {
        "code",
        "nom",
        "departement",
        "codes_postaux",
        "population",
        "score",
        "territoire",
    }
    assert seconde["ambigu"] is True and len(seconde["resultats"]) > 1
    assert vide == {"query": "à la campagne", "resultats": [], "ambigu": False, "groupe": None}


def test_communes_says_what_a_group_is():
    sortie = lancer("communes", "Grand", "Chalon").output
    assert "intercommunalité de 51 communes" in sortie and "commune par commune" in " ".join(
        sortie.split()
    )
    (reponse,) = lignes(lancer("communes", "--json", entree="Grand Chalon\n"))
    assert reponse["groupe"]["nature"] == "epci" and reponse["ambigu"] is True


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("Château-Gontier", "qui réunit Château-Gontier"),
        ("Le Mont-Dieu", "à confirmer"),
        ("Lyon", "hors des Territoires d'industrie"),
        ("Valence", "à vous de choisir"),
        ("asdfgh", "Aucune commune trouvée"),
    ],
)
def test_communes_explains_what_it_found(texte: str, dit: str):
    assert dit in " ".join(lancer("communes", texte).output.split())


def test_evaluer_answers_each_line_and_goes_on_after_an_error():
    entree = "\n".join(
        [
            "pas du json",
            json.dumps({"effectif": True}),
            json.dumps(cdd()),
            json.dumps({"inconnue": 1}),
        ]
    )
    premiere, deuxieme, troisieme, derniere = lignes(lancer("evaluer", "--json", entree=entree))
    assert premiere["error"]["code"] == "json_invalide"
    assert deuxieme["error"]["champ"] == "effectif"
    assert troisieme["statut"] == "eligible"
    assert derniere["error"]["champ"] == "inconnue"


def test_evaluer_judges_by_another_day():
    (ancien,) = lignes(lancer("evaluer", "--json", "--au", "2021-06-15", entree=json.dumps(cdd())))
    assert ancien["statut"] == "eligible"
    faite = lancer("evaluer", "--au", "2030-06-15", entree="Oyonnax\n45\nCDI\nen septembre\n")
    assert "1er septembre 2030" in faite.output


def test_another_day_that_does_not_exist_is_an_error():
    assert isinstance(lancer("evaluer", "--au", "2021-02-30").exception, ErreurVTE)


def test_a_person_is_asked_what_is_missing_and_reads_the_verdict():
    reponses = "Oyonnax\n45\nun CDD de 18 mois\nen septembre\nmaster\njuin 2021\n"
    sortie = " ".join(lancer("evaluer", entree=reponses).output.split())
    assert "ce recrutement remplit les conditions" in sortie
    assert "réponse indicative" in sortie and "Sources" in sortie


def test_a_person_chooses_among_homonyms_and_may_leave_a_question_open():
    sortie = lancer("evaluer", entree="Valence\n82\n45\n\nen septembre\nBTS\n").output
    assert "Valence (82, Tarn-et-Garonne)" in sortie
    assert "il manque des éléments" in sortie and "Il reste à préciser" in sortie


def test_an_unreadable_answer_is_asked_again():
    sortie = lancer("evaluer", entree="à la campagne\nLyon\n45\n").output
    assert "Je n'ai pas reconnu de commune." in sortie
    assert "n'ouvre pas droit" in sortie


def test_a_refusal_shows_what_would_open_the_aid():
    sortie = lancer("evaluer", entree="Oyonnax\n45\nCDD de 8 mois\n").output
    assert "n'ouvre pas droit" in sortie
    assert "12\u00a0mois au lieu de 8" in sortie and "CDI au lieu de CDD" in sortie


def test_the_state_of_the_base_is_told_to_programs_too():
    (etat,) = lignes(lancer("base", "etat", "--json"))
    assert [x["id"] for x in etat["listes"]] == ["2020-10", "2022-12", "2023-11"]
    assert "15697" in lancer("base", "etat").output


# Messengers


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[FauxTelegram]:
    plateforme = FauxTelegram(free_port())
    for nom, valeur in {
        "VTE_TELEGRAM_API": plateforme.url,
        "VTE_TELEGRAM_JETON": JETON,
        "VTE_TELEGRAM_SECRET": "un-secret",
    }.items():
        monkeypatch.setenv(nom, valeur)
    yield plateforme
    plateforme.fermer()


def test_telegram_is_told_where_to_write_and_what_the_commands_are(telegram: FauxTelegram):
    resultat = lancer(
        "canaux", "enregistrer", "telegram", "--adresse", "https://assistant.exemple.fr/"
    )
    assert (
        resultat.exit_code == 0
        and "https://assistant.exemple.fr/webhooks/telegram/webhook" in resultat.output
    )
    (declare,) = telegram.recus["webhook"]
    assert declare["secret_token"] == "un-secret" and declare["allowed_updates"] == [
        "message",
        "callback_query",
    ]
    assert telegram.appels == ["setWebhook", "setMyCommands"] and telegram.refus == []


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("telegram", "--adresse", "http://x.fr"), "https"),
        (("messenger", "--adresse", "https://x.fr"), "docs/channels.md"),
    ],
)
def test_what_cannot_be_registered_is_said(
    telegram: FauxTelegram, arguments: tuple[str, ...], dit: str
):
    resultat = lancer("canaux", "enregistrer", *arguments)
    assert isinstance(resultat.exception, ErreurVTE) and dit in str(resultat.exception)
    assert telegram.appels == []


def test_a_refusal_is_said_without_the_token(
    telegram: FauxTelegram, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_TELEGRAM_JETON", "mauvais")
    resultat = lancer("canaux", "enregistrer", "telegram", "--adresse", "https://x.fr")
    assert "HTTP 400" in str(resultat.exception) and "mauvais" not in str(resultat.exception)
    monkeypatch.setenv("VTE_TELEGRAM_API", f"http://127.0.0.1:{free_port()}")
    assert "ne répond pas" in str(
        lancer("canaux", "enregistrer", "telegram", "--adresse", "https://x.fr").exception
    )


def test_evaluer_goes_on_with_each_recruitment_and_ends_on_an_empty_answer(
    monkeypatch: pytest.MonkeyPatch,
):
    deux = ({"contrat": "stage"}, {"contrat": "vie"})
    lue = Lecture((Mention("contrat", "stage", 0, 1),), recrutements=deux)
    monkeypatch.setattr(
        "vte.commandes.evaluer.lire", lambda texte, **_: lue if "stage" in texte else Lecture()
    )
    sortie = lancer("evaluer", entree="un stage et un VIE\nsuivant\n").output
    assert "Vous parlez de deux recrutements" in sortie and "• Recrutement suivant" in sortie
    assert "Passons au recrutement suivant" in sortie
    abrege = lancer("evaluer", entree="un stage et un VIE\n\n")
    assert abrege.exit_code == 0 and "Passons" not in abrege.output


def test_lire_says_the_facts_of_each_line_and_an_error_in_the_place_of_a_wrong_one():
    demandes = [
        '{"texte": "on est 45 salariés à Oyonnax", "question": null}',
        '{"texte": "45", "question": "effectif"}',
        '{"texte": "on recrute à Saint-Denis"}',
        "pas du JSON",
        '{"question": null}',
        '{"texte": "45", "question": "inconnue"}',
    ]
    lus = lignes(lancer("lire", "--json", entree="\n".join(demandes)))
    assert lus[0]["faits"]["effectif"] == 45 and lus[0]["faits"]["commune"]["code"] == "01283"
    assert lus[0]["places"]["effectif"] == [7, 9] and 0 < lus[0]["confiances"]["effectif"] <= 1
    assert lus[1]["faits"] == {"effectif": 45}
    assert "93066" in lus[2]["communes"] and "commune" not in lus[2]["faits"]
    assert [lu["error"]["champ"] for lu in lus[3:]] == [None, "texte", "question"]


def test_lire_shows_a_person_what_is_read():
    assert "effectif : 45" in lancer("lire", "on est 45 salariés à Oyonnax").output


def test_the_command_is_there_without_being_installed_as_one():
    command = [sys.executable, "-m", "vte", "communes", "--json"]
    done = subprocess.run(command, input="oyonnax\n", text=True, capture_output=True, check=True)
    assert json.loads(done.stdout)["resultats"][0]["code"] == "01283"
