"""The conversations of dialogues/*.yml, through the real servers.

What is known, asked, said and concluded at each turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.serveurs import Conversation

DOSSIER = Path(__file__).with_name("dialogues")
TOUS: list[tuple[str, dict[str, Any]]] = [
    (f.stem, d)
    for f in sorted(DOSSIER.glob("*.yml"))
    for d in yaml.safe_load(f.read_text(encoding="utf-8"))
]
DROITS = "droit"
_CLES = {
    "dit",
    "choisit",
    "sait",
    "ignore",
    "question",
    "demande",
    "repond",
    "tait",
    "compris",
    "verdict",
}


def test_there_are_enough_of_both_audiences_and_half_are_not_straight():
    assert len(TOUS) >= 120
    assert min(Counter(d["qui"] for _, d in TOUS).values()) >= 40
    assert sum(genre != DROITS for genre, _ in TOUS) * 2 >= len(TOUS)
    assert len({d["titre"] for _, d in TOUS}) == len(TOUS)


@pytest.mark.parametrize(("dialogue"), [d for _, d in TOUS], ids=[d["titre"] for _, d in TOUS])
def test_a_dialogue_goes_as_written(nouvelle: Callable[[], Conversation], dialogue: dict[str, Any]):
    conversation, boutons, questions = nouvelle(), {}, Counter[str]()
    for tour in dialogue["tours"]:
        assert set(tour) <= _CLES, tour
        reponse = (
            conversation.dire(tour["dit"])
            if "dit" in tour
            else conversation.choisir(boutons[tour["choisit"]])
        )
        boutons |= {
            _simple(b["title"]): b["payload"] for m in reponse["messages"] for b in m["buttons"]
        }
        _verifier(tour, reponse)
        questions.update(m["text"] for m in reponse["messages"] if m["text"].endswith("?"))
    assert max(questions.values(), default=0) < 3, "the same question was put three times"


def _verifier(tour: dict[str, Any], reponse: dict[str, Any]) -> None:
    etat, dit = reponse["state"], _simple("\n".join(m["text"] for m in reponse["messages"]))
    ou = f"{tour.get('dit') or tour.get('choisit')} -> {dit}\n{etat}"
    assert all(m["text"] and "{" not in m["text"] for m in reponse["messages"]), ou
    sus = etat["dossier"] | {"commune": etat["dossier"].get("commune", {}).get("code")}
    assert {cle: sus.get(cle) for cle in tour.get("sait", {})} == tour.get("sait", {}), ou
    assert not [cle for cle in tour.get("ignore", []) if etat["dossier"].get(cle) is not None], ou
    assert etat["question"] == tour.get("question", etat["question"]), ou
    assert etat.get("demande") == tour.get("demande"), ou
    assert etat["understood"] == tour.get("compris", etat["understood"]), ou
    assert [x for x in tour.get("repond", []) if x not in dit] == [], ou
    assert [x for x in tour.get("tait", []) if x in dit] == [], ou
    if "verdict" in tour:
        assert (etat["verdict"] or {}).get("statut") == tour["verdict"], ou


def _simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")
