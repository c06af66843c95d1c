"""What staff write in a reason: names are masked by their shape, and it still says why."""

from __future__ import annotations

import pytest

from vte.donnees_personnelles import masquer_motif


@pytest.mark.parametrize(
    ("ecrit", "garde"),
    [
        ("Léa Martin", "[nom]"),
        ("à la demande de Léa Martin, par courrier", "à la demande de [nom], par courrier"),
        ("Demande de Léa Martin", "Demande de [nom]"),
        ("Demande d'Inès Ben Salah", "Demande d'[nom]"),
        ("rappeler MARTIN Léa demain", "rappeler [nom] demain"),
        ("Jean de La Fontaine le veut", "[nom] le veut"),
        ("vu avec Léa", "vu avec [nom]"),
        ("Łukasz Šimon appelle", "[nom] appelle"),
        ("elle écrit de lea.martin@exemple.fr", "elle écrit de [adresse électronique]"),
        ("au 06 12 34 56 78", "au [téléphone]"),
        ("habite 12 bis, rue des Lilas, sonner", "habite [adresse], sonner"),
        ("dossier 4521 8890 12", "dossier [numéro]"),
    ],
)
def test_a_person_is_masked_though_nothing_announces_a_name(ecrit: str, garde: str):
    assert masquer_motif(ecrit) == garde
    assert masquer_motif(garde) == garde


@pytest.mark.parametrize(
    "motif",
    [
        "à sa demande",
        "Elle a demandé l'effacement le 12/03/2026.",
        "RGPD, article 17",
        "Doublon de la conversation 812. Rappel fait.",
        "essai de l'équipe à Oyonnax",
    ],
)
def test_what_names_nobody_is_left_as_it_is(motif: str):
    assert masquer_motif(motif) == motif


def test_a_long_reason_takes_no_time():
    assert masquer_motif("Aa " * 5000) == "[nom] "
