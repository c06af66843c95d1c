"""Two workers on one PostgreSQL: one person's messages reach both, and parts of it break."""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.fautes import ledger
from bench.fautes.people import People
from bench.fautes.run import Run
from bench.fautes.scenarios import BEHIND_A_PROXY
from tests.bases import outils_de_postgresql
from tests.cluster import PATIENCE, Cluster, cluster, run, until
from vte import publication, seal

PEOPLE, TURNS = 10, 120


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of publications: the model that is trained here is served."""
    folder = tmp_path_factory.mktemp("modeles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VTE_MODELES", str(folder))
        publication.publish()
    return folder


@pytest.fixture(scope="module")
def served(base: str, models: Path) -> Iterator[Cluster]:
    if outils_de_postgresql() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with cluster(2, VTE_MODELES=str(models), **BEHIND_A_PROXY) as started:
        yield started


def write(served: Cluster) -> Run:
    return run(People(served.channels, TURNS).write(PEOPLE))


def nothing_is_lost(served: Cluster, seen: Run) -> None:
    counted = ledger.count(served.database, served.settings["VTE_SECRET"], seen)
    assert counted.right, counted
    assert (seen.malformed, seen.unlike, seen.unanswered) == ([], 0, 0)


def root(channel: str) -> str:
    return channel.removesuffix("/webhooks/web")


def test_messages_of_one_person_to_both_also_twice_at_once_are_one_turn_each(served: Cluster):
    nothing_is_lost(served, write(served))


async def _while_writing(served: Cluster, gesture: str) -> Run:
    writing = asyncio.create_task(People(served.channels, TURNS).write(PEOPLE))
    await asyncio.sleep(0.5)
    while not writing.done():
        await asyncio.to_thread(getattr(served, gesture))
        await asyncio.sleep(1.5)
    return await writing


@pytest.mark.parametrize("gesture", ["cut", "restart_postgres"])
def test_connections_that_end_lose_nothing_that_was_said(served: Cluster, gesture: str):
    nothing_is_lost(served, run(_while_writing(served, gesture)))


def test_while_postgresql_stands_still_a_worker_lives_and_is_not_ready(served: Cluster):
    channel = served.channels[0]
    served.signal_postgres(signal.SIGSTOP)
    try:
        assert httpx.get(f"{root(channel)}/live", timeout=5).status_code == 200
        until(lambda: httpx.get(f"{root(channel)}/ready", timeout=5).status_code == 503)
        refused = httpx.post(f"{channel}/sessions", timeout=15)
        assert refused.status_code in (201, 503)
    finally:
        served.signal_postgres(signal.SIGCONT)
    until(lambda: httpx.get(f"{root(channel)}/ready", timeout=5).status_code == 200)
    nothing_is_lost(served, write(served))


def test_a_worker_told_to_stop_ends_its_turns_and_is_gone_while_the_other_serves(served: Cluster):
    port = next(iter(served.workers))
    process = served.workers[port]

    async def stopping() -> Run:
        writing = asyncio.create_task(People(served.channels, TURNS).write(PEOPLE))
        await asyncio.sleep(0.3)
        served.tell(port, signal.SIGTERM)
        await asyncio.to_thread(process.wait, PATIENCE)  # ten seconds, where nothing else runs
        del served.workers[port]
        return await writing

    nothing_is_lost(served, run(stopping()))
    served.again(port)


def another(models: Path) -> str:
    """A second publication, which understands the same: its archive is compressed otherwise."""
    (first,) = (folder for folder in models.iterdir() if folder.is_dir())
    second = models / "second"
    shutil.copytree(first, second)
    model = second / publication.MODEL
    model.write_bytes(gzip.compress(gzip.decompress(model.read_bytes()), 1))
    seal.seal(model)
    identifier = publication.of(model, second / publication.READER).id
    second.rename(models / identifier)
    return identifier


def test_workers_take_another_model_one_by_one_while_people_write(served: Cluster, models: Path):
    """By the command itself; who keeps the workers alive starts those that end."""
    identifier, ports = another(models), list(served.workers)
    command = [sys.executable, "-m", "vte", "modele", "revenir", identifier]
    settings = {**os.environ, **served.settings}

    async def changing() -> Run:
        people = People(served.channels, 10_000, pause=0.5)
        writing = asyncio.create_task(people.write(PEOPLE))
        publishing = subprocess.Popen(
            command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        while publishing.poll() is None:
            for port in ports:
                if served.workers[port].poll() is not None:
                    await asyncio.to_thread(served.again, port)
            await asyncio.sleep(0.2)
        people.turns = 0  # the people end what they are saying
        told, _ = publishing.communicate()
        assert publishing.returncode == 0, told
        return await writing

    seen = run(changing())
    assert seen.turns > PEOPLE
    nothing_is_lost(served, seen)
    for channel in served.channels:
        assert httpx.get(f"{root(channel)}/version").json()["model"] == identifier


def test_a_worker_that_is_killed_loses_nothing_that_was_said(served: Cluster):
    port = next(iter(served.workers))

    async def killing() -> Run:
        people = People(list(served.channels), TURNS)
        writing = asyncio.create_task(people.write(PEOPLE))
        await asyncio.sleep(0.4)
        served.kill(port)
        return await writing

    seen = run(killing())
    del served.workers[port]
    nothing_is_lost(served, seen)
