"""The chart: Helm renders it, Kubernetes' schemas take it, and every pod is closed."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.tools import DEPLOY, ROOT, run, tool
from vte import publication
from vte.reglages import TOUS

VALUES: dict[str, Any] = {
    "image": {"repository": "exemple.fr/vte", "digest": f"sha256:{1:064}"},
    "existingSecret": "vte",
    "models": {"existingClaim": "modeles"},
    "backups": {"existingClaim": "registre"},
    "console": {"hosts": "console.exemple.fr"},
    "ingress": {
        "host": "assistant.exemple.fr",
        "tlsSecret": "assistant-tls",
        "console": {"host": "console.exemple.fr", "tlsSecret": "console-tls"},
    },
}
NGINX = "nginx.ingress.kubernetes.io"
OLDEST, NEWEST = "1.27", "1.37"
PODS = ("Deployment", "Job", "CronJob")


@cache
def _told(values: str) -> dict[str, Any]:
    script = str(Path(__file__).with_name("chart.py"))
    python = str(Path(tool("kubernetes-validate")).with_name("python"))
    return json.loads(run(python, script, values))


def told(**more: Any) -> dict[str, Any]:
    values = copy.deepcopy(VALUES)
    for key, value in more.items():
        values[key] = {**values.get(key, {}), **value} if isinstance(value, dict) else value
    return _told(json.dumps(values, sort_keys=True))


def documents(**more: Any) -> list[dict[str, Any]]:
    files = told(**more)["files"]
    return [d for text in files.values() for d in yaml.safe_load_all(text) if d]


def of(kind: str, end: str = "", **more: Any) -> list[dict[str, Any]]:
    found = documents(**more)
    return [d for d in found if d["kind"] == kind and d["metadata"]["name"].endswith(end)]


def pod(document: dict[str, Any]) -> dict[str, Any]:
    spec = document["spec"]
    if document["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return spec["template"]["spec"]


def pods() -> list[dict[str, Any]]:
    return [pod(d) for kind in PODS for d in of(kind)]


def test_helm_has_nothing_to_say_of_the_chart():
    assert told()["found"] == []


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"networkPolicy": {"databases": [{"ipBlock": {"cidr": "10.1.2.0/24"}}]}},
        {"assistant": {"autoscaling": {"enabled": False}}, "image": {"pullSecrets": ["r"]}},
        {"ingress": {"enabled": False}, "networkPolicy": {"enabled": False}},
    ],
    ids=["default", "databases", "fixed", "bare"],
)
def test_kubernetes_takes_every_document(tmp_path: Path, version: str, more: dict[str, Any]):
    more = {k: {**VALUES.get(k, {}), **v} for k, v in more.items()}
    file = tmp_path / "all.yaml"
    file.write_text(yaml.safe_dump_all(documents(**more)), encoding="utf-8")
    run(tool("kubernetes-validate"), "--strict", "-k", version, str(file))


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": {"digest": "latest"}},
        {"existingSecret": ""},
        {"models": {"existingClaim": ""}},
        {"settings": {"VTE_SECRET": "un secret dans les valeurs, qui se lisent"}},
        {"settings": {"VTE_MESSENGER_VERIFICATION": "un jeton choisi"}},
        {"settings": {"VTE_DEMANDES_URL": "postgresql://vte:mot-de-passe@bases/vte"}},
        {"assistant": {"replica": 3}},
        {"ingress": {"host": ""}},
        {"unknown": True},
    ],
    ids=str,
)
def test_values_that_would_not_hold_are_refused(wrong: dict[str, Any]):
    assert "refused" in told(**wrong)


def test_every_pod_is_nobody_and_writes_where_it_must():
    assert len(pods()) == 8
    for spec in pods():
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] and spec["securityContext"]["runAsUser"]
        for container in spec["containers"]:
            closed = container["securityContext"]
            assert closed["readOnlyRootFilesystem"] and not closed["allowPrivilegeEscalation"]
            assert closed["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]
            assert container["image"].endswith(VALUES["image"]["digest"])


def test_no_secret_is_made_and_all_come_from_the_one_that_is_named():
    assert of("Secret") == []
    for spec in pods():
        for container in spec["containers"]:
            refs = [ref["secretRef"]["name"] for ref in container["envFrom"] if "secretRef" in ref]
            assert refs == ["vte"]


def test_a_worker_is_watched_by_its_probes_and_has_time_to_end():
    from bot.launcher import GRACE

    [worker] = of("Deployment", "assistant")
    [container] = pod(worker)["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/live"
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod(worker)["terminationGracePeriodSeconds"] > pause + GRACE
    assert worker["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert len(pod(worker)["topologySpreadConstraints"]) == 2


def test_workers_come_and_go_with_turns_latency_and_cpu():
    [scaler] = of("HorizontalPodAutoscaler")
    asked = [m.get("pods", m.get("resource")) for m in scaler["spec"]["metrics"]]
    names = [m["metric"]["name"] if "metric" in m else m["name"] for m in asked]
    assert names == ["cpu", "vte_turns_per_second", "vte_turn_seconds_p95"]
    rules = yaml.safe_load((DEPLOY / "helm" / "prometheus-adapter.yaml").read_text("utf-8"))
    given = {rule["name"]["as"] for rule in rules["rules"]["custom"]}
    assert given == set(names) - {"cpu"}
    assert "replicas" not in of("Deployment", "assistant")[0]["spec"]
    fixed = {"autoscaling": {"enabled": False}, "replicas": 3}
    assert of("HorizontalPodAutoscaler", assistant=fixed) == []
    assert of("Deployment", "assistant", assistant=fixed)[0]["spec"]["replicas"] == 3


def test_migrations_run_before_the_new_version_comes():
    [job] = of("Job")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    needed = [*of("ConfigMap"), *of("NetworkPolicy", "migrations")]
    for before in needed:
        assert int(before["metadata"]["annotations"]["helm.sh/hook-weight"]) < 0
    assert len(needed) == 2


def public() -> dict[tuple[str, str], dict[str, str]]:
    """What goes out under the assistant's name, with the annotations that hold for it."""
    ours = [d for d in of("Ingress") if not d["metadata"]["name"].endswith("console")]
    return {
        (path["pathType"], path["path"]): {
            name.split("/")[1]: value for name, value in d["metadata"]["annotations"].items()
        }
        for d in ours
        for rule in d["spec"]["rules"]
        for path in rule["http"]["paths"]
    }


