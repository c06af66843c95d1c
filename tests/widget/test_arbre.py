"""The accessibility tree after each reply stands for a screen reader's log (docs/accessibilite.md).

No screen reader runs where the tests do. What one would say is what Chromium gives it: roles, names
and texts in their order, and which of them speak by themselves (log, alert, status).
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Visite


def dit(endroit: Locator) -> str:
    """All that is to be said there, line by line, with its roles; no-break spaces as spaces."""
    return endroit.aria_snapshot().replace("\u00a0", " ")


def dialogue(visite: Visite) -> Locator:
    return visite.page.get_by_role("dialog", name="Assistant VTE")


def test_the_panel_says_what_it_is_then_the_log_then_the_field(visite: Visite):
    expect(dialogue(visite)).to_match_aria_snapshot("""
    - dialog "Assistant VTE":
      - banner:
        - heading "Assistant VTE" [level=2]
        - button "Options"
        - button "Fermer l'assistant"
      - group "Conversation":
        - paragraph: Assistant automatique, réponses indicatives.
        - log "Messages":
          - text: /Assistant . Bonjour/
        - group "Réponses proposées":
          - button "Je recrute un jeune"
      - alert
      - status
      - textbox "Votre message"
      - button "Envoyer"
    """)


def test_a_reply_says_who_speaks_what_is_noted_what_is_asked_and_the_choices(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    journal = dit(visite.fil)
    suite = [
        "Vous : on est 45 à Oyonnax",
        "Assistant : C'est noté : Oyonnax (01), 45 personnes.",
        "Assistant : Quel est le contrat prévu ? Réponses proposées : CDI, CDD, Apprentissage",
    ]
    assert [journal.count(mots) for mots in suite] == [1, 1, 1]
    assert sorted(suite, key=journal.index) == suite
    assert 'button "2 réponses sur 7' in dit(dialogue(visite))


def test_a_verdict_says_its_title_its_amount_for_whom_and_what_to_do(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    expect(visite.fil).to_match_aria_snapshot("""
    - log "Messages":
      - region "Ce que j'en conclus":
        - heading "Les conditions sont remplies" [level=3]
        - paragraph:
          - strong: /4.000.€/
          - text: pour l'entreprise
        - paragraph: Réponse indicative, à faire confirmer.
        - group: Les conditions
        - heading "Pour l'entreprise" [level=4]
        - list:
          - listitem:
            - strong: /Aide VTE à l'entreprise, ouverte/
        - heading "Ce qu'il vous reste à faire" [level=4]
        - list
        - paragraph: /Réponse du 15 juin 2021/
        - button "Pourquoi ?"
        - button "Garder ce résultat"
    """)
    # What a mark only draws is said in words.
    assert not set("✓✗") & set(dit(visite.fil))


def test_what_is_folded_is_said_once_it_is_opened(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    assert "Remplie : Oyonnax (01)" not in dit(visite.carte)
    visite.carte.get_by_text("Les conditions", exact=True).click()
    assert "Oyonnax (01) fait partie du Territoire d'industrie" in dit(visite.carte)
    assert 'strong: "Remplie :"' in dit(visite.carte)


def test_a_fact_that_changes_says_the_new_verdict_and_that_the_older_one_is_replaced(
    visite: Visite,
):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("Les conditions ne sont pas remplies")
    journal = dit(visite.fil)
    assert "Les conditions sont remplies" not in journal
    assert journal.count('region "Ce que j\'en conclus"') == 1
    suite = (
        "group: Réponse précédente, remplacée depuis",
        "Vous : finalement c'est à Lyon",
        'heading "Les conditions ne sont pas remplies"',
    )
    places = [journal.index(mots) for mots in suite]
    assert places == sorted(places)
    assert "Non remplie :" in journal  # what is missing is not folded


def test_the_facts_say_their_value_and_that_they_can_be_changed(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.connus).to_have_count(2)
    visite.montrer_les_faits()
    expect(dialogue(visite)).to_match_aria_snapshot("""
    - dialog "Assistant VTE":
      - banner:
        - button /2 réponses sur 7/ [expanded]
        - list "Ce que vous m'avez dit":
          - listitem:
            - button /Modifier la commune du poste . Oyonnax/
          - listitem:
            - button /Modifier .* 45/
        - progressbar "2 réponses sur 7"
    """)


def test_an_error_says_what_happened_where_the_message_is_and_what_can_be_done(visite: Visite):
    visite.page.route("**/messages", lambda route: route.abort())
    visite.dire("on est 45 à Oyonnax")
    expect(visite.alerte).not_to_be_empty()
    tout = dit(dialogue(visite))
    assert "- alert: La connexion est coupée. Votre message est gardé" in tout
    assert tout.index("Pas encore envoyé.") < tout.index('button "Réessayer"')


def test_a_message_that_is_too_long_says_so_and_marks_the_field(visite: Visite):
    visite.dire("a" * 1001)
    expect(visite.alerte).not_to_be_empty()
    tout = dit(dialogue(visite))
    assert 'alert: "1001 caractères, 1000 au plus' in tout
    assert re.search(r'- textbox "Votre message"[^\n]* \[invalid\]', tout)


def test_a_message_that_is_read_is_in_the_voice_of_its_language(visite: Visite):
    """No part of the log has a language that says nothing (`lang=""`: voices then guess)."""
    visite.dire("on est 45 à Oyonnax")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    langues = visite.fil.locator("[lang]").evaluate_all("l => l.map((e) => e.lang)")
    assert len(langues) > 4 and set(langues) == {"fr"}
