"""Conversations by the hundred thousand.

Events as Rasa stores them, and rows as the projection writes them; sentences of the training data.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from console import training
from console.projection.records import ConversationLue, TourLu, VerdictLu
from console.words import CANAUX, QUESTIONS
from tests.console.evenements import action, bot, dit, ouverture, reste, slot, verdict
from vte.communes import recherche

JOUR = 86_400.0
# Rasa stores ten ranks with each message, and as many of the response selector: read by nobody, but
# read.
RANGS = tuple((f"rang_{n}", 0.05 / (n + 1)) for n in range(10))
# All but the commune of a dossier that is eligible in a territory.
DOSSIER = {
    "effectif": 45,
    "taille": "pme",
    "contrat": "cdi",
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
}


def phrases() -> list[tuple[str, str]]:
    """(sentence, intent) of the training data."""
    return [
        paire for chemin in sorted(training.NLU.rglob("*.yml")) for paire in training.lire(chemin)
    ]


def communes() -> list[dict[str, str]]:
    """Communes to speak of, in and out of the territories."""
    noms = (
        "Oyonnax",
        "Figeac",
        "Thiers",
        "Cholet",
        "Graulhet",
        "Lyon",
        "Rennes",
        "Vierzon",
        "Roanne",
        "Commercy",
        "Nantes",
        "Albi",
    )
    trouvees = (recherche().chercher(nom).resultats[0] for nom in noms)
    return [{"code": c.code, "nom": c.nom, "departement": c.departement} for c in trouvees]


def evenements(
    hasard: random.Random, dites: list[tuple[str, str]], lieux: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """One conversation of two to nine turns, eight events a turn as Rasa writes them.

    From half-way on the verdict is in force, and every turn writes it again with the rest.
    """
    suite, tours, lieu = ouverture(), hasard.randint(2, 9), hasard.choice(lieux)
    for rang in range(tours):
        texte, intent = hasard.choice(dites)
        garde = {"verdict": verdict(**DOSSIER, commune=lieu)} if rang >= tours // 2 else {}
        suite += [
            dit(texte, intent, hasard.random(), rangs=RANGS, question="effectif", commune=lieu),
            {"event": "user_featurization"},
            action("action_conduire"),
            bot("C'est noté."),
            bot(
                "Combien de personnes travaillent dans l'entreprise ?",
                ("Moins de 250", '/informer{"taille":"pme"}'),
            ),
            slot("commune", lieu),
            reste(question="effectif", derniere="commune", posees={"effectif": rang}, **garde),
            action("action_listen"),
        ]
    return suite


def tirees(combien: int, graine: int = 1) -> Iterator[ConversationLue]:
    """Conversations as the projection reads them, over 180 days; every other has a verdict."""
    hasard, dites, lieux = random.Random(graine), phrases(), communes()
    verdicts = {lieu["code"]: verdict(**DOSSIER, commune=lieu) for lieu in lieux}
    for numero in range(combien):
        debut = 1_780_000_000 + hasard.random() * 180 * JOUR
        lue = ConversationLue(
            f"tiree-{numero}", 10_000_000 + numero * 100, debut, hasard.choice(list(CANAUX))
        )
        lieu = hasard.choice(lieux)
        for rang in range(1, hasard.randint(2, 8)):
            texte, intent = hasard.choice(dites)
            tour = TourLu(
                lue.premier + rang,
                rang,
                debut + rang * 20,
                texte,
                hasard.random() < 0.2,
                intent,
                hasard.random(),
                compris=hasard.random() > 0.1,
            )
            tour.reponses, tour.delai, tour.dernier = (
                [
                    {
                        "texte": "C'est noté. Combien de personnes travaillent dans l'entreprise ?",
                        "choix": [],
                    }
                ],
                0.03,
                lue.premier + rang,
            )
            if rang == 1:
                tour.faits = [{"cle": "commune", "valeur": lieu}]
                tour.changements = [{"cle": "commune", "avant": None, "apres": lieu}]
            elif rang == 3 and hasard.random() < 0.1:  # corrected by the person
                tour.changements = [{"cle": "commune", "avant": lieu, "apres": None}]
            tour.posee = lue.tours[-1].question if lue.tours else ""
            tour.repondue = hasard.random() < 0.7
            tour.question = hasard.choice(list(QUESTIONS))
            lue.tours.append(tour)
        if hasard.random() < 0.5:
            detail = verdicts[lieu["code"]]
            lue.tours[-1].verdict, lue.statut = (
                VerdictLu(detail["statut"], detail["bareme"]["id"], detail),
                detail["statut"],
            )
        qui = hasard.choice(["entreprise", "candidat"])
        lue.dossier = DOSSIER | {"commune": lieu, "profil": qui}
        lue.fin, lue.dernier, lue.question = (
            lue.tours[-1].le,
            lue.tours[-1].evenement,
            lue.tours[-1].question,
        )
        lue.personne_demandee = hasard.random() < 0.05
        yield lue
