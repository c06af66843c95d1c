"""The kinds of misreading that public reports tell of: right or asked, never false."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vte.conversation import Etat, Message, tour
from vte.conversation.entretien import Entretien
from vte.dossier import depuis_json
from vte.lecture import lire
from vte.territoires import ouvrir

CAS = yaml.safe_load((Path(__file__).parent / "cas_publics.yml").read_text(encoding="utf-8"))


def _rangees() -> Iterator[Any]:
    for sorte, rangees in CAS.items():
        for rangee in rangees if sorte != "puis" else ():
            yield pytest.param(rangee, id=f"{sorte} {rangee['texte'][:50]}")


@pytest.mark.parametrize("cas", _rangees())
def test_a_case_of_a_public_report_is_read_right_or_asked(cas: dict[str, Any]):
    lus = {
        cle: valeur["code"] if isinstance(valeur, dict) else valeur
        for cle, valeur in lire(cas["texte"], cas.get("question")).faits.items()
    }
    permis = set(cas.get("permis", ()))
    faux = {
        cle: valeur
        for cle, valeur in lus.items()
        if cle not in permis and valeur not in _justes(cas, cle)
    }
    assert faux == {}
    assert set(cas.get("lus", ())) <= lus.keys()


def _justes(cas: dict[str, Any], cle: str) -> list[Any]:
    justes = [cas["faits"][cle]] if cle in cas["faits"] else []
    autres = list(cas.get("autres", ())) if cle.startswith("date") else []
    derivee = ["pme"] if cle == "taille" and "effectif" in cas["faits"] else []
    return justes + autres + derivee


@pytest.mark.parametrize("texte", CAS["puis"])
def test_what_is_said_of_something_else_changes_nothing_that_is_known(texte: str):
    connus = {"effectif": 45, "commune": "01283", "contrat": "cdi", "date_debut": "2021-09-01"}
    avant = Etat(Entretien(depuis_json(connus, ouvrir().commune)))
    apres = tour(avant, Message(texte, "informer", lire(texte))).etat.entretien.faits
    assert {cle: apres[cle] for cle in avant.entretien.faits} == avant.entretien.faits
    assert "date_diplome" not in apres
