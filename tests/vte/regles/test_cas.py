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
    "dispositifs",
    "sommes",
    "demandees",
    "dit_dispositifs",
    "tait",
    "total",
    "voisines",
}


def _dossier(cas: dict[str, Any]) -> dict[str, Any]:
    faits = {k: v for k, v in BASES[cas["base"]].items() if k not in cas.get("sans", [])} | cas.get(
        "avec", {}
    )
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in faits.items()}


def _plat(texte: str) -> str:
    return texte.replace("\u00a0", " ")


def test_there_are_enough_cases_each_with_its_own_sentence():
    assert len(CAS) >= 450
    assert len({c["cas"] for c in CAS}) == len(CAS)
    assert all(set(c) <= CONNUES for c in CAS), "a key that no check reads"


@pytest.mark.parametrize("cas", CAS, ids=lambda c: c["cas"])
def test_the_verdict_is_the_one_expected(cas: dict[str, Any]):
    verdict = evaluer(depuis_json(_dossier(cas), ouvrir().commune)).en_json()
    for cle in ("statut", "manquants", "precisions", "cumul", "total"):
        if cle in cas:
            assert verdict[cle] == cas[cle]
    _check_the_vte(cas, verdict)
    _check_the_schemes(cas, {x["id"]: x for x in verdict["dispositifs"]})
    etats = {v["id"]: _plat(v["etat"]) for v in verdict["voisines"]}
    for identifiant, extrait in cas.get("voisines", {}).items():
        assert extrait in etats[identifiant] if extrait else identifiant not in etats


def _check_the_vte(cas: dict[str, Any], verdict: dict[str, Any]) -> None:
    criteres = {c["id"]: c for c in verdict["criteres"]}
    aides = {a["id"]: a for a in verdict["aides"]}
    tout = criteres | aides
    assert _de(criteres, "statut", cas.get("criteres", {})) == cas.get("criteres", {})
    assert _de(aides, "statut", cas.get("aides", {})) == cas.get("aides", {})
    assert _de(aides, "montant", cas.get("montants", {})) == cas.get("montants", {})
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


def _check_the_schemes(cas: dict[str, Any], juges: dict[str, Any]) -> None:
    for cle, champ in (
        ("dispositifs", "statut"),
        ("sommes", "montant"),
        ("demandees", "precisions"),
    ):
        assert _de(juges, champ, cas.get(cle, {})) == cas.get(cle, {})
    for identifiant, extrait in cas.get("dit_dispositifs", {}).items():
        assert extrait in _plat(juges[identifiant]["explication"])
    for identifiant, extrait in cas.get("tait", {}).items():
        assert extrait not in _plat(juges[identifiant]["explication"])


def _de(juges: dict[str, Any], champ: str, voulus: dict[str, Any]) -> dict[str, Any]:
    """What each of those that are wanted has there."""
    return {i: juges[i][champ] for i in voulus}
