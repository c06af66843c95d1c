"""What asks to be written to no more, and what only looks like it."""

from __future__ import annotations

import pytest

from vte.mots_d_arret import arrete, commence, reprend


@pytest.mark.parametrize(
    "said",
    [
        "STOP",
        "Stop.",
        "STOP\u00a0!",
        "STOP !!!",
        "/stop",
        "/stop@assistant_vte",
        "\u2215stop",
        "stop merci",
        "Stop, merci beaucoup.",
        "Stop. Thank you",
        "🛑 stop",
        "stop 🙏",
        "🛑STOP🛑",
        "Bonjour, STOP s'il vous plaît",
        "ok merci, stop",
        "STOP, je ne veux plus de vos messages",
        "Stop. Arrêtez tout.",
        "c'est bon pour moi, stop",
        "ARRET",
        "arrêt.",
        "Arrêter",
        "ne m'écrivez plus",
        "Ne m’écrivez plus jamais !",
        "merci de ne plus m'écrire",
        "ne me contactez plus svp",
        "ne m'envoyez plus rien",
        "arrêtez de m'écrire",
        "Arrêtez de m’envoyer des messages",
        "cessez de me contacter",
        "je ne veux plus recevoir de messages",
        "je veux plus de messages",
        "désabonner",
        "me désinscrire",
        "je voudrais me désabonner",
        "Désabonnez-moi",
        "je souhaite me désinscrire de votre service",
        "unsubscribe",
        "Please unsubscribe me",
        "stop writing to me",
    ],
)
def test_stop_is_heard_however_it_is_said(said: str):
    assert arrete(said)


@pytest.mark.parametrize(
    "said",
    [
        "je voudrais arrêter mon apprentissage",
        "mon alternant a arrêté",
        "mon alternant a arrêté sa formation en mars",
        "le stop and go",
        "on fait du stop and go sur la ligne",
        "arrêt maladie",
        "il est en arrêt maladie depuis lundi",
        "que se passe-t-il si j'écris STOP ?",
        "STOP ?",
        "l'arrêt du contrat coûte combien",
        "il s'est désinscrit de sa licence",
        "je veux me désinscrire de ma licence",
        "Bpifrance ne m'écrit plus",
        "on n'arrête pas de m'écrire pour ce poste, je recrute un CDD",
        "stop ou encore",
        "non stop",
        "poste à Stopnica",
        "je ne veux plus de CDD, plutôt un CDI",
        "arrêtez de me demander la date",
        "on a arrêté d'embaucher",
        "plus de 50 personnes",
        "bonjour",
        "merci",
        "",
        "🛑",
    ],
)
def test_what_only_looks_like_it_stops_nothing(said: str):
    assert not arrete(said)


@pytest.mark.parametrize(
    "said",
    [
        "START",
        "/start",
        "start merci",
        "REPRENDRE",
        "reprendre",
        "Je veux reprendre.",
        "👍 reprendre",
    ],
)
def test_it_is_taken_back_by_its_words(said: str):
    assert reprend(said)


@pytest.mark.parametrize("said", ["bonjour", "on reprend un apprenti en septembre", "stop", ""])
def test_nothing_else_takes_it_back(said: str):
    assert not reprend(said)


def test_start_alone_says_nothing_else():
    assert commence("/start affiche") is False and commence("START") and not commence("reprendre")
