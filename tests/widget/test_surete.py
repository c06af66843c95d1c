"""Safe for the page that hosts it, and for the visitor.

Text only, no inline anything, no way in for the host's CSS.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Ouvrir, Visite

HOSTILE = (
    '<img src=x onerror="globalThis.pirate=1"><script>globalThis.pirate=1</script> '
    "[ici](javascript:alert(1)) "
    "javascript:alert(1) http://clair.example data:text/html,x https://vrai.example/a?b=1&c=<b>. "
)
ETAT = {
    "dossier": {},
    "question": HOSTILE,
    "understood": True,
    "progress": {"answered": 1, "total": 7},
    "facts": [
        {"key": HOSTILE, "label": HOSTILE, "value": HOSTILE, "text": HOSTILE, "payload": "/x"}
    ],
    "verdict": {
        "statut": "eligible",
        "dossier": {},
        "manquants": [],
        "cumul": [],
        "non_verifies": [HOSTILE],
        "total_dit": HOSTILE,
        "suite": [HOSTILE],
        "date": "2021-06-15",
        "bareme_dit": HOSTILE,
        "boutons": [{"title": HOSTILE, "payload": "/x"}],
        "sources": [{"titre": HOSTILE, "date": HOSTILE, "lien": "javascript:alert(1)"}],
        "voisines": [{"libelle": HOSTILE, "dit": HOSTILE}],
        "conditions": [{"id": "x", "statut": "rempli", "explication": HOSTILE, "source": HOSTILE}],
        "beneficiaires": [
            {
                "titre": HOSTILE,
                "aides": [
                    {
                        "libelle": HOSTILE,
                        "statut": "ouverte",
                        "statut_dit": HOSTILE,
                        "dit": HOSTILE,
                    }
                ],
            }
        ],
    },
}


def repondre(visite: Visite, corps: Any, statut: int = 200) -> None:
    visite.page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=statut, headers={"Access-Control-Allow-Origin": "*"}, json=corps
        ),
    )


def test_a_hostile_reply_is_only_text(visite: Visite):
    boutons = [{"title": HOSTILE, "payload": "javascript:alert(1)"}]
    repondre(
        visite,
        {
            "messages": [
                {"text": HOSTILE, "buttons": boutons, "custom": {}},
                {"text": "x", "buttons": [], "custom": {"card": "verdict"}},
            ],
            "state": ETAT,
        },
    )
    visite.dire("bonjour")
    expect(visite.carte).to_be_visible()
    racine = "document.querySelector('assistant-vte').shadowRoot"
    assert visite.page.evaluate(f"{racine}.querySelectorAll('img, script, b, iframe').length") == 0
    assert visite.page.evaluate("globalThis.pirate") is None
    liens = visite.page.evaluate(
        f"[...{racine}.querySelectorAll('a[href]')].map((a) => [a.href, a.rel, a.target])"
    )
    assert liens and {tuple(lien) for lien in liens} == {
        ("https://vrai.example/a?b=1&c=", "noopener noreferrer", "_blank")
    }
    assert "<script>globalThis.pirate=1</script>" in visite.fil.inner_text()


def test_what_the_visitor_writes_is_only_text(visite: Visite):
    visite.dire("<img src=x onerror=alert(1)> https://exemple.fr")
    expect(visite.fil).to_contain_text("Vous\u00a0: <img src=x onerror=alert(1)>")
    assert (
        visite.page.evaluate(
            "document.querySelector('assistant-vte').shadowRoot.querySelectorAll('img, a').length"
        )
        == 0
    )


def test_an_answer_that_is_not_the_contract_s_is_told_as_a_server_in_trouble(visiter: Ouvrir):
    for corps in ({}, {"messages": 3}, []):
        visite = visiter().ouvrir()
        repondre(visite, corps)
        visite.dire("bonjour")
        expect(visite.alerte).to_contain_text("momentanément indisponible")


def test_a_privacy_link_that_is_not_https_is_not_a_link(visiter: Ouvrir):
    for adresse, liens in (("javascript:alert(1)", 0), ("https://exemple.fr/donnees", 1)):
        visite = visiter(privacy=adresse).ouvrir()
        visite.bouton("Options").click()
        expect(visite.bouton("Effacer", exact=True)).to_be_visible()
        lien = visite.page.get_by_role("link", name="Vos données")
        expect(lien).to_have_count(liens)
        if liens:
            expect(lien).to_have_attribute("rel", "noopener noreferrer")


def test_a_page_with_the_strictest_policy_loses_nothing(visiter: Ouvrir):
    """The fixture fails on the first line that the browser writes about the policy."""
    visite = visiter("stricte", color="#2f6f4f").ouvrir()
    visite.dire(A)
    expect(visite.carte).to_contain_text("Les conditions sont remplies")
    assert (
        visite.bouton("Envoyer", exact=True).evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(47, 111, 79)"
    )


def test_the_css_of_the_page_does_not_reach_the_widget(visiter: Ouvrir):
    def apparence(visite: Visite) -> Any:
        visite.ouvrir().dire("on est 45 à Oyonnax")
        expect(visite.bouton("CDD", exact=True)).to_be_visible()
        return visite.page.evaluate("""() => {
          const racine = document.querySelector('assistant-vte').shadowRoot;
          return [...racine.querySelectorAll('button, p, li, .bulle, dialog')].map((e) => {
            const s = getComputedStyle(e);
            const r = e.getBoundingClientRect();
            return [
              (e.className || e.textContent).slice(0, 40), s.fontSize, s.fontFamily, s.color,
              s.display, s.textTransform, s.transform, s.opacity, s.visibility,
              Math.round(r.x), Math.round(r.width),
            ];
          });
        }""")

    assert apparence(visiter("agressive", storage="none")) == apparence(visiter(storage="none"))


def test_the_page_of_the_visitor_keeps_its_own_looks(visiter: Ouvrir):
    visite = visiter()
    avant = visite.page.locator("#avant").evaluate("e => getComputedStyle(e).cssText")
    visite.ouvrir().dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")
    assert visite.page.locator("#avant").evaluate("e => getComputedStyle(e).cssText") == avant
    assert visite.page.evaluate(
        "Object.keys(globalThis).filter((n) => /vte|assistant|panneau/i.test(n))"
    ) == ["assistantVTE"]


def test_the_widget_calls_nobody_but_its_server(visite: Visite, visiter: Ouvrir):
    appels: set[str] = set()
    visite.page.on("request", lambda r: appels.add(r.url.split("/")[2]))
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    serveur = visite.page.evaluate(
        "document.querySelector('assistant-vte').getAttribute('server')"
    ).split("/")[2]
    assert appels == {serveur}
