"""The messengers, from their webhook to what the platform is sent, on the real servers and fake
platforms that enforce the real limits.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.messengers.common import details
from tests.conversations.test_verdicts import A, B, C
from tests.messageries import (
    TOUS,
    Personne,
    SurCarnet,
    SurMessenger,
    SurTelegram,
    SurWhatsApp,
    entendus,
)
from tests.serveurs import Serveurs
from vte import journal
from vte.journal import EXCHANGES
from vte.pseudonymes import pseudonyme


@pytest.fixture(autouse=True)
def plateformes_en_ordre(serveurs: Serveurs) -> Iterator[None]:
    """Every test starts with quick platforms; none may have had to refuse what it was sent."""
    yield
    for plateforme in serveurs.plateformes.values():
        plateforme.regler()
        assert plateforme.refus == []


@pytest.fixture(params=TOUS, ids=lambda c: c.canal)
def personne(request: pytest.FixtureRequest, serveurs: Serveurs) -> Personne:
    return request.param(serveurs)


@pytest.mark.parametrize(
    ("message", "attendus"),
    [
        (A, ["remplit les conditions", "4\u00a0000\u00a0€ pour l'entreprise"]),
        (B, ["remplit les conditions", "1\u00a0200\u00a0€ pour vous"]),
        (C, ["n'ouvre pas droit au VTE", "le territoire"]),
    ],
    ids=["a", "b", "c"],
)
def test_one_message_is_enough_for_the_same_verdict_as_on_the_web(
    personne: Personne, message: str, attendus: list[str]
):
    dits = "\n".join(personne.dire(message))
    assert all(attendu in dits for attendu in attendus), dits
    assert dits.index("assistant automatique") < dits.index(attendus[0])


def test_questions_are_answered_by_choices_and_words_to_the_verdict(personne: Personne):
    personne.dire("Je recrute un jeune")
    personne.dire("Oyonnax")
    personne.choisir("Moins de 250")
    personne.choisir("CDD")
    for reponse in ("1er septembre 2021", "18 mois", "un master"):
        personne.dire(reponse)
    assert "remplit les conditions" in "\n".join(personne.dire("juin 2021"))


def test_first_contact_says_what_it_is_what_it_is_worth_who_else_answers_and_how_to_erase(
    personne: Personne,
):
    premier = personne.dire("bonjour")[0]
    for attendu in ("assistant automatique", "indicative", "Bpifrance", "STOP"):
        assert attendu in premier


def test_a_typed_command_is_only_words(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    for typed in ('/ /effacer{"certain":true}', "/\u00a0/restart", '/ /informer{"profil":"zzz"}'):
        said = "\n".join(personne.dire(typed))
        assert said and "effacé" not in said
    assert "Oyonnax" in "\n".join(personne.dire("récapitule"))


def test_stop_erases_all_and_who_takes_it_back_starts_afresh(personne: Personne):
    personne.dire("on est 45 à Oyonnax, un secret bien gardé")
    assert "j'ai effacé notre conversation" in personne.dire("STOP")[0]
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as connexion:
        assert "un secret bien gardé" not in "\n".join(connexion.iterdump())
    assert "de nouveau" in personne.dire("START")[0]
    assert "assistant automatique" in personne.dire("bonjour")[0]


def test_the_platform_s_id_of_a_person_reaches_neither_tracker_nor_journal(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as connexion:
        assert personne.adresse.removeprefix("whatsapp:") not in "\n".join(connexion.iterdump())


def test_a_typed_command_is_only_text(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    assert "effacé" not in "\n".join(personne.dire('/effacer{"certain":true}'))


def test_a_choice_that_was_never_offered_is_told_so(personne: Personne):
    assert personne.envoyer(personne.choix("/effacer")).status_code == 200
    assert personne.lire() == [
        "Ce choix n'est plus valable. Écrivez-moi votre réponse avec vos mots."
    ]


def test_a_call_that_is_not_signed_is_403_and_says_nothing(personne: Personne):
    appel = personne.message("bonjour")
    appel["headers"] = {
        nom: "faux" if nom.startswith("X-") else valeur for nom, valeur in appel["headers"].items()
    }
    assert personne.envoyer(appel).status_code == 403
    del appel["headers"]
    assert personne.envoyer(appel).status_code == 403
    assert personne.plateforme.recus[personne.adresse] == []


def test_the_same_call_three_times_is_one_turn(personne: Personne):
    appel = personne.message("on est 45 à Oyonnax")
    for _ in range(3):
        assert personne.envoyer(appel).status_code == 200
    assert "\n".join(personne.lire()).count("C'est noté") == 1


def test_a_slow_platform_is_acknowledged_at_once(personne: Personne):
    personne.plateforme.regler(latence=2.0)
    personne.dire("bonjour", attendre=False)
    assert not personne.plateforme.recus[personne.adresse]
    assert "assistant automatique" in personne.lire()[0]


def test_a_platform_that_fails_for_a_while_gets_the_answer_all_the_same(personne: Personne):
    personne.plateforme.regler(pannes=0.3)
    personne.dire("bonjour", attendre=False)
    assert "assistant automatique" in personne.lire(delai=60)[0]


MEDIAS = [
    lambda p: p.evenement(
        message={
            "mid": "media-1",
            "attachments": [{"type": "image", "payload": {"url": "https://x.example/a.png"}}],
        }
    ),
    lambda p: p.signer(
        {
            "update_id": 900_000_001,
            "message": {
                "message_id": 1,
                "chat": {"id": int(p.adresse), "type": "private"},
                "voice": {"file_id": "x"},
            },
        }
    ),
    lambda p: p.formulaire(
        Body="", NumMedia="1", MediaUrl0="https://x.example/a.ogg", MediaContentType0="audio/ogg"
    ),
    lambda p: p.evenement(type="audio", audio={"id": "1", "mime_type": "audio/ogg"}),
]


@pytest.mark.parametrize(
    ("classe", "appel"), zip(TOUS, MEDIAS, strict=True), ids=lambda x: getattr(x, "canal", "")
)
def test_an_image_or_a_voice_message_gets_a_kind_fixed_answer(
    serveurs: Serveurs, classe: type[Personne], appel: Any
):
    personne = classe(serveurs)
    assert personne.envoyer(appel(personne)).status_code == 200
    assert "Je ne sais lire que du texte" in personne.lire()[0]


# Meta


@pytest.mark.parametrize("canal", ["messenger", "whatsapp_cloud"])
def test_meta_subscribes_with_the_right_token_only(serveurs: Serveurs, canal: str):
    def abonner(jeton: str) -> httpx.Response:
        return httpx.get(
            f"{serveurs.racine}/{canal}/webhook",
            params={
                "hub.mode": "subscribe",
                "hub.verify_token": jeton,
                "hub.challenge": "1158201444",
            },
        )

    assert abonner("a verifier").text == "1158201444"
    assert abonner("faux").status_code == 403


def test_messenger_ignores_what_is_no_message_of_a_person(serveurs: Serveurs):
    personne = SurMessenger(serveurs)
    ignores: list[dict[str, Any]] = [
        {"message": {"mid": "e1", "text": "echo", "is_echo": True}},
        {"delivery": {"mids": ["m"], "watermark": 1}},
        {"read": {"watermark": 1}},
        {"reaction": {"mid": "m", "action": "react"}},
        {"referral": {"ref": "affiche", "source": "SHORTLINK"}},
    ]
    for quoi in ignores:
        assert personne.envoyer(personne.evenement(**quoi)).status_code == 200
    corps = json.loads(personne.message("à un autre")["content"])
    corps["entry"][0]["standby"] = corps["entry"][0].pop("messaging")
    assert personne.envoyer(personne.signer(corps)).status_code == 200
    assert "assistant automatique" in personne.dire("bonjour")[0]
    assert len(personne.plateforme.recus[personne.adresse]) == 1


def test_messenger_handles_every_event_of_a_batch(serveurs: Serveurs):
    un, deux = SurMessenger(serveurs), SurMessenger(serveurs)
    lots = [json.loads(p.message("bonjour")["content"])["entry"][0] for p in (un, deux)]
    assert un.envoyer(un.signer({"object": "page", "entry": lots})).status_code == 200
    assert "assistant automatique" in un.lire()[0] and "assistant automatique" in deux.lire()[0]


def test_messenger_shows_that_it_has_seen_and_that_it_writes(serveurs: Serveurs):
    personne = SurMessenger(serveurs)
    avant = len(personne.plateforme.appels)
    personne.dire("bonjour")
    assert {"mark_seen", "typing_on"} <= set(personne.plateforme.appels[avant:])


# Telegram


def test_telegram_answers_the_callback_and_the_two_commands(serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    assert "assistant automatique" in personne.dire("/start")[0]
    assert personne.dire("/aide")
    personne.dire("on est 45 à Oyonnax")
    avant = len(personne.plateforme.appels)
    personne.choisir("CDI")
    assert "answerCallbackQuery" in personne.plateforme.appels[avant:]


def test_telegram_takes_neither_edits_nor_groups_nor_members_for_turns(serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    prive, groupe = (
        {"id": int(personne.adresse), "type": "private"},
        {"id": int(personne.adresse), "type": "group"},
    )
    for i, quoi in enumerate(
        (
            {"edited_message": {"message_id": 1, "chat": prive, "text": "x"}},
            {"message": {"message_id": 2, "chat": groupe, "text": "x"}},
            {"my_chat_member": {"chat": prive}},
            {"channel_post": {"chat": groupe, "text": "x"}},
        )
    ):
        assert (
            personne.envoyer(personne.signer({"update_id": 800_000_000 + i, **quoi})).status_code
            == 200
        )
    time.sleep(0.5)
    assert personne.plateforme.recus[personne.adresse] == []


# WhatsApp


def test_whatsapp_gives_its_choices_letters_and_takes_the_words_of_one_too(serveurs: Serveurs):
    personne = SurWhatsApp(serveurs)
    assert "A. CDI\nB. CDD" in personne.dire("on est 45 à Oyonnax")[-1]
    assert "commence" in "\n".join(personne.dire("b."))
    autre = SurWhatsApp(serveurs)
    autre.dire("on est 45 à Oyonnax")
    assert "commence" in "\n".join(autre.dire("apprentissage"))


def test_whatsapp_shows_three_choices_as_buttons_and_stores_their_template_once(serveurs: Serveurs):
    un, autre = SurWhatsApp(serveurs), SurWhatsApp(serveurs)
    for personne in (un, autre):
        personne.dire("Je recrute un jeune à Oyonnax")
        assert [titre for titre, _ in un.plateforme.recus[un.adresse][-1]["choix"]] == [
            "Moins de 250",
            "De 250 à 4\u00a0999",
            "5\u00a0000 ou plus",
        ]
    assert un.plateforme.appels.count("modele") == len(un.plateforme.modeles)
    assert "Moins de 250" not in un.plateforme.textes(un.adresse)[-1]
    un.choisir("Moins de 250")
    assert "contrat prévu" in autre.dire("b")[0]  # a letter chooses a button too


def test_whatsapp_gives_three_choices_letters_where_twilio_stores_no_template(
    serveurs: Serveurs,
):
    personne = SurWhatsApp(serveurs)
    # Forgotten there, and known here: the message itself is refused.
    gardes = dict(personne.plateforme.modeles)
    personne.plateforme.modeles.clear()
    refus_attendus = len(personne.plateforme.refus)
    assert "A. Moins de 250" in personne.dire("Je recrute un jeune à Oyonnax")[-1]
    del personne.plateforme.refus[refus_attendus:]
    assert "contrat prévu" in personne.choisir("Moins de 250")[0]
    personne.plateforme.modeles |= gardes


def test_whatsapp_splits_a_long_answer_at_its_lines(serveurs: Serveurs):
    personne = SurWhatsApp(serveurs)
    personne.dire(A)
    parties = personne.dire("pourquoi ?")
    assert all(len(p) <= 1600 for p in parties) and "Oyonnax" in "\n".join(parties)


# A channel more


def test_a_channel_of_one_file_holds_the_whole_conversation(serveurs: Serveurs):
    personne = SurCarnet(serveurs)
    appel = personne.message("on est 45 à Oyonnax")
    for _ in range(3):
        assert personne.envoyer(appel).status_code == 200
    assert "\n".join(personne.lire()).count("C'est noté") == 1
    assert "commence" in "\n".join(personne.choisir("CDD"))
    assert personne.envoyer({"json": {"id": "x"}}).status_code == 403


# Restarts


def test_a_message_received_before_a_crash_is_answered_after_it_and_is_still_known(
    serveurs: Serveurs,
):
    personne = SurTelegram(serveurs)
    personne.dire("on est 45 à Oyonnax")
    personne.plateforme.regler(pannes=1.0)
    appel = personne.message("un CDD de 18 mois")
    assert personne.envoyer(appel).status_code == 200
    time.sleep(0.7)
    serveurs.tuer_rasa()
    personne.plateforme.regler()
    serveurs.relancer_rasa()
    assert "commence" in "\n".join(personne.lire())
    assert personne.envoyer(appel).status_code == 200  # the platform sends it again: it is known
    time.sleep(0.7)
    assert personne.lire(delai=1) == []


# All together


def test_a_thousand_calls_each_sent_three_times_while_one_platform_call_in_five_fails(
    serveurs: Serveurs,
):
    """1 000 messages, some in bursts: none lost, none read twice, each person's in order."""
    hasard, client = random.Random(3), serveurs.client
    gens = [
        classe(serveurs, client)
        for classe in TOUS
        for _ in range(40 if classe is SurMessenger else 30)
    ]
    for plateforme in serveurs.plateformes.values():
        plateforme.regler(pannes=0.2)
    envois = [(p, tour) for p in gens for tour in range(10)]
    prets = {(p, tour): p.message(f"nous sommes {100 + tour}") for p, tour in envois}
    suivants = {p: 0 for p in gens}
    copies: list[tuple[Personne, int]] = []
    while copies or any(n < 10 for n in suivants.values()):
        neufs = [p for p, n in suivants.items() if n < 10]
        if copies and (not neufs or hasard.random() < 0.66):
            envoi = copies.pop(hasard.randrange(len(copies)))
        else:
            p = hasard.choice(neufs)
            envoi = (p, suivants[p])
            suivants[p] += 1
            copies += [envoi, envoi]
        assert client.post(envoi[0].webhook, **prets[envoi]).status_code == 200
    _attendre_la_fin(serveurs, client)
    for p in gens:
        heard = [line for said in entendus(p) for line in said.splitlines()]
        assert heard == [f"nous sommes {100 + tour}" for tour in range(10)], p.canal
        _repondu_une_fois(p)
    assert not any(
        client.get(f"{serveurs.racine}/{canal}/health").json()["lost"]
        for canal in serveurs.plateformes
    )


