"""A faulty file is told in French, with its file and its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.vte.regles.conftest import remplacer
from vte.cli import principal
from vte.erreurs import BaremeInvalide
from vte.regles import verification
from vte.regles.catalogue import lire
from vte.regles.catalogue_files import CatalogueFiles

LISTES = {"2020-10", "2022-12", "2023-11"}
BAREME, DISPOSITIF = "vte/vte-2019-2022.yaml", "vte/dispositif.yaml"
INSTALLATION = "installation/installation-2019-2022.yaml"
APPRENTISSAGE = "aide_apprentissage/aide_apprentissage"  # and the period of a barème
VERT = "vte_vert/vte_vert-2020-09.yaml"
DERNIER_VERT = "vte_vert/vte_vert-2023-10.yaml"


def problemes(dossier: Path) -> list[str]:
    return [
        str(p).replace("\u00a0", " ")
        for p in verification.problemes(CatalogueFiles(dossier), LISTES)
    ]


def ligne_de(probleme: str) -> int:
    return int(probleme.split(":")[1].split()[0])


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
        (INSTALLATION, "montant: 1200", "montant: 0", "« montant » doit être plus grand que zéro"),
        (BAREME, 'liste: "2020-10"', 'liste: "2019-01"', "liste inconnue de la base : « 2019-01 »"),
        (
            BAREME,
            "source: page-vte\ncriteres",
            "source: page-inconnue\ncriteres",
            "source inconnue : « page-inconnue »",
        ),
        (BAREME, "source: page-vte\ncriteres", "criteres", "il manque « source »"),
        (
            BAREME,
            "sources: [page-vte, tailles]",
            "sources: [page-vte, taille]",
            "source inconnue : « taille »",
        ),
        (BAREME, "maximum: 4999", "maximal: 4999", "il manque « maximum »"),
        (BAREME, "maximum: 4999", "maximum: beaucoup", "« maximum » n'a pas la forme attendue"),
        (BAREME, "sorte: au_plus", "sorte: au_pluss", "sorte de critère inconnue"),
        (BAREME, "cle: duree_mois", "cle: duree", "clé du dossier inconnu : duree"),
        (BAREME, "contrats: [cdi, cdd]", "contrats: [cdi, cdx]", "contrat inconnu : cdx"),
        (BAREME, "valeurs: [cdi, cdd", "valeurs: [cdi, cdx", "mot inconnu : cdx"),
        (DISPOSITIF, "cumul: [vte_vert", "cumul: [vte_bleu", "dispositif inconnu : « vte_bleu »"),
        (
            "installation/dispositif.yaml",
            "suit: vte",
            "suit: vtt",
            "dispositif inconnu : « vtt » n'a pas de dossier",
        ),
        (
            VERT,
            "aides: [aide_apprentissage",
            "aides: [aide_apprenti",
            "dispositif inconnu : « aide_apprenti »",
        ),
        (DISPOSITIF, "rang: 10", "rang: premier", "« rang » n'a pas la forme attendue"),
        (DISPOSITIF, "jour: date_debut", "jour: date_fin", "« jour » n'a pas l'une des valeurs"),
        (DISPOSITIF, "propre: true", "propres: true", "clé inconnue : « propres »"),
        (
            DISPOSITIF,
            'libelle: "Aide VTE',
            'libelle: "Aide VTE de 4000 €',
            "un chiffre est écrit à la main",
        ),
        (
            BAREME,
            "acceptent {mois} mois",
            "acceptent dix mois",
            "clé inconnue ou jamais citée par la phrase : mois",
        ),
        (BAREME, "acceptent {mois} mois", "acceptent 10 mois", "un chiffre est écrit à la main"),
        (BAREME, "mois: 10", "moi: 10", "la phrase cite mois, qui n'a pas de valeur"),
        (BAREME, "sur: duree", "sur: dure", "« dure » n'est ni un critère ni un dispositif"),
        (BAREME, "du: 2019-01-01", "du: le premier janvier", "« du » n'est pas une date"),
        (
            BAREME,
            "au: 2022-12-31",
            "au: 2022-12-31\ndu: 2019-01-01",
            "la clé « du » est écrite deux fois",
        ),
        (BAREME, "criteres:", "criteres: [", "le YAML ne peut pas être lu"),
        (
            f"{APPRENTISSAGE}-2023.yaml",
            "du: 2023-01-01",
            "du: 2022-12-01",
            "ce barème commence le 1er décembre 2022, "
            "avant la fin de aide_apprentissage-2020-07, le 31 décembre 2022",
        ),
        (
            f"{APPRENTISSAGE}-2023.yaml",
            "du: 2023-01-01",
            "du: 2023-01-02",
            "aucun barème du 1er janvier 2023 au 1er janvier 2023",
        ),
        (
            f"{APPRENTISSAGE}-2026-03.yaml",
            "effectif: [0, 249], niveau: [2, 2]",
            "effectif: [0, 250], niveau: [2, 2]",
            "ce montant en recouvre un autre",
        ),
        (
            f"{APPRENTISSAGE}-2023.yaml",
            "montant: 6000, source: ministere-2023",
            "source: ministere-2023",
            "il manque « montant »",
        ),
        (INSTALLATION, "1200, source: page-vte", "1200", "il manque « source »"),
        (
            "vte_vert/dispositif.yaml",
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
        (
            "sources.yaml",
            "du: 2008-12-18",
            "du: fin 2008",
            "« du » n'est pas une date",
        ),
        ("voisines.yaml", "source: lemediasocial", "source: media", "source inconnue : « media »"),
        ("voisines.yaml", "du: 2021-04-01", "du: 2021-03-31", "cet état en recouvre un autre"),
        ("voisines.yaml", "contrats: [cdi, cdd]", "contrats: [cdi, cdx]", "contrat inconnu : cdx"),
        ("voisines.yaml", "mois: 3,", "", "la phrase cite mois, qui n'a pas de valeur"),
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
    assert abs(ligne_de(dites[0]) - ligne) <= 9


@pytest.mark.parametrize(
    ("fichier", "avant", "apres"),
    [
        (INSTALLATION, "montant: 1200", "montant: -1"),
        (BAREME, "minimum: 12", "minimum: douze"),
        (DISPOSITIF, "beneficiaire: entreprise", "beneficiaire: patron"),
        ("voisines.yaml", 'aupres_de: "la CAF', 'aupres_de: "les 3 CAF'),
        ("sources.yaml", "lu: 2026-11-26", "lu: hier"),
    ],
)
def test_the_exact_line_of_a_value_is_given(fichiers: Path, fichier: str, avant: str, apres: str):
    ligne = remplacer(fichiers / fichier, avant, apres)
    assert any(p.startswith(f"{fichier}:{ligne} : ") for p in problemes(fichiers))


def test_a_list_that_a_whole_scheme_asks_for_is_looked_up_too(fichiers: Path):
    ligne = remplacer(
        fichiers / "vte_vert" / "dispositif.yaml",
        "criteres:\n",
        'criteres:\n  - {id: territoire, sorte: dans_une_liste, liste: "2019-01"}\n',
    )
    trouves = problemes(fichiers)
    assert len(trouves) == 1 and "liste inconnue de la base : « 2019-01 »" in trouves[0]
    assert trouves[0].startswith(f"vte_vert/dispositif.yaml:{ligne + 1} : ")


@pytest.mark.parametrize(
    ("groupe", "cas"),
    [("taille", "inconnu_effectif"), ("duree", "rempli_cdi"), ("duree", "inconnu_contrat")],
)
def test_a_sentence_that_a_key_may_need_must_be_there(fichiers: Path, groupe: str, cas: str):
    """Without it a verdict would stop, the day that somebody is in this situation."""
    chemin = fichiers / "mots" / "criteres.yaml"
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(re.sub(rf"  {cas}:.*\n(?:    \S.*\n)*", "", texte), encoding="utf-8")
    trouves = problemes(fichiers)
    assert len(trouves) == 1 and f"il manque la phrase « {cas} »" in trouves[0]
    ligne = texte[: texte.index(f"\n{groupe}:")].count("\n") + 2
    assert trouves[0].startswith(f"mots/criteres.yaml:{ligne} : ")


@pytest.mark.parametrize(
    ("fichier", "source"),
    [
        ("vte_vert/vte_vert-2021-12.yaml", "cap-metiers"),
        (DERNIER_VERT, "experts-et-decideurs"),
    ],
)
def test_a_day_of_reading_is_no_day_of_effect_unless_it_is_said(
    fichiers: Path, fichier: str, source: str
):
    chemin = fichiers / fichier
    lignes = chemin.read_text(encoding="utf-8").splitlines(keepends=True)
    chemin.write_text(
        "".join(x for x in lignes if not x.startswith("premiere_lecture")), encoding="utf-8"
    )
    du = next(i for i, x in enumerate(lignes, 1) if x.startswith("du: "))
    trouves = [p for p in problemes(fichiers) if "premiere_lecture" in p]
    assert len(trouves) == 1 and trouves[0].startswith(f"{fichier}:{du} : ")
    assert f"cette date est celle où « {source} » a été lue" in trouves[0]


def test_a_barème_that_ends_on_the_eve_of_a_reading_says_it_too(fichiers: Path):
    chemin = fichiers / "vte_vert" / "vte_vert-2023-01.yaml"
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(re.sub(r"premiere_lecture.*\n", "", texte), encoding="utf-8")
    trouves = [p for p in problemes(fichiers) if "premiere_lecture" in p]
    assert len(trouves) == 1 and trouves[0].startswith("vte_vert/vte_vert-2023-01.yaml:3 : ")


def test_a_numbered_text_says_itself_from_when_it_holds(fichiers: Path):
    """« décret n° 2008-1354 », that the VTE cites, may be of the day on which the VTE begins."""
    remplacer(fichiers / "sources.yaml", "du: 2008-12-18", "du: 2019-01-01")
    assert problemes(fichiers) == []


def _second(fichiers: Path, du: str, au: str) -> Path:
    nouveau = fichiers / "vte" / "suite.yaml"
    nouveau.write_text((fichiers / BAREME).read_text(encoding="utf-8"), encoding="utf-8")
    remplacer(nouveau, "du: 2019-01-01", f"du: {du}")
    remplacer(nouveau, "au: 2022-12-31", f"au: {au}")
    return nouveau


def test_two_barèmes_may_not_overlap(fichiers: Path):
    _second(fichiers, "2022-12-31", "2024-12-31")
    [trouve] = problemes(fichiers)
    assert trouve.startswith("vte/suite.yaml:3 : ")
    assert "commence le 31 décembre 2022, avant la fin de vte-2019-2022" in trouve


def test_a_gap_between_two_barèmes_must_be_meant(fichiers: Path):
    nouveau = _second(fichiers, "2024-01-01", "2024-12-31")
    [trouve] = problemes(fichiers)
    assert trouve.startswith("vte/suite.yaml:3 : ")
    assert "aucun barème du 1er janvier 2023 au 31 décembre 2023" in trouve
    remplacer(
        nouveau,
        "au: 2024-12-31",
        "au: 2024-12-31\ntrou_avant: {texte: rien ne dit ce qu'il y eut, source: vte-france}",
    )
    assert problemes(fichiers) == []


def test_a_barème_that_goes_leaves_a_gap(fichiers: Path):
    (fichiers / f"{APPRENTISSAGE}-2025-01.yaml").unlink()
    [trouve] = problemes(fichiers)
    assert trouve.startswith(f"{APPRENTISSAGE}-2025-02.yaml:2 : ")
    assert "aucun barème du 1er janvier 2025 au 23 février 2025" in trouve


def test_two_barèmes_that_follow_each_other_are_well(fichiers: Path):
    _second(fichiers, "2023-01-01", "2024-12-31")
    assert problemes(fichiers) == []


def test_a_scheme_without_a_barème_is_told(fichiers: Path):
    (fichiers / INSTALLATION).unlink()
    [trouve] = problemes(fichiers)
    assert trouve.startswith("installation/dispositif.yaml:2 : ce dispositif n'a aucun barème")


def test_a_scheme_without_its_file_is_told(fichiers: Path):
    (fichiers / "installation" / "dispositif.yaml").unlink()
    assert any(
        p.startswith("installation/dispositif.yaml:1 : le fichier ne peut pas être lu")
        for p in problemes(fichiers)
    )


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


def test_the_command_prints_the_file_and_the_line(
    fichiers: Path, capsys: pytest.CaptureFixture[str]
):
    ligne = remplacer(fichiers / VERT, "aides: [aide_apprentissage", "aides: [aide_apprenti")
    with pytest.raises(SystemExit):
        principal(["baremes", "verifier", str(fichiers)])
    dites = capsys.readouterr().out.splitlines()
    assert len(dites) == 1 and dites[0].startswith(f"{VERT}:{ligne}")


def test_the_command_says_when_all_is_well(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as sortie:
        principal(["baremes", "verifier"])
    assert sortie.value.code == 0
    assert "Tout va bien" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        (BAREME, "id: anciennete_diplome", "id: anciennete", "le critère « anciennete_diplome »"),
        (BAREME, "id: anciennete_diplome", "id: anciennete", "n'est pas un critère du VTE"),
        (BAREME, "sorte: au_moins, cle: duree_mois", "sorte: au_moins, cle: contrat", "inconnu"),
        (
            BAREME,
            "montant: 4000",
            "effectif: [0, 249], montant: null",
            "connu et le même pour tous",
        ),
        (
            "aide_apprentissage/aide_apprentissage-2026-03.yaml",
            "niveau: [3, 5]",
            "niveau: [5, 3]",
            "sont à l'envers",
        ),
    ],
)
def test_what_would_break_a_verdict_is_told_before_it_serves(
    fichiers: Path, fichier: str, avant: str, apres: str, raison: str
):
    remplacer(fichiers / fichier, avant, apres)
    assert any(raison in p and p.startswith(f"{fichier}:") for p in problemes(fichiers))
