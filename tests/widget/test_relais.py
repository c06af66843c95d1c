"""A member of staff answers in the widget: who writes is shown, and news come by themselves."""

from __future__ import annotations

from playwright.sync_api import Request, expect

from bot.channels.web.sessions import Sessions
from tests.widget.conftest import Visite
from vte import journal
from vte.relais import TITRE, LesRelais


def session(visite: Visite) -> str:
    token = visite.page.evaluate("localStorage.getItem('assistant-vte')")
    return Sessions().read(f"Bearer {token}")


def held(visite: Visite) -> tuple[LesRelais, str]:
    """The visitor has spoken, and a member of staff took the conversation."""
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    who, relays = session(visite), LesRelais(journal.ouvrir())
    relays.prendre(who, "web", "remi")
    visite.dire("il y a quelqu'un ?")
    expect(visite.fil).to_contain_text("C'est transmis à un conseiller")
    return relays, who


def test_staff_s_words_come_by_themselves_under_their_name_and_each_once(visite: Visite):
    relays, who = held(visite)
    relays.dire(who, "remi", "Bonjour, je vous lis.")
    mot = visite.fil.locator(".staff")
    expect(mot).to_contain_text("Conseiller\u00a0: Bonjour, je vous lis.")
    visite.dire("merci")
    relays.dire(who, "remi", "Je vous en prie.")
    expect(mot).to_have_count(2)
    expect(visite.fil.locator(".user")).to_have_count(3)
    expect(visite.fil).not_to_contain_text("Choix remplacés par la suite\u00a0: Retour")
    relays.rendre(who)
    expect(visite.fil).to_contain_text("Le conseiller a quitté la conversation")


def test_the_visitor_takes_the_assistant_back(visite: Visite):
    relays, who = held(visite)
    relays.dire(who, "remi", "Je cherche.")
    expect(visite.fil.locator(".staff")).to_contain_text("Je cherche.")
    visite.choisir(TITRE)
    expect(visite.fil).to_contain_text("C'est de nouveau l'assistant automatique")
    visite.dire("récapitule")
    expect(visite.fil).to_contain_text("Quel est le contrat")


def test_nothing_is_waited_for_while_the_assistant_answers(visite: Visite):
    asked: list[Request] = []
    visite.page.on("request", lambda r: asked.append(r) if "/updates" in r.url else None)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.page.wait_for_timeout(2_500)
    assert asked == []
    relays, who = held(visite)
    visite.page.wait_for_timeout(1_000)
    assert 1 <= len(asked) <= 2  # one that waits, after one that brought the handover
    relays.rendre(who)
    expect(visite.fil).to_contain_text("Le conseiller a quitté")
    visite.page.wait_for_timeout(2_500)
    assert len(asked) <= 3


def test_a_visitor_who_comes_back_finds_who_said_what(visite: Visite):
    relays, who = held(visite)
    relays.dire(who, "remi", "À tout de suite.")
    expect(visite.fil.locator(".staff")).to_have_count(1)
    visite.page.reload()
    visite.ouvrir()
    expect(visite.fil.locator(".staff")).to_contain_text("Conseiller\u00a0: À tout de suite.")
    relays.dire(who, "remi", "Me revoici.")
    expect(visite.fil.locator(".staff")).to_have_count(2)
