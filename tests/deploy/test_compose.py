"""The compose file: its schema takes it, and every container is closed and limited."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.tools import DEPLOY, ROOT, run, tool
from vte import publication
from vte.reglages import TOUS

FILE = DEPLOY / "compose" / "compose.yml"
SET: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = SET["services"]
OURS = {name for name, one in SERVICES.items() if "${IMAGE:?" in one["image"]}
MOUNT = re.compile(r"(\$\{\w+:-)?(?P<source>[\w./-]+)\}?:(?P<target>/[^:]+)(?P<mode>:ro)?")
CONTAINERFILE = DEPLOY / "image" / "Containerfile"
every_service = pytest.mark.parametrize("name", SERVICES)


def test_the_schema_of_compose_takes_it():
    schema = ("--builtin-schema", "vendor.compose-spec")
    assert "ok" in run(tool("check-jsonschema"), *schema, str(FILE))


def test_nothing_starts_without_images_that_somebody_chose():
    for service in SERVICES.values():
        assert re.fullmatch(r"\$\{IMAGE(_\w+)?:\?.+\}", service["image"])


@every_service
def test_a_container_is_closed_and_limited(name: str):
    service = SERVICES[name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"] and service["cpus"] and service["pids_limit"]
    # PostgreSQL's image becomes its own account; all others are nobody from the start.
    assert (service.get("user") == "65534:65534") != bool(service.get("cap_add"))
    assert bool(service.get("cap_add")) == (name == "postgres")


def test_only_nginx_is_reached_from_outside_and_the_databases_reach_nobody():
    assert {name for name, one in SERVICES.items() if "ports" in one} == {"nginx"}
    assert SET["networks"]["bases"] == {"internal": True}
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["bases"]


@pytest.fixture
def preparer(tmp_path: Path) -> Path:
    """A copy, in a folder where it may make what it makes."""
    script = tmp_path / "compose" / "preparer.sh"
    script.parent.mkdir()
    script.write_text((FILE.parent / "preparer.sh").read_text("utf-8"), encoding="utf-8")
    return script


def secrets(preparer: Path) -> dict[str, str]:
    folder = preparer.parent / "secrets"
    return {str(f.relative_to(folder)): f.read_text() for f in folder.rglob("*") if f.is_file()}


def test_secrets_are_files_that_preparer_makes_and_keeps(preparer: Path):
    assert "Prêt\u00a0:" in run("sh", str(preparer))
    drawn = secrets(preparer)
    assert set(SET["secrets"]) == {name for name in drawn if "/" not in name}
    named = {name.removeprefix("vte/") for name in drawn if name.startswith("vte/")}
    assert len(named) == 7 and named <= {setting.nom for setting in TOUS}
    assert all(len(value) >= 32 for value in drawn.values())
    run("sh", str(preparer))
    assert secrets(preparer) == drawn


def test_secrets_are_read_by_their_owner_and_in_containers_by_nobody(preparer: Path):
    """A token that somebody puts there, readable by them alone, is readable in a container."""
    run("sh", str(preparer))
    folder = preparer.parent / "secrets"
    token = folder / "vte" / "VTE_TELEGRAM_JETON"
    token.touch(0o600)
    token.write_text("jeton", encoding="utf-8")
    run("sh", str(preparer))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "vte").stat().st_mode & 0o777 == 0o755
    assert {f.stat().st_mode & 0o777 for f in (folder / "vte").iterdir()} == {0o444}


@pytest.mark.parametrize("name", ["VTE_TELEGRAM_JETON", "VTE_MESSENGER_VERIFICATION", "VTE_SUIVI"])
def test_a_secret_among_the_settings_that_show_is_refused(preparer: Path, name: str):
    settings = preparer.parent / "reglages.env"
    settings.write_text(f"VTE_CONSERVATION=90\n{name}=ne-pas-dire\n", encoding="utf-8")
    done = subprocess.run(["sh", str(preparer)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and name in done.stderr
    assert "ne-pas-dire" not in done.stderr and "VTE_CONSERVATION" not in done.stderr


def test_all_secrets_of_ours_come_in_one_folder():
    for name in OURS:
        assert "./secrets/vte:/run/secrets:ro" in SERVICES[name]["volumes"]
        assert "secrets" not in SERVICES[name]


def test_a_volume_of_ours_is_nobodys_from_the_start():
    """A volume takes the owner of what the image has there; a folder of the machine would not."""
    made = re.search(r"^RUN install -d -o 65534 .+$", CONTAINERFILE.read_text("utf-8"), re.M)
    assert made is not None
    for volume in {volume for name in OURS for volume in SERVICES[name]["volumes"]}:
        mounted = MOUNT.fullmatch(volume)
        assert mounted is not None, volume
        if mounted["mode"] != ":ro":
            assert mounted["source"] in SET["volumes"] and mounted["target"] in made.group().split()


def test_commands_by_hand_publish_and_save_where_workers_only_read():
    tasks, worker = SERVICES["taches"], SERVICES["assistant-1"]
    trained = publication.TRAINED.relative_to(ROOT).parent
    assert f"${{DOSSIER_ENTRAINE:-./entraine}}:/opt/vte/{trained}:ro" in tasks["volumes"]
    assert tasks["environment"]["VTE_LECTEUR"].startswith(f"/opt/vte/{trained}/")
    models = "${DOSSIER_MODELES:-modeles}:/var/lib/vte/modeles"
    assert models in tasks["volumes"] and f"{models}:ro" in worker["volumes"]
    assert tasks["networks"] == ["bases"] and tasks["profiles"] == ["taches"]


def test_a_worker_is_healthy_once_it_can_play_a_turn():
    """/ready looks at the model, the database and the disk; a channel answers without them."""
    workers = {name for name in OURS if name.startswith("assistant-")}
    assert len(workers) == 4
    for name in workers:
        assert "http://127.0.0.1:5005/ready" in SERVICES[name]["healthcheck"]["test"][-1]


def test_a_fixed_address_is_told_to_those_who_need_it():
    """nginx is believed by its address, and reads those of the workers once."""
    said = SERVICES["nginx"]["environment"]
    address = SERVICES["nginx"]["networks"]["service"]["ipv4_address"]
    workers = ["assistant-1", "assistant-2", "console"]
    where = [SERVICES[name]["networks"]["service"]["ipv4_address"] for name in workers]
    assert said["OUVRIERS"] == f"${{OUVRIERS:-{where[0]}:5005 {where[1]}:5005}}"
    assert said["CONSOLE"] == f"{where[2]}:8000"
    assert all(SERVICES[name]["environment"]["VTE_MANDATAIRES"] == address for name in OURS)


def test_the_names_that_compose_reads_are_those_of_no_container():
    """Some tools look for them in a service's own environment first."""
    read = set(re.findall(r"\$\{(\w+):", FILE.read_text(encoding="utf-8")))
    given = {name for one in SERVICES.values() for name in one.get("environment", {})}
    # These mean the same on both sides.
    assert read & given <= {"SITE", "SITE_CONSOLE", "OUVRIERS"}


