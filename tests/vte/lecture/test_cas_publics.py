"""The kinds of misreading that public reports tell of: right or asked, never false."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vte.lecture import lire

CAS = yaml.safe_load((Path(__file__).parent / "cas_publics.yml").read_text(encoding="utf-8"))


def _rangees() -> Iterator[Any]:
    for sorte, rangees in CAS.items():
        for rangee in rangees:
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