def test_only_the_channels_go_out_and_of_messengers_what_platforms_call():
    channels = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    names = {str(c).split(".")[3].rstrip(":") for c in channels if ".messengers." in str(c)}
    called = {("Exact", f"/webhooks/{name}/webhook") for name in names}
    web = {("Prefix", "/webhooks/web/"), ("Exact", "/webhooks/web/messages")}
    assert len(called) == 4 and set(public()) == called | web


def test_a_session_stays_with_a_worker_and_platforms_are_spread_over_all():
    """What ingress-nginx chooses a pod by holds for a Service: two kinds of it must not be one."""
    chosen_by: dict[str, set[str]] = {}
    for ingress in of("Ingress"):
        by = ingress["metadata"]["annotations"].get(f"{NGINX}/upstream-hash-by", "")
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                service = path["backend"]["service"]["name"]
                chosen_by.setdefault(service, set()).add(by)
    assert all(len(ways) == 1 for ways in chosen_by.values())
    assert chosen_by["essai-vte-assistant"] == {"$http_authorization"}
    assert chosen_by["essai-vte-assistant-plateformes"] == {""}
    services = {s["metadata"]["name"]: s["spec"] for s in of("Service")}
    assert services["essai-vte-assistant"] == services["essai-vte-assistant-plateformes"]


