"""The set of deploy/compose/compose.yml, started by podman, without any registry of images.

What compose.yml says is what runs: users, rights, networks, secrets, limits, commands, checks of
health. What is another's: the images. One small image stands for all of them, in which the programs
of this machine (PostgreSQL, Redis, nginx, Python) and this project are mounted, read-only.
VTE_TEST_IMAGE: an archive of the image that deploy/image/Containerfile made, for our own processes.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.door import CONSOLE, SITE, certificates
from tests.deploy.tools import DEPLOY, ROOT, tool
from tests.ports import free_port
from vte.publication import TRAINED

COMPOSE = DEPLOY / "compose"
OURS = (
    "assistant-1",
    "assistant-2",
    "console",
    "projection",
    "purge",
    "prevenir",
    "migrations",
    "sauvegarde",
    "taches",
)
IMAGE, OF_BUILD = "localhost/vte-essai:1", "localhost/vte-construite:1"
BUILT = "VTE_TEST_IMAGE"
TOKEN = secrets.token_hex(32)  # what an operator adds to secrets/vte
PUBLISH = ("python", "-m", "vte", "modele", "publier")
PATIENCE = 240  # seconds for a part to be healthy
_FOLDERS = ("usr", "etc", "tmp", "proc", "sys", "dev", "root", "opt/vte", "run/secrets")
# The image makes them nobody's.
_OWN = ("var/lib/vte/modeles", "var/lib/vte/registre", "var/lib/vte/sauvegardes")
_KEPT = (*_OWN, "var/lib/postgresql/data")
_ENGINE = """
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=8192:8192", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "{0}/networks"
"""
_STORAGE = """
[storage]
driver = "vfs"
graphroot = "{0}/images"
runroot = "{0}/run"
"""


@dataclass
class Compose:
    """`folder`: a copy of deploy/compose, with what preparer.sh made there."""

    folder: Path
    environment: dict[str, str]
    https: int

    def compose(self, *arguments: str, check: bool = True) -> str:
        """What it wrote. Error: AssertionError, with that, where it failed."""
        files = ["-f", "compose.yml", "-f", "essai.yml"]
        return self._run([tool("podman-compose"), "--in-pod", "0", *files, *arguments], check=check)

    def task(self, service: str, *command: str) -> str:
        """As docs/deployment.md says. Error: AssertionError."""
        return self.compose("--profile", "taches", "run", "--rm", service, *command)

    def podman(self, *arguments: str, check: bool = True) -> str:
        return self._run([tool("podman", "podman"), *arguments], check=check)

    def inspect(self, service: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = json.loads(self.podman("inspect", container(service)))
        return found[0]

    def start(self, *services: str) -> None:
        self.compose("up", "-d", "--no-deps", *services)

    def healthy(self, *services: str) -> None:
        """Once their own checks of health hold. Error: AssertionError, with their logs."""
        for service in services:
            limit = time.monotonic() + PATIENCE
            while not self._is_healthy(service):
                if time.monotonic() > limit or not self.inspect(service)["State"]["Running"]:
                    raise AssertionError(f"{service}: {self.logs(service)}")
                time.sleep(0.5)

    def _is_healthy(self, service: str) -> bool:
        command = [tool("podman", "podman"), "healthcheck", "run", container(service)]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return done.returncode == 0

    def ended(self, service: str) -> int:
        """The exit code of what runs once."""
        return int(self.podman("wait", container(service)))

    def logs(self, service: str) -> str:
        return self.podman("logs", container(service), check=False)

    def _run(self, command: list[str], check: bool) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{command}\n{done.stdout}"
        return done.stdout


def container(service: str) -> str:
    return f"vte_{service}_1"


@contextmanager
def prepared(folder: Path) -> Iterator[Compose]:
    """Nothing is started yet; all that was is stopped and forgotten."""
    shutil.copytree(
        COMPOSE, folder / "compose", ignore=shutil.ignore_patterns("secrets", "entraine")
    )
    shutil.copytree(DEPLOY / "nginx", folder / "nginx")
    made = Compose(folder / "compose", _environment(folder), free_port())
    _set_up(made)
    try:
        yield made
    finally:
        made.compose("down", "-v", "-t", "5", check=False)
        made.podman("rm", "-fa", "-t", "0", check=False)
        made.podman("network", "prune", "-f", check=False)


def _environment(folder: Path) -> dict[str, str]:
    """Images, containers and networks of this test's own."""
    (folder / "networks").mkdir()
    (folder / "containers.conf").write_text(_ENGINE.format(folder), encoding="utf-8")
    (folder / "storage.conf").write_text(_STORAGE.format(folder), encoding="utf-8")
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return {
        **kept,
        "PATH": f"{kept['PATH']}:/usr/sbin",
        "CONTAINERS_CONF": str(folder / "containers.conf"),
        "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
        "DISABLE_HC_SYSTEMD": "true",  # the test runs the checks of health itself
    }


