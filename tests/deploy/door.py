"""nginx as deploy/nginx renders it, in front of small servers that tell what reached them."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from tests.deploy.tools import DEPLOY, run, tool
from tests.ports import free_port

SITE, CONSOLE = "assistant.exemple.fr", "console.exemple.fr"
SECURITY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class Behind(ThreadingHTTPServer):
    """A server that answers with what it received; `says`: another status, or "cut";
    `refuses`: of so many requests, one is answered 503, as by a worker that is busy."""

    daemon_threads = True

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name, self.says, self.seen, self.refuses = name, 200, [], 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    name: str
    says: int | str
    seen: list[str]
    refuses: int

    def status(self) -> int:
        busy = self.refuses and len(self.seen) % self.refuses == 0
        return 503 if busy else int(self.says)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Behind

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append(self.path)
        if self.server.says == "cut":
            self.close_connection = True
            return
        told = {"who": self.server.name, "size": len(body), "headers": dict(self.headers)}
        answer = json.dumps(told).encode()
        self.send_response(self.server.status())
        for header in (*SECURITY.items(), ("Content-Length", str(len(answer)))):
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_DELETE = _answer

    def log_message(self, *_: Any) -> None:
        pass


@dataclass
class Door:
    folder: Path
    http: int
    https: int
    workers: list[Behind] = field(default_factory=list)
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    def ask(self, method: str, path: str, site: str = SITE, **more: Any) -> httpx.Response:
        """A client a site: a connection is made for one name."""
        if site not in self.clients:
            context = trusting(self.folder / "certificats")
            self.clients[site] = httpx.Client(verify=context, timeout=10)
        headers = {"Host": site, **more.pop("headers", {})}
        return self.clients[site].request(
            method,
            f"https://127.0.0.1:{self.https}{path}",
            headers=headers,
            extensions={"sni_hostname": site},
            **more,
        )

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")


def certificates(folder: Path) -> Path:
    """The folder of certificates of both names, which sign themselves."""
    folder.mkdir(exist_ok=True)
    openssl = tool("openssl", "openssl")
    for file, site in (("assistant", SITE), ("console", CONSOLE)):
        run(
            *(openssl, "req", "-x509", "-nodes", "-newkey", "ec", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", f"/CN={site}"),
            *("-addext", f"subjectAltName=DNS:{site}"),
            *("-keyout", str(folder / f"{file}.key"), "-out", str(folder / f"{file}.pem")),
        )
    return folder


def trusting(folder: Path) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for file in folder.glob("*.pem"):
        context.load_verify_locations(file)
    return context


def render(folder: Path, **names: str) -> Path:
    """The nginx.conf that deploy/nginx makes of these names, in `folder`."""
    tool("envsubst", "gettext-base")
    (folder / "etat").mkdir(exist_ok=True)
    settings = {"SITE": SITE, "SITE_CONSOLE": CONSOLE, "ETAT": str(folder / "etat"), **names}
    rendered = run(
        "sh", str(DEPLOY / "nginx" / "render.sh"), env={"PATH": os.environ["PATH"], **settings}
    )
    # Its log goes to a file of the test's; as root, nginx would take another account.
    plain = rendered.replace("access_log /dev/stdout", f"access_log {folder / 'log'}")
    file = folder / "nginx.conf"
    file.write_text(plain, encoding="utf-8")
    return file


@contextmanager
def door() -> Iterator[Door]:
    """nginx, in front of two workers and a console; all end with it."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        behind = [Behind(name) for name in ("un", "deux", "console")]
        for server in behind:
            ending.callback(server.server_close)
            ending.callback(server.shutdown)
        made = Door(folder, free_port(), free_port(), behind[:2])
        file = render(
            folder,
            OUVRIERS=" ".join(w.address for w in made.workers),
            CONSOLE=behind[2].address,
            CERTIFICATS=str(certificates(folder / "certificats")),
            PORT_HTTP=f"127.0.0.1:{made.http}",
            PORT_HTTPS=f"127.0.0.1:{made.https}",
        )
        nginx = tool("nginx", "nginx-light")
        process = subprocess.Popen([nginx, "-c", str(file), "-g", "daemon off;"])
        ending.callback(_end, process)
        _wait(made)
        yield made
        for client in made.clients.values():
            client.close()


def _wait(made: Door) -> None:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        try:
            made.ask("GET", "/")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
