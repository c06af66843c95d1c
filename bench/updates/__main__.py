"""What visitors cost who wait for news (GET /webhooks/web/updates): memory, processor, turns.

`python -m bench.updates [how many]`: real servers, empty databases; prints a table.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from bot import launcher
from bot.channels.web.updates import WAIT
from tests.serveurs import Serveurs, demarrer

SECONDS = 10.0  # for which the processor is watched
TURNS = 30
TICKS = os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor(process: int) -> float:
    """Seconds that it used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def session(client: httpx.Client) -> dict[str, str]:
    token = client.post("/sessions").json()["session"]
    return {"Authorization": f"Bearer {token}"}


def turn(client: httpx.Client, headers: dict[str, str]) -> float:
    """Milliseconds of one turn."""
    began = time.perf_counter()
    body = {"message_id": uuid.uuid4().hex, "text": "on est 45 à Oyonnax"}
    client.post("/messages", json=body, headers=headers).raise_for_status()
    return (time.perf_counter() - began) * 1000


async def keep_waiting(headers: dict[str, str], begin: float) -> None:
    """One visitor who waits again and again, by a bare socket: the client is to cost little."""
    await asyncio.sleep(begin)
    port = int(os.environ["VTE_PORT_RASA"])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [f"{name}: {value}" for name, value in headers.items()]
    call = "\r\n".join(["GET /webhooks/web/updates HTTP/1.1", "Host: x", *head, "", ""]).encode()
    while True:
        writer.write(call)
        answered = await reader.readuntil(b"\r\n\r\n")
        length = next(x for x in answered.lower().split(b"\r\n") if x.startswith(b"content-len"))
        await reader.readexactly(int(length.partition(b":")[2]))


async def measured(servers: Serveurs, waiting: int) -> str:
    """One row: how many wait, MB, share of a core, median and p95 of a turn in ms."""
    process = servers.processus["rasa"].pid
    with httpx.Client(base_url=servers.url, timeout=60) as client:
        people = [session(client) for _ in range(waiting)]
        # Spread over the time of one wait, as visitors are.
        tasks = [
            asyncio.create_task(keep_waiting(one, WAIT * place / waiting))
            for place, one in enumerate(people)
        ]
        await asyncio.sleep(WAIT + 5 if waiting else 1)
        before = processor(process)
        await asyncio.sleep(SECONDS)
        used, memory = (processor(process) - before) / SECONDS, resident(process)
        speaker = session(client)
        times = [await asyncio.to_thread(turn, client, speaker) for _ in range(TURNS)]
        alive = sum(not task.done() for task in tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"| {alive} | {memory:.0f} | {used:.1%} | {statistics.median(times):.0f} | {p95:.0f} |"


def main(most: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        servers = demarrer(Path(folder), VTE_SANS_LIMITE="1", VTE_AUJOURDHUI="2021-06-15")
        try:
            print("| wait | MB | of a core | turn, ms | p95 |\n|---|---|---|---|---|")
            for waiting in (0, most // 4, most):
                print(asyncio.run(measured(servers, waiting)), flush=True)
        finally:
            launcher.stop(servers.processus)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
