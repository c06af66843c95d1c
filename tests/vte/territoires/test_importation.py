"""A new official list is imported whole, or refused with the line and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from vte.cli import principal
from vte.erreurs import ListeRefusee
from vte.territoires import contents
from vte.territoires.build import build
from vte.territoires.connection import transaction
from vte.territoires.index import Index
from vte.territoires.list_import import COLONNES, import_list
from vte.territoires.models import Appartenance, Liste, Publication, Territoire

OYONNAX = (
    '2028-01,Troisième phase,2028-01-01,2030-12-31,2026,"ANCT, janvier 2028",'
    "ti-1,Plastics Vallée,Auvergne-Rhône-Alpes,01283"
)
LYON = OYONNAX.replace("ti-1,Plastics Vallée", "ti-2,Lyon").replace("01283", "69123")
ENTETE = ",".join(COLONNES)


@pytest.fixture
def base_a_modifier(construite: str) -> Iterator[str]:
    yield construite
    with transaction(construite) as connection:
        for modele, cle in (
            (Appartenance, Appartenance.liste),
            (Publication, Publication.liste),
            (Territoire, Territoire.liste),
            (Liste, Liste.id),
        ):
            connection.execute(delete(modele).where(cle == "2028-01"))


@pytest.fixture
def fichier(tmp_path: Path):
    def ecrire(*lignes: str, encodage: str = "utf-8") -> Path:
        chemin = tmp_path / "liste.csv"
        chemin.write_bytes("\n".join(lignes).encode(encodage))
        return chemin

    return ecrire


def test_a_new_list_serves_at_once(base_a_modifier: str, fichier):
    importee = import_list(base_a_modifier, fichier(ENTETE, OYONNAX, LYON))
    assert (importee.territoires, importee.communes, importee.appartenances) == (2, 2, 2)
    appartenance = Index(base_a_modifier).appartenance("01283", "2028-01")
    assert appartenance is not None and appartenance.nom == "Plastics Vallée"


def test_a_list_may_be_written_in_the_cog_of_its_year_and_with_semicolons(
    base_a_modifier: str, fichier
):
    # Le Mont-Dieu (08300) was a commune of 2019; Tannay, with which it merged, is not on this list.
    ancienne = (
        OYONNAX.replace("2026,", "2019,")
        .replace("01283", "08300")
        .replace('"ANCT, janvier 2028"', "ANCT")
        .replace(",", ";")
    )
    import_list(base_a_modifier, fichier(ENTETE.replace(",", ";"), ancienne))
    appartenance = Index(base_a_modifier).appartenance("08439", "2028-01")
    assert (
        appartenance is not None
        and appartenance.partielle
        and appartenance.membres == "Le Mont-Dieu"
    )


def test_a_list_imported_again_replaces_itself(base_a_modifier: str, fichier):
    import_list(base_a_modifier, fichier(ENTETE, OYONNAX, LYON))
    import_list(base_a_modifier, fichier(ENTETE, OYONNAX))
    index = Index(base_a_modifier)
    assert index.appartenance("01283", "2028-01") and not index.appartenance("69123", "2028-01")


def test_an_imported_list_outlives_a_new_build(base_a_modifier: str, fichier):
    import_list(base_a_modifier, fichier(ENTETE, OYONNAX))
    build(base_a_modifier)
    assert Index(base_a_modifier).appartenance("01283", "2028-01")


@pytest.mark.parametrize(
    ("lignes", "ligne", "raison"),
    [
        (
            [ENTETE, OYONNAX, OYONNAX.replace("01283", "01999")],
            3,
            "la commune « 01999 » n'existe pas dans le COG 2026",
        ),
        ([ENTETE, OYONNAX, LYON, OYONNAX], 4, "la commune « 01283 » est déjà à la ligne 2"),
        (
            [ENTETE.replace(",commune", ""), OYONNAX.rpartition(",")[0]],
            1,
            "il manque la colonne « commune »",
        ),
        ([ENTETE, OYONNAX + ",de trop"], 2, "11 valeurs, pour 10 colonnes"),
        ([ENTETE, OYONNAX.replace("ti-1", "")], 2, "la colonne « territoire » est vide"),
        (
            [ENTETE, OYONNAX, LYON.replace("2028-01-01", "2028-02-01")],
            3,
            "« en_vigueur_du » vaut « 2028-02-01 »",
        ),
        ([ENTETE, OYONNAX.replace("2028-01-01", "1er janvier")], 2, "n'est pas une date"),
        (
            [ENTETE, OYONNAX.replace("2030-12-31", "2027-12-31")],
            2,
            "finit le 2027-12-31 avant de commencer",
        ),
        ([ENTETE, OYONNAX.replace(",2026,", ",2021,")], 2, "le COG 2021 n'est pas connu"),
        (
            [ENTETE, OYONNAX, LYON.replace("ti-2", "ti-1")],
            3,
            "le territoire « ti-1 » s'appelle ici « Lyon »",
        ),
        ([ENTETE, OYONNAX.replace("2028-01,", "2020-10,", 1)], None, "déjà dans la base"),
        ([ENTETE], None, "aucune commune"),
        ([""], 1, "il manque la colonne « liste »"),
    ],
)
def test_a_faulty_file_is_refused_with_line_and_reason_and_nothing_changes(
    base_a_modifier: str, fichier, lignes: list[str], ligne: int | None, raison: str
):
    avant = contents.read(base_a_modifier)
    with pytest.raises(ListeRefusee, match=raison.replace("(", r"\(")) as refus:
        import_list(base_a_modifier, fichier(*lignes))
    assert refus.value.ligne == ligne
    assert contents.read(base_a_modifier) == avant


def test_a_wrong_encoding_is_refused_with_its_line(base_a_modifier: str, fichier):
    with pytest.raises(ListeRefusee, match="UTF-8") as refus:
        import_list(base_a_modifier, fichier(ENTETE, LYON, OYONNAX, encodage="latin-1"))
    assert refus.value.ligne == 2


def test_a_missing_file_is_refused(base_a_modifier: str, tmp_path: Path):
    with pytest.raises(ListeRefusee, match="ne peut pas être lu"):
        import_list(base_a_modifier, tmp_path / "absente.csv")


def test_the_command_says_line_and_reason_and_fails(
    base_a_modifier: str,
    fichier,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("VTE_BASE_URL", base_a_modifier)
    with pytest.raises(SystemExit) as sortie:
        principal(["base", "importer-liste", str(fichier(ENTETE, OYONNAX, OYONNAX))])
    assert sortie.value.code == 1
    assert "Ligne 3" in capsys.readouterr().err
