"""A faulty file is told in French, with its file and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vte.regles.conftest import remplacer
from vte.cli import principal
from vte.erreurs import BaremeInvalide
from vte.regles import verification
from vte.regles.catalogue import lire
from vte.regles.catalogue_files import CatalogueFiles

LISTES = {"2020-10", "2022-12", "2023-11"}
BAREME, APPRENTISSAGE, VERT = (
    "baremes/vte-2019-2022.yaml",
    "aides/aide_apprentissage.yaml",
    "aides/vte_vert.yaml",
)


def problemes(dossier: Path) -> list[str]:
    return [
        str(p).replace("\u00a0", " ")
        for p in verification.problemes(CatalogueFiles(dossier), LISTES)
    ]


def test_the_files_of_the_project_have_no_fault(fichiers: Path):
    assert problemes(fichiers) == []


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        (
            BAREME,
            "du: 2019-01-01",
            "du: 2023-01-01",
            "l'intervalle finit le 2022-12-31, avant de commencer le 2023-01-01",
        ),
        (BAREME, "montant: 4000", "montant: -4000", "« montant » doit être plus grand que zéro"),
        (BAREME, "montant: 1200", "montant: 0", "« montant » doit être plus grand que zéro"),
        (BAREME, 'liste: "2020-10"', 'liste: "2019-01"', "liste inconnue de la base : « 2019-01 »"),
        (
            BAREME,
            "source: page-vte\nsource_liste",
            "source: page-inconnue\nsource_liste",
            "source inconnue : « page-inconnue »",
        ),
        (BAREME, "source: page-vte\nsource_liste", "source_liste", "il manque « source »"),
        (BAREME, "effectif_max: 4999", "effectif_maxi: 4999", "il manque « effectif_max »"),
        (BAREME, "travail: [cdi, cdd]", "travail: [cdi, cdx]", "contrat inconnu : cdx"),
        (BAREME, "cumul: [vte_vert", "cumul: [vte_bleu", "aide inconnue : « vte_bleu »"),
        (
            BAREME,
            "acceptent {mois} mois",
            "acceptent dix mois",
            "clé inconnue ou jamais citée par la phrase : mois",
        ),
        (BAREME, "acceptent {mois} mois", "acceptent 10 mois", "un chiffre est écrit à la main"),
        (BAREME, "mois: 10", "moi: 10", "la phrase cite mois, qui n'a pas de valeur"),
        (BAREME, "sur: duree", "sur: dure", "« dure » n'est ni un critère ni une aide"),
        (BAREME, "id: vte-2019-2022", "id: vte-2019", "le fichier doit porter le même nom"),
        (BAREME, "du: 2019-01-01", "du: le premier janvier", "« du » n'est pas une date"),
        (
            BAREME,
            "au: 2022-12-31",
            "au: 2022-12-31\ndu: 2019-01-01",
            "la clé « du » est écrite deux fois",
        ),
        (BAREME, "seuils:", "seuils: [", "le YAML ne peut pas être lu"),
        (
            APPRENTISSAGE,
            "du: 2023-01-01, au: 2024-04-30, montant",
            "du: 2022-12-01, au: 2024-04-30, montant",
            "ce montant en recouvre un autre, du 2020-07-01 au 2022-12-31",
        ),
        (
            APPRENTISSAGE,
            "  - {du: 2025-01-01, au: 2025-02-23, montant: null, source: ministere-2025}\n",
            "",
            "aucun montant du 1er janvier 2025 au 23 février 2025",
        ),
        (
            APPRENTISSAGE,
            "effectif: [0, 249], niveau: [2, 2]",
            "effectif: [0, 250], niveau: [2, 2]",
            "ce montant en recouvre un autre",
        ),
        (
            APPRENTISSAGE,
            "montant: 6000, source: ministere-2023",
            "source: ministere-2023",
            "il manque « montant »",
        ),
        (
            VERT,
            "montant: 8000, source: ministere-2021-06, avec",
            "montant: 8000, avec",
            "il manque « source »",
        ),
        (
            VERT,
            'precision: "pour une mission',
            'precision: "pour 1 mission',
            "un chiffre est écrit à la main",
        ),
        (
            "sources.yaml",
            'lien: "https://www.vte-france.fr"',
            'lien: "http://www.vte-france.fr"',
            "« lien » https",
        ),
        (
            "sources.yaml",
            'texte: "décret n° 2008-1354"',
            'texte: "un décret"',
            "« texte » numéroté",
        ),
        ("sources.yaml", 'date: "18 décembre 2008"\n', "\n", "il manque « date »"),
    ],
)
def test_a_fault_is_told_with_its_file_and_its_line(
    fichiers: Path, fichier: str, avant: str, apres: str, raison: str
):
    ligne = remplacer(fichiers / fichier, avant, apres)
    dites = [p for p in problemes(fichiers) if raison in p]
    assert dites, problemes(fichiers)
    assert dites[0].startswith(f"{fichier}:")
    # An omission is told at the object that lacks it, a few lines above at most.
    assert 0 <= abs(int(dites[0].split(":")[1].split()[0]) - ligne) <= 9


def test_the_exact_line_of_a_value_is_given(fichiers: Path):
    ligne = remplacer(fichiers / BAREME, "montant: 1200", "montant: -1")
    assert any(p.startswith(f"{BAREME}:{ligne} : ") for p in problemes(fichiers))


def _second(fichiers: Path, du: str, au: str) -> None:
    nouveau = fichiers / "baremes" / "suite.yaml"
    nouveau.write_text((fichiers / BAREME).read_text(encoding="utf-8"), encoding="utf-8")
    for avant, apres in (
        ("id: vte-2019-2022", "id: suite"),
        ("du: 2019-01-01", f"du: {du}"),
        ("au: 2022-12-31", f"au: {au}"),
    ):
        remplacer(nouveau, avant, apres)


def test_two_barèmes_may_not_overlap(fichiers: Path):
    _second(fichiers, "2022-12-31", "2024-12-31")
    assert any(
        "commence le 31 décembre 2022, avant la fin de vte-2019-2022" in p
        for p in problemes(fichiers)
    )


def test_a_gap_between_two_barèmes_must_be_meant(fichiers: Path):
    _second(fichiers, "2024-01-01", "2024-12-31")
    assert any(
        "aucun barème du 1er janvier 2023 au 31 décembre 2023" in p for p in problemes(fichiers)
    )


def test_two_barèmes_that_follow_each_other_are_well(fichiers: Path):
    _second(fichiers, "2023-01-01", "2024-12-31")
    assert problemes(fichiers) == []


def test_a_faulty_catalogue_never_serves(fichiers: Path):
    remplacer(fichiers / BAREME, "montant: 4000", "montant: -4000")
    with pytest.raises(BaremeInvalide, match="vte-2019-2022.yaml:"):
        lire(fichiers)


def test_a_missing_file_is_told(fichiers: Path):
    (fichiers / "sources.yaml").unlink()
    assert any(
        p.startswith("sources.yaml:1 : le fichier ne peut pas être lu") for p in problemes(fichiers)
    )


def test_the_command_fails_and_prints_each_fault(
    fichiers: Path, capsys: pytest.CaptureFixture[str]
):
    remplacer(fichiers / BAREME, "montant: 4000", "montant: -4000")
    with pytest.raises(SystemExit) as sortie:
        principal(["baremes", "verifier", str(fichiers)])
    assert sortie.value.code == 1
    assert "« montant » doit être plus grand que zéro" in capsys.readouterr().out


def test_the_command_says_when_all_is_well(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as sortie:
        principal(["baremes", "verifier"])
    assert sortie.value.code == 0
    assert "Tout va bien" in capsys.readouterr().out
