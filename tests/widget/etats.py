"""The states in which the two readers, axe-core and HTML_CodeSniffer, look at the widget."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Ouvrir, Visite

Etat = Callable[[Visite], None]
SU = {
    "commune": "Oyonnax",
    "effectif": "45",
    "contrat": "CDD",
    "duree": "18",
    "debut": "1er septembre 2021",
    "diplome": "master",
}
ANNONCE = ("Le barème du VTE change le 1er janvier\u00a0: vérifiez la date du contrat. " * 3)[:200]


def annoncer(page: Page) -> None:
    """What staff announce, as the server says it."""
    page.route(
        "**/notice",
        lambda route: route.fulfill(
            headers={"Access-Control-Allow-Origin": "*"}, json={"notice": ANNONCE}
        ),
    )


def lanceur(_: Visite) -> None:
    """Nothing is opened."""


def panneau(visite: Visite) -> None:
    visite.ouvrir()


def boutons(visite: Visite) -> None:
    visite.ouvrir().dire("je recrute à Oyonnax, nous sommes 45")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()


def communes(visite: Visite) -> None:
    visite.ouvrir().dire("je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    visite.champ.press_sequentially("saint-den")
    expect(visite.page.get_by_role("option").first).to_be_visible()
    visite.page.keyboard.press("ArrowDown")


def verdict(visite: Visite) -> None:
    visite.ouvrir().dire(A)
    expect(visite.carte).to_be_visible()


def erreur(visite: Visite) -> None:
    visite.page.route("**/messages", lambda route: route.fulfill(status=503, body="{}"))
    visite.ouvrir().dire("bonjour")
    expect(visite.bouton("Réessayer")).to_be_visible()


def trop_long(visite: Visite) -> None:
    visite.ouvrir().dire("a" * 1001)
    expect(visite.alerte).to_contain_text("1000 au plus")


def effacement(visite: Visite) -> None:
    visite.ouvrir().option("Effacer")


def faits(visite: Visite) -> None:
    boutons(visite)
    visite.montrer_les_faits()


def options(visite: Visite) -> None:
    visite.ouvrir().bouton("Options").click()


def repart(visite: Visite) -> None:
    boutons(visite)
    visite.option("Recommencer")


def garde(visite: Visite) -> None:
    verdict(visite)
    visite.bouton("Garder ce résultat").click()
    expect(visite.bouton("Copier le lien")).to_be_visible()


def raisons(visite: Visite) -> None:
    verdict(visite)
    visite.carte.get_by_role("button", name="Non", exact=True).click()
    expect(visite.page.get_by_label("Ce n'est pas clair")).to_be_visible()


def remplacee(visite: Visite) -> None:
    verdict(visite)
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("ne sont pas remplies")
    visite.fil.get_by_text("Réponse précédente, remplacée depuis").click()


def faits_de_la_page(visite: Visite) -> None:
    """A page that knows the recruitment: to be opened with the attributes of SU."""
    visite.ouvrir()
    expect(visite.page.get_by_role("group", name="Cette page indique")).to_be_visible()


def avis_ouvert(visite: Visite) -> None:
    boutons(visite)
    visite.bouton("Votre avis sur cette réponse").last.click()
    expect(
        visite.fil.get_by_role("group", name="Cette réponse vous est-elle utile")
    ).to_be_visible()


def annonce(visite: Visite) -> None:
    annoncer(visite.page)
    visite.ouvrir()
    expect(visite.page.get_by_text(ANNONCE[:40])).to_be_visible()


def en_anglais(visite: Visite) -> None:
    """Its chrome, a message that waits, a verdict and its opinion: to be opened in English."""
    visite.bouton("A question about the VTE?").click()
    visite.page.get_by_label("Your message").fill(A)
    visite.bouton("Send", exact=True).click()
    expect(visite.carte).to_be_visible()
    visite.carte.get_by_role("button", name="No", exact=True).click()
    expect(visite.page.get_by_label("It is not clear")).to_be_visible()


# What the page of each must have beside its looks.
ATTRIBUTS: dict[Etat, dict[str, str]] = {faits_de_la_page: SU, en_anglais: {"lang": "en"}}
ETATS: tuple[Etat, ...] = (
    lanceur,
    panneau,
    boutons,
    communes,
    verdict,
    erreur,
    trop_long,
    effacement,
    faits,
    options,
    repart,
    garde,
    raisons,
    remplacee,
    faits_de_la_page,
    avis_ouvert,
    annonce,
    en_anglais,
)


def dans(visiter: Ouvrir, etat: Etat, **attributs: str) -> Visite:
    """A page in this state."""
    visite = visiter(**ATTRIBUTS.get(etat, {}), **attributs)
    etat(visite)
    return visite
