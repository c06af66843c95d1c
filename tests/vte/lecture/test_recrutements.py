"""Several recruitments in one message are told apart; one of two, or one after another, is one."""

from __future__ import annotations

import pytest

from vte.lecture import lire


@pytest.mark.parametrize(
    ("texte", "contrats", "communes"),
    [
        (
            "2 alternants à Vierzon et un CDI à Bourges",
            ["alternance", "cdi"],
            ["Vierzon", "Bourges"],
        ),
        (
            "Nous recrutons un apprenti à Thiers, un CDD de 18 mois à Ambert et un CDI à Issoire",
            ["apprentissage", "cdd", "cdi"],
            ["Thiers", "Ambert", "Issoire"],
        ),
        (
            "on a deux recrutements : un CDI et un contrat d'apprentissage",
            ["cdi", "apprentissage"],
            [None, None],
        ),
        (
            "Mon client, 42 salariés à Oyonnax, recrute : d'une part une diplômée d'un master en "
            "CDI au 1er septembre 2021 ; d'autre part un jeune en BTS, en contrat "
            "d'apprentissage de 24 mois",
            ["cdi", "apprentissage"],
            ["Oyonnax", "Oyonnax"],
        ),
        (
            "deux embauches : le premier est un CDD à Thiers, le second un apprenti à Ambert",
            ["cdd", "apprentissage"],
            ["Thiers", "Ambert"],
        ),
    ],
)
def test_each_recruitment_of_a_message_has_its_own_facts(
    texte: str, contrats: list[str], communes: list[str | None]
):
    lecture = lire(texte)
    lus = lecture.recrutements
    assert lus[0].items() <= lecture.faits.items(), "the first one is what the message states"
    assert [r["contrat"] for r in lus] == contrats
    assert [r["commune"]["nom"] if "commune" in r else None for r in lus] == communes


def test_what_the_company_is_holds_for_all_its_recruitments():
    premier, second = lire(
        "PME de 45 salariés, nous prenons un apprenti à Thiers et un CDI à Ambert"
    ).recrutements
    assert premier["effectif"] == second["effectif"] == 45


@pytest.mark.parametrize(
    "texte",
    [
        "un CDI ou un CDD à Bourges",
        "on hésite entre un alternant à Vierzon et un CDI à Bourges",
        "on a eu un stagiaire à Vierzon et là on prend un CDI à Bourges",
        "pas un stage mais un CDI à Bourges",
        "un apprenti à Vierzon, 24 mois",
        "un CDD à Vierzon et un CDI à Bourges, c'est pareil pour l'aide ?",
        "d'une part il a un BTS, d'autre part il signe un CDI à Bourges",
    ],
)
def test_one_recruitment_is_not_made_two(texte: str):
    assert lire(texte).recrutements == ()