def test_the_ingress_limits_and_tries_again_what_nginx_does_on_one_machine():
    template = (DEPLOY / "nginx" / "nginx.conf.template").read_text(encoding="utf-8")
    rates = dict(re.findall(r"zone=(\w+):\w+ rate=(\d+)r/s", template))
    locations = {
        ("Prefix", "/webhooks/web/"): "location /webhooks/web/ {",
        ("Exact", "/webhooks/web/messages"): "location = /webhooks/web/messages {",
    }
    for path, said in public().items():
        begin = locations.get(path, "location ~ ^/webhooks/[a-z_]+/webhook$ {")
        block = template.split(begin)[1].split("}")[0]
        zone, burst = re.findall(r"limit_req zone=(\w+) burst=(\d+)", block)[0]
        assert said["limit-rps"] == rates[zone], path
        assert int(said["limit-rps"]) * int(said["limit-burst-multiplier"]) == int(burst)
        again = "non_idempotent" in said["proxy-next-upstream"]
        assert again == ("non_idempotent" in block), path


def test_every_pod_has_a_policy_and_only_workers_reach_the_platforms():
    policies = {d["metadata"]["name"].split("-")[-1]: d["spec"] for d in of("NetworkPolicy")}
    labels = [d for kind in PODS for d in of(kind)]
    assert {d["metadata"]["labels"]["app.kubernetes.io/component"] for d in labels} == set(policies)
    outside = {
        name
        for name, spec in policies.items()
        if any("ipBlock" in peer for rule in spec["egress"] for peer in rule.get("to", []))
    }
    assert outside == {"assistant"}
    assert {name for name, spec in policies.items() if spec.get("ingress")} == {
        "assistant",
        "console",
    }


def test_what_tells_the_team_goes_where_the_values_say_and_nowhere_by_itself():
    def peers(**values: Any) -> list[Any]:
        [policy] = of("NetworkPolicy", "prevenir", networkPolicy=values)
        return [rule["to"] for rule in policy["spec"]["egress"] if "to" in rule][1:]

    assert peers() == []
    mail = {"ipBlock": {"cidr": "10.1.2.3/32"}}
    assert peers(alerts=[mail]) == [[mail]]


def test_commands_by_hand_have_a_pod_that_is_started_for_them():
    """With what it publishes and saves; workers only read what is published."""
    [tasks] = of("Deployment", "taches")
    assert tasks["spec"]["replicas"] == 0
    [container] = pod(tasks)["containers"]
    mounts = {m["mountPath"]: m for m in container["volumeMounts"]}
    for folder in ("modeles", "registre", "sauvegardes"):
        assert not mounts[f"/var/lib/vte/{folder}"].get("readOnly"), folder
    trained = publication.TRAINED.relative_to(ROOT).parent
    assert f"/opt/vte/{trained}" in mounts
    [worker] = pod(of("Deployment", "assistant")[0])["containers"]
    assert [m["readOnly"] for m in worker["volumeMounts"] if m["name"] == "modeles"] == [True]


def test_all_is_saved_and_what_is_too_old_is_erased_each_day():
    jobs = {d["metadata"]["name"].split("-")[-1]: d for d in of("CronJob")}
    assert "console/manage.py purger" in str(pod(jobs["purge"]))
    assert "vte sauvegarder" in str(pod(jobs["sauvegarde"]))
    assert "console/manage.py prevenir" in str(pod(jobs["prevenir"]))
    assert all(d["spec"]["concurrencyPolicy"] == "Forbid" for d in jobs.values())


def test_settings_that_the_chart_writes_are_settings():
    known = {setting.nom for setting in TOUS}
    [config] = of("ConfigMap")
    written = {
        env["name"] for spec in pods() for c in spec["containers"] for env in c.get("env", [])
    }
    assert set(config["data"]) | written <= known


def test_scripts_that_pods_start_are_there():
    for spec in pods():
        for container in spec["containers"]:
            words = " ".join(container["args"]).split()
            scripts = [word for word in words if word.endswith("manage.py")]
            assert scripts == [] or (ROOT / scripts[0]).exists()
