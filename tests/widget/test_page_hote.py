"""What a host page knows and asks: facts, calls made early, no script, its language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.serveurs import Conversation, Serveurs
from tests.widget.conftest import Ouvrir, Visite
from tests.widget.etats import SU
from tests.widget.hote import Hote

WIDGET = Path(__file__).parents[2] / "widget"
PHRASE = (
    "Commune du poste\u00a0: Oyonnax. Effectif de l'entreprise\u00a0: 45. Contrat\u00a0: CDD. "
    "Durée en mois\u00a0: 18. Premier jour\u00a0: 1er septembre 2021. "
    "Diplôme obtenu\u00a0: master."
)


def test_what_the_page_knows_is_shown_and_sent_in_the_visitor_s_name_once_he_says_so(
    visiter: Ouvrir,
):
    visite = visiter(**SU).ouvrir()
    ligne = visite.page.get_by_role("group", name="Cette page indique")
    expect(ligne).to_contain_text(PHRASE)
    expect(visite.connus).to_have_count(0)
    ligne.get_by_role("button", name="Utiliser", exact=True).click()
    expect(visite.fil.locator(".user")).to_contain_text(PHRASE)
    expect(visite.connus).to_have_text(
        [
            "Oyonnax (01)",
            "45\u00a0personnes",
            "CDD",
            "18\u00a0mois",
            "début le 1er\u00a0septembre\u00a02021",
            "diplôme obtenu\u00a0: un bac+5",
        ]
    )
    expect(ligne).to_have_count(0)


@pytest.mark.parametrize(
    ("connu", "dit", "lus"),
    [
        ({"commune": "Le Creusot", "effectif": "1"}, "Le Creusot. ", ["Le Creusot (71)", "1"]),
        ({"commune": "71153"}, "71153.", ["Le Creusot (71)"]),
        ({"debut": "2021-09-01"}, "1er septembre 2021.", ["1er\u00a0septembre\u00a02021"]),
        ({"effectif": "PME", "duree": "12 mois"}, "PME. ", ["PME", "12\u00a0mois"]),
    ],
)
def test_whatever_words_a_page_has_are_said_in_french_and_read(
    connu: dict[str, str], dit: str, lus: list[str], visiter: Ouvrir
):
    visite = visiter(**connu).ouvrir()
    ligne = visite.page.get_by_role("group", name="Cette page indique")
    expect(ligne).to_contain_text(dit)
    ligne.get_by_role("button", name="Utiliser", exact=True).click()
    expect(visite.connus).to_contain_text(lus)


# As a page may say each value that the contract knows -> that value (CONTRACT.md, section 1).
CONTRATS = {
    "CDI": "cdi",
    "CDD": "cdd",
    "alternance": "alternance",
    "apprentissage": "apprentissage",
    "contrat de professionnalisation": "professionnalisation",
    "stage": "stage",
    "intérim": "interim",
    "VIE": "vie",
    "service civique": "service_civique",
    "indépendant": "independant",
}
DIPLOMES = {
    "CAP": -1,
    "bac": 0,
    "BTS": 2,
    "DUT": 2,
    "BUT": 3,
    "licence": 3,
    "licence pro": 3,
    "maîtrise": 4,
    "master": 5,
    "diplôme d'ingénieur": 5,
    "doctorat": 8,
}
DITS = """async ([adresse, connus]) => {
  const { indication } = await import(`${adresse}/widget/saisie.js`);
  return connus.map((connu) =>
    indication((nom) => connu[nom] ?? '', () => {}, () => {}).querySelector('q').textContent);
}"""


def lu(conversation: Conversation, phrase: str) -> dict[str, Any]:
    """What the assistant knows once it is told."""
    dossier: dict[str, Any] = conversation.dire(phrase)["state"]["dossier"]
    return dossier


@pytest.mark.parametrize("profil", ["entreprise", "candidat"])
def test_every_value_of_the_contract_is_read_as_the_page_meant_it(
    visiter: Ouvrir, serveurs: Serveurs, nouvelle: Callable[[], Conversation], profil: str
):
    cas = [({"contrat": dit}, {"contrat": valeur}) for dit, valeur in CONTRATS.items()]
    cas += [
        ({"contrat": contrat, "diplome": dit}, {"niveau_obtenu": niveau})
        for contrat in ("CDD", "apprentissage")
        for dit, niveau in DIPLOMES.items()
    ]
    base = {"commune": "Oyonnax", "effectif": "45", "debut": "2021-09-01"}
    phrases = visiter().page.evaluate(DITS, [serveurs.url, [base | dit for dit, _ in cas]])
    fautes = []
    for phrase, (_, attendu) in zip(phrases, cas, strict=True):
        conversation = nouvelle()
        if profil == "candidat":
            conversation.dire("Je suis candidat")
        dossier = lu(conversation, phrase)
        voulu = attendu | {"effectif": 45, "date_debut": "2021-09-01"}
        if {nom: dossier.get(nom) for nom in voulu} != voulu or "niveau_prepare" in dossier:
            fautes.append((phrase, dossier))
    assert fautes == []


def test_who_does_not_want_it_is_not_asked_again(visiter: Ouvrir):
    visite = visiter(commune="Figeac").ouvrir()
    visite.bouton("Ne pas utiliser").click()
    expect(visite.bouton("Utiliser", exact=True)).to_have_count(0)
    expect(visite.champ).to_be_focused()
    visite.dire("on est 45 à Oyonnax")
    expect(visite.connus).to_have_count(2)
    expect(visite.fil).not_to_contain_text("Figeac")


def test_a_conversation_that_goes_on_is_not_asked_what_the_page_knows(visiter: Ouvrir):
    premiere = visiter().ouvrir()
    premiere.dire("on est 45 à Oyonnax")
    expect(premiere.connus).to_have_count(2)
    seconde = visiter(commune="Figeac").ouvrir()
    expect(seconde.connus).to_have_count(2)
    expect(seconde.page.get_by_role("group", name="Cette page indique")).to_have_count(0)


def test_what_the_page_writes_is_only_text_and_short(visiter: Ouvrir):
    visite = visiter(commune="<img src=x onerror=alert(1)>" + "a" * 500).ouvrir()
    ligne = visite.page.get_by_role("group", name="Cette page indique")
    expect(ligne).to_contain_text("<img src=x")
    assert len(ligne.inner_text()) < 200
    assert visite.page.locator("assistant-vte img").count() == 0


FILE = """<script>
window.assistantVTE = window.assistantVTE || [];
assistantVTE.push(["on", "message", (detail) => { document.title = detail.messages; }]);
assistantVTE.push(["say", "on est 45 à Oyonnax"]);
assistantVTE.push((assistant) => assistant.setAttribute("data-vu", ""));
</script>
<script async type="module" src="{url}/widget/widget.js" data-server="{url}"></script>"""


def test_what_a_page_asked_before_the_widget_was_there_is_done(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs
):
    page = contexte.new_page()
    page.goto(hote.avec(FILE.replace("{url}", serveurs.url)))
    visite = Visite(page)
    expect(visite.connus).to_have_count(2)
    expect(page).to_have_title(re.compile(r"^\d+$"))
    expect(page.locator("assistant-vte[data-vu]")).to_have_count(1)
    page.evaluate("assistantVTE.push(['close'])")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate("assistantVTE.push(['open'])")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_what_a_page_asks_once_the_widget_is_there_is_done_and_a_wrong_call_stops_no_other(
    visiter: Ouvrir,
):
    page = visiter().page
    expect(page.get_by_role("button", name="Une question sur le VTE")).to_be_visible()
    fautes: list[str] = []
    page.on("pageerror", lambda e: fautes.append(str(e)))
    page.evaluate(
        "addEventListener('unhandledrejection', (e) => e.preventDefault());"
        "assistantVTE.push(() => { throw new Error('mine'); }, ['nothing of ours'], ['open'])"
    )
    expect(page.get_by_role("dialog")).to_be_visible()
    assert fautes == []


def test_a_page_without_javascript_says_where_to_go(
    navigateur: Browser, hote: Hote, serveurs: Serveurs
):
    guide = (WIDGET.parent / "docs" / "integration.md").read_text(encoding="utf-8")
    repli = re.search(r"```html\n(<assistant-vte>.+?</assistant-vte>)\n```", guide, re.S)
    assert repli
    contexte = navigateur.new_context(java_script_enabled=False)
    page = contexte.new_page()
    page.goto(hote.avec(repli[1]))
    expect(page.get_by_role("link", name="vte-france.fr")).to_be_visible()
    page.goto(f"{serveurs.url}/")
    expect(page.get_by_role("link", name="mon.bpifrance.fr")).to_be_visible()
    contexte.close()


def test_with_javascript_what_stood_there_is_not_seen(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs
):
    page = contexte.new_page()
    script = f'<script type="module" src="{serveurs.url}/widget/widget.js"></script>'
    page.goto(
        hote.avec(f"{script}<assistant-vte><a href=https://exemple.fr>Là</a></assistant-vte>")
    )
    expect(Visite(page).bouton("Une question sur le VTE")).to_be_visible()
    expect(page.get_by_role("link", name="Là")).to_have_count(0)


@pytest.mark.parametrize("langue", ["", "en"])
def test_the_script_of_another_changes_nothing_of_the_language(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs, langue: str
):
    autre = "fr" if langue else "en"
    sienne = f'data-lang="{langue}"' if langue else ""
    src = f"{serveurs.url}/widget/widget.js"
    page = contexte.new_page()
    page.goto(
        hote.avec(
            f'<script data-lang="{autre}">0</script>'
            f'<script type="module" src="{src}" {sienne}></script>'
        )
    )
    dit = "A question about the VTE" if langue else "Une question sur le VTE"
    expect(page.get_by_role("button", name=dit)).to_be_visible()


def test_a_call_is_for_the_element_that_is_in_the_page_now(visiter: Ouvrir):
    page = visiter().page
    page.evaluate("""() => {
      document.querySelector('assistant-vte').remove();
      document.body.append(document.createElement('assistant-vte'));
    }""")
    page.evaluate("assistantVTE.push(['open'])")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate("assistantVTE.push((assistant) => assistant.setAttribute('data-vu', ''))")
    expect(page.locator("assistant-vte[data-vu]")).to_have_count(1)


def test_in_english_all_but_the_conversation_is_english_and_it_is_said_to_be_french(
    visiter: Ouvrir,
):
    for page in ("", "element"):
        visite = visiter(page, lang="en-GB", storage="none")
        visite.bouton("A question about the VTE?").click()
        expect(visite.page.get_by_text("The conversation is in French.")).to_be_visible()
        champ = visite.page.get_by_label("Your message")
        champ.fill("on est 45 à Oyonnax")
        visite.bouton("Send").click()
        expect(visite.fil).to_contain_text("C'est noté")
        expect(visite.fil).to_have_attribute("lang", "fr")
        expect(visite.page.get_by_role("progressbar", name="2 answers of 7")).to_be_visible()
        accueil = visite.fil.get_by_text("Hello! Describe your recruitment")
        expect(accueil).to_have_attribute("lang", "en")


def test_every_word_of_the_panel_is_there_in_both_languages(visiter: Ouvrir):
    """Their names and kinds; a sentence made of figures takes as many."""
    page = visiter().page
    serveur = page.locator("assistant-vte").get_attribute("server")
    formes = page.evaluate(
        """async (adresse) => {
          const forme = (mots) => Object.entries(mots).map(([nom, mot]) =>
            typeof mot === 'object' ? [nom, Object.keys(mot)]
              : [nom, typeof mot, typeof mot === 'string' ? mot.length > 0 : mot.length]);
          const lus = async (lang) => forme((await import(`${adresse}/langues/${lang}.js`)).MOTS);
          const duLanceur = ['langue', 'titre', 'lanceur', 'pasOuvert', 'lanceurNouveau'];
          const en = (await lus('en')).filter(([nom]) => !duLanceur.includes(nom));
          return [await lus('fr'), en];
        }""",
        f"{serveur}/widget",
    )
    assert formes[0] == formes[1]
