"""What a turn enters, from the lines of the spy: files, switches, readings, judgements."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import people
from bench.people import Waited
from bench.turn.servers import served
from bench.turn.sides import Side

JUDGEMENT = "vte/regles/evaluation.py:evaluer"
MESSAGES, ACTIONS = "/webhooks/web/messages", "/webhook"  # of the Rasa process, of the other one


@dataclass(frozen=True)
class Turn:
    """Of one message: files and switches in each process; calls over both."""

    actions_files: int
    actions_switches: int
    rasa_files: int
    rasa_switches: int
    readings: int
    passes: int
    judgements: int
    criteria: int


def count(side: Side, folder: Path) -> list[Turn]:
    """Each turn of the measured conversations, the servers warm. Error: CannotStart."""
    spied = folder / f"{side.name}.jsonl"
    with served(side, folder, spied) as servers:
        people.converse(servers.channel)
        turns = people.converse(servers.channel)
    lines = [json.loads(line) for line in spied.read_text(encoding="utf-8").splitlines()]
    return [turn(side, during) for during in requests(turns, lines)]


def requests(
    turns: Sequence[Waited], lines: Sequence[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """The lines of the requests that began during each turn."""
    return [[x for x in lines if turn.sent <= x["at"] <= turn.answered] for turn in turns]


def turn(side: Side, lines: Iterable[dict[str, Any]]) -> Turn:
    """From the lines of the requests of one message."""
    seen = list(lines)
    actions, rasa = (_Process([x for x in seen if x["path"] == p]) for p in (ACTIONS, MESSAGES))
    calls = actions.calls + rasa.calls
    heard = [calls[name] for name in (side.reading, side.passes, JUDGEMENT, side.criteria)]
    return Turn(actions.files, actions.switches, rasa.files, rasa.switches, *heard)


class _Process:
    """What one process did for one message, in all its requests."""

    def __init__(self, lines: Sequence[dict[str, Any]]) -> None:
        self.switches = sum(line["switches"] for line in lines)
        self.calls = Counter[str]()
        for line in lines:
            self.calls.update(line["calls"])

    @property
    def files(self) -> int:
        return len({name.partition(":")[0] for name in self.calls})
