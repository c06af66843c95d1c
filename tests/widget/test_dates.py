"""The first of a month is « 1er » in French, wherever the widget writes a date."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Visite


def test_a_day_is_written_as_its_language_writes_it(visite: Visite):
    serveur = visite.page.locator("assistant-vte").get_attribute("server")
    dits = visite.page.evaluate(
        """async (adresse) => {
          const { jour } = await import(`${adresse}/widget/base.js`);
          const jours = ['2021-09-01', '2021-09-11', '2021-09-21', '2021-01-01', '2021-09-02'];
          return [...jours.map((le) => jour(le)), jour('2021-09-01', 'en-GB')];
        }""",
        serveur,
    )
    assert dits == [
        "1er septembre 2021",
        "11 septembre 2021",
        "21 septembre 2021",
        "1er janvier 2021",
        "2 septembre 2021",
        "1 September 2021",
    ]


def dater(route: Route) -> None:
    """The real history, as it would be had it been said on a first of the month."""
    reponse = route.fetch()
    corps = reponse.json()
    for message in corps["messages"]:
        message["at"] = "2021-09-01T10:00:00+00:00"
    route.fulfill(response=reponse, json=corps)


def test_the_line_of_a_day_says_it_so(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("Quel est le contrat")
    visite.page.route("**/history", dater)
    visite.page.reload()
    visite.ouvrir()
    expect(visite.fil.locator(".jour").first).to_have_text("mercredi 1er septembre 2021")


def finir(route: Route) -> None:
    """A result that is kept, until a first of the month."""
    reponse = route.fetch()
    route.fulfill(
        response=reponse, json=reponse.json() | {"expires_at": "2022-02-01T10:00:00+00:00"}
    )


def test_the_end_of_a_kept_result_is_said_so(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.page.route("**/results", finir)
    visite.bouton("Garder ce résultat").click()
    expect(visite.carte).to_contain_text("Résultat gardé jusqu'au 1er février 2022.")
