"""`make run`: trains if needed, starts the action server, the Rasa server and the console with its projection, and stops them all.

`python -m bot.lancement preparer` does the first half alone.
"""

from __future__ import annotations

import hashlib
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from vte.erreurs import ErreurVTE
from vte.reglages import (
    ADRESSE,
    PORT_ACTIONS,
    PORT_CONSOLE,
    PORT_RASA,
    SUIVI,
    check_at_start,
    environment,
)

RACINE = Path(__file__).parents[1]
MODELE = RACINE / "models" / "vte.tar.gz"
EMPREINTE = RACINE / ".vte" / "modele.empreinte"
DONNEES = ("data/nlu", "data/rules", "data/stories")
# What a trained model depends on; everything else may change without training again.
SOURCES = (
    "domain.yml",
    "config.yml",
    "requirements.lock",
    *DONNEES,
    "bot/nlu",
    "vte/francais",
    "vte/territoires",
    "vte/dossier.py",
    "data/territoires/communes.csv",
    "data/territoires/anciennes.csv",
)
ATTENTE = 180  # seconds for the servers to answer


class Arret(ErreurVTE):
    """Something prevents the start; the message says what to do."""


def environnement() -> dict[str, str]:
    """The environment of every process of ours: settings resolved, telemetry off, few threads."""
    sobre = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "TF_INTRA_OP_PARALLELISM_THREADS": "1",
        "TF_INTER_OP_PARALLELISM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONPATH": str(RACINE),
        "SANIC_HOST": "127.0.0.1",  # the action server has no authentication: this machine only
    }
    reglages = {r.nom: r.brut() for r in (ADRESSE, PORT_ACTIONS, PORT_RASA, SUIVI)}
    return {**environment(), **sobre, **reglages}


def empreinte() -> str:
    """A digest of everything the model is trained from."""
    somme = hashlib.sha256()
    for source in SOURCES:
        chemin = RACINE / source
        fichiers = (
            [chemin]
            if chemin.is_file()
            else sorted(p for p in chemin.rglob("*") if p.suffix in (".yml", ".py"))
        )
        for fichier in fichiers:
            somme.update(str(fichier.relative_to(RACINE)).encode() + b"\0" + fichier.read_bytes())
    return somme.hexdigest()


def entrainer() -> None:
    """Trains when a source of the model has changed. Error: Arret."""
    actuelle = empreinte()
    if MODELE.exists() and EMPREINTE.exists() and EMPREINTE.read_text() == actuelle:
        print("Modèle : à jour.", flush=True)
        return
    journal = RACINE / ".vte" / "entrainement.log"
    journal.parent.mkdir(exist_ok=True)
    print("Modèle : entraînement (une minute environ)…", flush=True)
    commande = [
        _rasa(),
        "train",
        "--fixed-model-name",
        "vte",
        "--out",
        str(MODELE.parent),
        "--data",
        *DONNEES,
    ]
    with journal.open("w") as sortie:
        code = subprocess.call(
            commande, cwd=RACINE, env=environnement(), stdout=sortie, stderr=subprocess.STDOUT
        )
    if code or not MODELE.exists():
        raise Arret(f"L'entraînement du modèle a échoué : lisez {journal.relative_to(RACINE)}.")
    EMPREINTE.write_text(actuelle)


def _rasa() -> str:
    return str(Path(sys.executable).with_name("rasa"))


def verifier_ports() -> None:
    """Error: Arret, when something already listens."""
    for reglage, qui in (
        (PORT_RASA, "serveur Rasa"),
        (PORT_ACTIONS, "serveur d'actions"),
        (PORT_CONSOLE, "console"),
    ):
        with socket.socket() as prise:
            prise.settimeout(1)
            if prise.connect_ex(("127.0.0.1", reglage.lire())) == 0:
                raise Arret(
                    f"Le port {reglage.lire()} ({qui}) est déjà pris : libérez-le, ou changez {reglage.nom}."
                )


def demarrer_actions() -> subprocess.Popen[bytes]:
    commande = [sys.executable, "-m", "actions"]
    return subprocess.Popen(commande, cwd=RACINE, env=environnement(), start_new_session=True)


