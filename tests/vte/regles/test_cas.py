"""The cases of cas/*.yaml: one sentence, one dossier, what the verdict must say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from vte.dossier import depuis_json
from vte.regles import evaluer
from vte.territoires import ouvrir

DOSSIER = Path(__file__).parent / "cas"
BASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (DOSSIER / "bases.yaml").read_text(encoding="utf-8")
)
CAS = [
    c
    for f in sorted(DOSSIER.glob("*.yaml"))
    if f.stem != "bases"
    for c in yaml.safe_load(f.read_text(encoding="utf-8"))
]
CONNUES = {
    "cas",
    "base",
    "avec",
    "sans",
    "statut",
    "criteres",
    "aides",
    "montants",
    "manquants",
    "precisions",
    "cumul",
    "dit",
    "dit_aides",
    "divergences",
    "sans_divergence",
    "sans_criteres",
    "plafonds",
    "non_cumulable",
}


def _dossier(cas: dict[str, Any]) -> dict[str, Any]:
    faits = {k: v for k, v in BASES[cas["base"]].items() if k not in cas.get("sans", [])} | cas.get(
        "avec", {}
    )
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in faits.items()}


def _plat(texte: str) -> str:
    return texte.replace("\u00a0", " ")


def test_there_are_enough_cases_each_with_its_own_sentence():
    assert len(CAS) >= 150
    assert len({c["cas"] for c in CAS}) == len(CAS)
    assert all(set(c) <= CONNUES for c in CAS), "a key that no check reads"


@pytest.mark.parametrize("cas", CAS, ids=lambda c: c["cas"])
def test_the_verdict_is_the_one_expected(cas: dict[str, Any]):
    verdict = evaluer(depuis_json(_dossier(cas), ouvrir().commune)).en_json()
    criteres = {c["id"]: c for c in verdict["criteres"]}
    aides = {a["id"]: a for a in verdict["aides"]}
    tout = criteres | aides
    if "statut" in cas:
        assert verdict["statut"] == cas["statut"]
    for cle in ("manquants", "precisions", "cumul"):
        if cle in cas:
            assert verdict[cle] == cas[cle]
    assert {i: criteres[i]["statut"] for i in cas.get("criteres", {})} == cas.get("criteres", {})
    assert {i: aides[i]["statut"] for i in cas.get("aides", {})} == cas.get("aides", {})
    assert {i: aides[i]["montant"] for i in cas.get("montants", {})} == cas.get("montants", {})
    assert {
        i: aides[i].get("plafond_cumul", {}).get("montant") for i in cas.get("plafonds", {})
    } == cas.get("plafonds", {})
    assert {
        i: [_plat(x) for x in aides[i]["non_cumulable"]] for i in cas.get("non_cumulable", {})
    } == cas.get("non_cumulable", {})
    for identifiant, extrait in (cas.get("dit", {}) | cas.get("dit_aides", {})).items():
        assert extrait in _plat(tout[identifiant]["explication"])
    for identifiant, extrait in cas.get("divergences", {}).items():
        assert extrait in _plat(tout[identifiant]["divergence"])
    assert not [i for i in cas.get("sans_divergence", []) if "divergence" in tout[i]]
    assert not [i for i in cas.get("sans_criteres", []) if i in criteres]