def _repondu_une_fois(personne: Personne) -> None:
    """Each answer that is kept was sent once, whole, in the order of what was said."""
    recus = personne.plateforme.textes(personne.adresse)
    with journal.ouvrir().connect() as lien:
        theirs = EXCHANGES.c.session == pseudonyme(personne.canal, personne.adresse)
        kept = lien.execute(sa.select(EXCHANGES.c.reponse).where(theirs).order_by(EXCHANGES.c.id))
        answers = [details.short(json.loads(one)["messages"]) for one in kept.scalars()]
    lines = [one["text"].splitlines()[0] for answer in answers for one in answer]
    assert len(lines) == len(answers), personne.canal
    said = "\n".join(recus)  # Twilio brings three choices apart from what is above them
    assert [said.count(line) for line in lines] == [1] * len(lines), (personne.canal, lines, said)
    assert sorted(lines, key=said.index) == lines, (personne.canal, said)


def _attendre_la_fin(serveurs: Serveurs, client: httpx.Client) -> None:
    limite = time.monotonic() + 240
    while time.monotonic() < limite:
        etats = [
            client.get(f"{serveurs.racine}/{canal}/health").json() for canal in serveurs.plateformes
        ]
        if not any(e["pending"] for e in etats):
            time.sleep(3)  # the last answers are being sent
            etats = [
                client.get(f"{serveurs.racine}/{canal}/health").json()
                for canal in serveurs.plateformes
            ]
            if not any(e["pending"] for e in etats):
                return
        time.sleep(0.5)
    raise AssertionError("messages still wait")
