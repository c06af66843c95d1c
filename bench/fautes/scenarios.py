"""What breaks while people write, in a thread of its own, until the people are done."""

from __future__ import annotations

from dataclasses import dataclass

from bench.fautes import gestures as do
from bench.fautes.gestures import Fault, every, freeze, kill


@dataclass(frozen=True)
class Scenario:
    """`fault`: does it again and again until it is told to stop, and says how often it did;
    `parts`: beside two workers on PostgreSQL (tests/cluster.py); `pause`: seconds that each person
    takes after an answer, so that it breaks several times while they write.
    """

    name: str
    what: str
    fault: Fault
    parts: tuple[str, ...] = ()
    workers: int = 2
    pause: float = 0.0


BEHIND_A_PROXY = {"VTE_MANDATAIRES": "127.0.0.1"}

SCENARIOS = (
    Scenario("rafales", "nothing: bursts on three workers", do.nothing, ("redis",), 3),
    Scenario("ouvrier tué", "a worker is killed (-9), then started", every(4, do.kill_a_worker)),
    Scenario(
        "ouvrier remplacé", "a worker is told to stop, and starts", every(3, do.replace_a_worker)
    ),
    Scenario("ouvrier figé", "a worker stands still for 25 s", every(14, do.freeze_a_worker)),
    Scenario("horloge", "the clock of one worker is 5 s behind", do.nothing, ("late",)),
    Scenario("connexions coupées", "all connections to PostgreSQL end", every(1, do.cut_postgres)),
    Scenario(
        "PostgreSQL relancé", "PostgreSQL is killed, and starts", every(5, do.restart_postgres)
    ),
    Scenario("PostgreSQL figé", "PostgreSQL stands still for 6 s", every(5, do.freeze_postgres)),
    Scenario("Redis figé", "Redis stands still for 5 s", every(3, freeze("redis", 5)), ("redis",)),
    Scenario(
        "Redis tué",
        "Redis is killed (-9), and back 3 s later",
        every(3, kill("redis", 3)),
        ("redis",),
    ),
    Scenario(
        "actions lentes", "the action server is slow", every(0.1, do.slow_actions), ("actions",)
    ),
    Scenario(
        "actions figées", "the action server hangs", every(5, freeze("actions", 6)), ("actions",)
    ),
    Scenario(
        "actions tuées",
        "the action server is killed (-9), and back 2 s later",
        every(10, kill("actions")),
        ("actions",),
    ),
    Scenario(
        "nginx tué",
        "the workers of nginx, then all of nginx, are killed (-9)",
        every(3, do.kill_the_workers_of_nginx, kill("nginx")),
        ("nginx",),
    ),
    Scenario(
        "console tuée",
        "the console and its projection are killed (-9), then started",
        every(
            0,
            do.kill_the_projection,
            do.kill_the_projection_as_it_starts,
            do.kill_the_projection,
            do.kill_the_console,
        ),
        ("console",),
        pause=1,
    ),
    Scenario(
        "Telegram, ouvrier tué",
        "Telegram: a worker is killed (-9), then started, at once or 22 s later",
        every(4, do.kill_a_worker, do.kill_a_worker_for_long),
        ("telegram",),
        pause=3,
    ),
    Scenario(
        "Telegram, plateforme en panne",
        "Telegram: one call in five to the platform fails",
        do.failing_platform(0.2),
        ("telegram",),
        pause=2,
    ),
    Scenario("disque plein", "a full disk, SQLite on it", every(4, do.fill_the_disk), ("disk",), 1),
    Scenario(
        "disque en lecture seule",
        "the disk is read-only for 20 s, SQLite on it",
        every(20, do.read_only_disk),
        ("disk",),
        1,
    ),
)
