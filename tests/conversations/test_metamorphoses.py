"""The same facts, in any order, one a message or all in one, end in the same verdict.

That of the rules alone; what is asked back is confirmed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.serveurs import Conversation
from vte.dossier import depuis_json
from vte.horloge import au
from vte.regles import evaluer
from vte.territoires import ouvrir

ORDRES = 200
# What is said, as people say it out of any question, and the fact that it is.
PERSONNES: list[dict[str, tuple[str, Any]]] = [
    {
        "effectif": ("on est 45 salariés", 45),
        "commune": ("le poste est à Oyonnax", "01283"),
        "contrat": ("en CDD", "cdd"),
        "duree_mois": ("pour 18 mois", 18),
        "date_debut": ("le contrat commence le 1er septembre 2021", "2021-09-01"),
        "niveau_obtenu": ("il a un master", 5),
        "date_diplome": ("diplômé en juin 2021", "2021-06-01"),
    },
    {
        "profil": ("je suis candidat", "candidat"),
        "effectif": ("dans une entreprise de 300 personnes", 300),
        "commune": ("c'est à Figeac", "46102"),
        "contrat": ("en contrat d'apprentissage", "apprentissage"),
        "duree_mois": ("durée de 24 mois", 24),
        "date_debut": ("le contrat commence le 1er octobre 2021", "2021-10-01"),
        "niveau_obtenu": ("j'ai un BTS", 2),
        "niveau_prepare": ("je prépare une licence", 3),
    },
    {
        "effectif": ("nous sommes 80 personnes", 80),
        "commune": ("le poste est à Roanne", "42187"),
        "contrat": ("un contrat de professionnalisation", "professionnalisation"),
        "duree_mois": ("de 10 mois", 10),
        "date_debut": ("le contrat commence le 4 octobre 2021", "2021-10-04"),
        "niveau_obtenu": ("elle a un DUT", 2),
        "niveau_prepare": ("elle prépare un master", 5),
    },
    {
        "effectif": ("nous sommes 6000 salariés", 6000),
        "commune": ("le poste est à Belfort", "90010"),
        "contrat": ("en CDI", "cdi"),
        "date_debut": ("le contrat commence en janvier 2022", "2022-01-01"),
        "niveau_obtenu": ("elle a une licence", 3),
        "date_diplome": ("diplômée en juillet 2021", "2021-07-01"),
    },
]


def attendu(personne: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    with au("2021-06-15"):
        return evaluer(
            depuis_json({cle: valeur for cle, (_, valeur) in personne.items()}, ouvrir().commune)
        ).en_json()


@pytest.mark.parametrize("graine", range(ORDRES))
def test_any_order_one_a_message_or_all_in_one_ends_in_the_verdict_of_the_rules(
    nouvelle: Callable[[], Conversation], graine: int
):
    hasard = random.Random(graine)
    personne = PERSONNES[graine % len(PERSONNES)]
    dits = [texte for texte, _ in personne.values()]
    hasard.shuffle(dits)
    conversation = nouvelle()
    messages = [", ".join(dits)] if graine % 5 == 0 else dits
    for message in messages:
        etat = conversation.dire_et_confirmer(message)["state"]
    while (question := etat["question"]) in personne and dits:  # what was not read is asked
        dits.pop()
        etat = conversation.dire_et_confirmer(personne[question][0])["state"]
    obtenu, voulu = etat["verdict"], attendu(personne)
    # Once the verdict is said, only what would change another aid is asked.
    assert etat["question"] in (None, *obtenu["precisions"]), (messages, etat["dossier"])
    juges = {c["id"]: c["statut"] for c in obtenu["criteres"]}
    if voulu["statut"] == "non_eligible":  # once refused, what is but likely is not asked
        juges = {c: s for c, s in juges.items() if s != "inconnu"}
    assert (obtenu["statut"], juges) == (
        voulu["statut"],
        {c["id"]: c["statut"] for c in voulu["criteres"] if c["id"] in juges},
    ), messages