def demarrer_rasa(
    modele: Path = MODELE,
    endpoints: Path = RACINE / "endpoints.yml",
    canaux: Path = RACINE / "credentials.yml",
) -> subprocess.Popen[bytes]:
    commande = [
        _rasa(),
        "run",
        "--model",
        str(modele),
        "--endpoints",
        str(endpoints),
        "--credentials",
        str(canaux),
        "--interface",
        ADRESSE.lire(),
        "--port",
        PORT_RASA.brut(),
    ]
    return subprocess.Popen(commande, cwd=RACINE, env=environnement(), start_new_session=True)


def preparer_console() -> None:
    """Its tables and its groups, up to date. Error: Arret."""
    if subprocess.call(manage("migrate", "--verbosity", "0"), cwd=RACINE, env=environnement()):
        raise Arret(
            "Les tables de la console n'ont pas pu être préparées : voyez les lignes ci-dessus."
        )


def demarrer_console() -> dict[str, subprocess.Popen[bytes]]:
    """The console, and what projects the conversations into it as they come."""
    serveur = [
        str(Path(sys.executable).with_name("gunicorn")),
        "console.wsgi:application",
        "--bind",
        f"127.0.0.1:{PORT_CONSOLE.lire()}",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--no-control-socket",
        "--log-level",
        "warning",
    ]
    commandes = {
        "serveur de la console": serveur,
        "projecteur de la console": manage("projeter", "--suivre"),
    }
    return {
        nom: subprocess.Popen(c, cwd=RACINE, env=environnement(), start_new_session=True)
        for nom, c in commandes.items()
    }


def manage(*arguments: str) -> list[str]:
    """A command of the console."""
    return [sys.executable, str(RACINE / "console" / "manage.py"), *arguments]


def attendre(serveurs: dict[str, subprocess.Popen[bytes]]) -> None:
    """Until the channel says it is ready. Error: Arret."""
    limite = time.monotonic() + ATTENTE
    while time.monotonic() < limite:
        for nom, serveur in serveurs.items():
            if serveur.poll() is not None:
                raise Arret(f"Le {nom} s'est arrêté au démarrage : voyez les lignes ci-dessus.")
        if en_bonne_sante():
            return
        time.sleep(0.25)
    raise Arret(f"Les serveurs ne répondent pas après {ATTENTE} s.")


def en_bonne_sante() -> bool:
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{PORT_RASA.lire()}/webhooks/web/health", timeout=2
        ) as reponse:
            return json.load(reponse).get("status") == "ok"
    except (urllib.error.URLError, OSError, ValueError):
        return False


def arreter(serveurs: dict[str, subprocess.Popen[bytes]]) -> None:
    for serveur in serveurs.values():
        if serveur.poll() is None:
            serveur.terminate()
    for serveur in serveurs.values():
        try:
            serveur.wait(timeout=8)
        except subprocess.TimeoutExpired:
            serveur.kill()
            serveur.wait()


def lancer() -> None:
    """Starts the servers and waits for Ctrl-C or for one of them to end. Error: Arret."""
    verifier_ports()
    preparer_console()
    for arret in (signal.SIGINT, signal.SIGTERM):
        signal.signal(arret, signal.default_int_handler)
    serveurs: dict[str, subprocess.Popen[bytes]] = {}
    try:
        serveurs["serveur d'actions"] = demarrer_actions()
        serveurs["serveur Rasa"] = demarrer_rasa()
        serveurs |= demarrer_console()
        attendre(serveurs)
        print(f"\nL'assistant est prêt : http://127.0.0.1:{PORT_RASA.lire()}/webhooks/web/")
        print(
            f"La console de l'équipe : http://127.0.0.1:{PORT_CONSOLE.lire()}/ (un compte : .venv/bin/python console/manage.py compte NOM --groupe administrateur)"
        )
        print("Ctrl-C pour arrêter.\n", flush=True)
        while all(s.poll() is None for s in serveurs.values()):
            time.sleep(0.5)
        raise Arret("Un des serveurs s'est arrêté : voyez les lignes ci-dessus.")
    except KeyboardInterrupt:
        print("\nArrêt.", flush=True)
    finally:
        arreter(serveurs)


def principal(arguments: list[str]) -> int:
    try:
        check_at_start()
        entrainer()
        if arguments != ["preparer"]:
            lancer()
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(principal(sys.argv[1:]))