def _set_up(made: Compose) -> None:
    tool("runc", "runc")
    made._run(["sh", "preparer.sh"], check=True)
    (made.folder / "secrets" / "vte" / "VTE_JETON_ACTIONS").write_text(TOKEN, encoding="utf-8")
    made._run(["sh", "preparer.sh"], check=True)
    key = (ROOT / ".vte" / "cle-modeles").read_text(encoding="utf-8")
    secret = made.folder / "secrets" / "vte" / "VTE_CLE_MODELES"
    secret.chmod(0o600)
    secret.write_text(key, encoding="utf-8")
    secret.chmod(0o444)
    certificates(made.folder / "certificats")
    for file in (made.folder / "certificats").iterdir():
        file.chmod(0o444)
    _bring_trained(made.folder / "entraine")
    (made.folder / "sans-vte").mkdir()
    base = made.folder / "territoires.sqlite"
    shutil.copyfile(ROOT / ".vte" / "territoires.sqlite", base)
    base.chmod(0o444)
    (made.folder / "essai.yml").write_text(yaml.safe_dump(_override(base)), encoding="utf-8")
    (made.folder / ".env").write_text(_names(made), encoding="utf-8")
    _import_image(made)
    _try(made)
    made.task("taches", *PUBLISH, "--sans-relancer")


def _try(made: Compose) -> None:
    """Skipped, on CI too, where the kernel gives no right to start containers: with what it said.

    That is no fault of what deploy/ says, and no package mends it.
    """
    limits = ("--memory", "64m", "--read-only", "--network", "vte_essai")
    mounts = ("-v", "/usr:/usr:ro")
    command = [tool("podman", "podman"), "run", "--rm", *limits, *mounts, IMAGE, "/bin/true"]
    created = [tool("podman", "podman"), "network", "create", "--internal", "vte_essai"]
    for one in (created, command):
        done = subprocess.run(one, env=made.environment, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"this machine starts no containers: {done.stderr.strip()[-300:]}")


def _bring_trained(folder: Path) -> None:
    """As docs/deployment.md says: the four files, from the machine that trained."""
    for file in (TRAINED, ROOT / ".vte" / "lecteur.npz"):
        for one in (file, file.with_name(f"{file.name}.sceau")):
            shutil.copyfile(one, folder / one.name)
            (folder / one.name).chmod(0o644)


def _names(made: Compose) -> str:
    images = {f"IMAGE_{name}": IMAGE for name in ("POSTGRES", "REDIS", "NGINX")}
    names = {
        **images,
        "IMAGE": OF_BUILD if BUILT in os.environ else IMAGE,
        "SITE": SITE,
        "SITE_CONSOLE": CONSOLE,
        "JOURNAUX": "k8s-file",
        "PUBLIER_HTTP": f"127.0.0.1:{free_port()}",
        "PUBLIER_HTTPS": f"127.0.0.1:{made.https}",
    }
    return "".join(f"{name}={value}\n" for name, value in names.items())


def _override(base: Path) -> dict[str, Any]:
    """What stands for the images: the programs of this machine, mounted."""
    system = ["/usr:/usr:ro", *(f"/etc/{f}:/etc/{f}:ro" for f in ("passwd", "group", "ssl"))]
    services: dict[str, Any] = {name: {"volumes": system} for name in ("redis", "nginx")}
    script = f"{ROOT}/tests/deploy/postgres.sh:/postgres.sh:ro"
    services["postgres"] = {"volumes": [*system, script], "entrypoint": ["sh", "/postgres.sh"]}
    if BUILT not in os.environ:
        services |= {name: _ours(name, system, base) for name in OURS}
    for name in OURS:
        services.setdefault(name, {}).setdefault("environment", {})["VTE_AUJOURDHUI"] = "2021-06-15"
    return {"services": services}


def _ours(name: str, system: list[str], base: Path) -> dict[str, Any]:
    """As the image has it, but for the folder, whose commands know where they are."""
    trained = [f"{base.parent}/entraine:{ROOT}/models:ro"] if name == "taches" else []
    python = Path(sys.base_prefix)
    where = [] if python.is_relative_to("/usr") else [f"{python}:{python}:ro"]
    environment = {
        "PATH": f"{ROOT}/.venv/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/tmp",
        "VTE_ADRESSE": "0.0.0.0",
        "VTE_CONSOLE_ADRESSE": "0.0.0.0",
        "VTE_BASE_URL": "sqlite:////var/lib/vte/territoires.sqlite",
        "VTE_MODELES": "/var/lib/vte/modeles",
    }
    return {
        "volumes": [
            *system,
            *where,
            f"{ROOT}:{ROOT}:ro",
            f"{base.parent}/sans-vte:{ROOT}/.vte:ro",  # the image has none
            f"{base}:/var/lib/vte/territoires.sqlite:ro",
            *trained,
        ],
        "working_dir": str(ROOT),
        "entrypoint": [f"{ROOT}/deploy/image/entree.sh"],
        "environment": environment,
    }


def _import_image(made: Compose) -> None:
    """Empty folders, in which what a container needs is mounted."""
    file = made.folder / "image.tar"
    with tarfile.open(file, "w") as archive:
        for folder in (*_FOLDERS, *_KEPT):
            _add_folder(archive, folder)
        for link in ("bin", "sbin", "lib", "lib64"):
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, f"usr/{link}"
            archive.addfile(entry, BytesIO())
    made.podman("import", str(file), IMAGE)
    if BUILT in os.environ:
        loaded = made.podman("load", "-q", "-i", os.environ[BUILT]).split()[-1]
        made.podman("tag", loaded, OF_BUILD)


def _add_folder(archive: tarfile.TarFile, folder: str) -> None:
    entry = tarfile.TarInfo(folder)
    entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
    if folder in _OWN:
        entry.uid = entry.gid = 65534
    archive.addfile(entry, BytesIO())