def test_an_image_starts_with_the_secrets_that_it_is_given_as_files(tmp_path: Path):
    (tmp_path / "VTE_SECRET").write_text("depuis un fichier", encoding="utf-8")
    (tmp_path / "VTE_SUIVI").write_text("depuis un fichier", encoding="utf-8")
    (tmp_path / "AUTRE").write_text("pas un réglage", encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "CREDENTIALS_DIRECTORY": str(tmp_path),
        "VTE_SUIVI": "donné déjà",
    }
    script = str(ROOT / "deploy" / "image" / "entree.sh")
    told = subprocess.run(
        ["sh", script, "env"], env=environment, text=True, capture_output=True, check=True
    ).stdout.splitlines()
    assert "VTE_SECRET=depuis un fichier" in told and "VTE_SUIVI=donné déjà" in told
    assert not [line for line in told if line.startswith("AUTRE")]


def test_an_image_does_not_start_with_a_secret_that_it_cannot_read(tmp_path: Path):
    (tmp_path / "VTE_SECRET").symlink_to("/proc/self/mem")  # a file that even root cannot read
    done = subprocess.run(
        ["sh", str(ROOT / "deploy" / "image" / "entree.sh"), "env"],
        env={"PATH": os.environ["PATH"], "CREDENTIALS_DIRECTORY": str(tmp_path)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0 and "VTE_SECRET" in done.stderr and not done.stdout
