"""The measures of one database, in a process whose settings name it.

`python -m bench.console.mesures OUT CONVERSATIONS PROJECTED CALLS`.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

import httpx  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from rich.progress import track  # noqa: E402

from bench.console.fabrique import communes, evenements, phrases, tirees  # noqa: E402
from bot import launcher  # noqa: E402
from console.models import Conversation, SuiviDemande, Tour  # noqa: E402
from console.projection import passes  # noqa: E402
from console.projection.writing import ecrire  # noqa: E402
from console.requests import relever  # noqa: E402
from console.search import chercher, mots  # noqa: E402
from tests.console.evenements import ligne  # noqa: E402
from vte import suivi  # noqa: E402
from vte.demandes import Demandes  # noqa: E402
from vte.reglages import PORT_CONSOLE  # noqa: E402

DEMANDES = 5_000
TRIS = ({"page": "3"}, {"tri": "echeance"}, {"etat": "retard"}, {"etat": "nouvelle"})
LOT, MOT = 1_000, "une-longue-phrase-42"
# Where figures lead, beside their days.
MENEES: tuple[dict[str, str], ...] = (
    {"resolution": "oui"},
    {"corrige": "commune"},
    {"posee": "effectif"},
    {"repondue": "contrat"},
    {"territoire": "-", "statut": "rendu"},
    {"delai": "2"},
    {"issue": "a_preciser"},
    {"avis": "non"},
)


def principal(sortie: Path, combien: int, projetees: int, requetes: int) -> None:
    call_command("migrate", verbosity=0)
    resultats: dict[str, Any] = projection(projetees)
    resultats["remplissage"] = remplir(combien)
    demander(DEMANDES)
    resultats["recherche"] = recherche()
    nom = "serveur de la console"
    processus = {nom: launcher.console_starts()[nom]()}
    try:
        resultats |= pages(requetes)
    finally:
        launcher.stop(processus)
    sortie.write_text(json.dumps(resultats), encoding="utf-8")


def projection(combien: int) -> dict[str, float]:
    """Events a second, and its time over that of reading and parsing the same events."""
    moteur, hasard, dites, lieux = suivi.ouvrir(), random.Random(2), phrases(), communes()
    with moteur.begin() as lien:
        for n in track(range(combien), "Événements"):
            lien.execute(
                sa.insert(suivi.EVENEMENTS),
                [
                    ligne(f"p{n:06}", e, 1_790_000_000 + n * 60 + rang / 10)
                    for rang, e in enumerate(evenements(hasard, dites, lieux))
                ],
            )
    debut = time.perf_counter()
    with moteur.connect() as lien:
        for (brut,) in lien.execute(
            sa.select(suivi.EVENEMENTS.c.data).order_by(suivi.EVENEMENTS.c.id)
        ):
            json.loads(brut)
    lecture, debut, faits = time.perf_counter() - debut, time.perf_counter(), 0
    while nouveaux := passes.passe(moteur):
        faits += nouveaux
    duree = time.perf_counter() - debut
    return {"debit": faits / duree, "part": duree / lecture}


def remplir(combien: int) -> float:
    """Seconds that it took to write what is missing to `combien` conversations."""
    debut, suite = time.perf_counter(), tirees(combien - Conversation.objects.count())
    for lot in track(_lots(suite), "Conversations", total=combien // LOT):
        with transaction.atomic():
            ecrire([(lue, 0) for lue in lot])
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")
    return time.perf_counter() - debut


def demander(combien: int) -> None:
    """Requests of half a year, one in four of them not answered; as many bad words."""
    hasard, maintenant = random.Random(7), datetime.now(UTC)
    gens = Conversation.objects.values_list("personne", flat=True).order_by("pk")[:combien]
    base = Demandes()
    for n, qui in enumerate(gens):
        base.noter(qui, nom=f"Personne {n}", coordonnee="x@exemple.fr", sujet="mon dossier")
        base.envoyer(qui)
    with base._moteur.begin() as lien:
        for n in range(1, combien + 1):
            le = maintenant - timedelta(days=180 * n / combien)
            change = sa.text("update demandes set le = :le where id = :id")
            lien.execute(change, {"le": le.isoformat(timespec="seconds"), "id": n})
    base.fermer()
    relever()
    closes = [n for n in range(1, combien + 1) if hasard.random() > 0.25]
    SuiviDemande.objects.filter(demande__in=closes).update(etat="close")
    tous = list(Conversation.objects.values_list("pk", flat=True))
    mal = hasard.sample(tous, min(combien, len(tous)))
    Conversation.objects.filter(pk__in=mal).update(avis_negatif=True)


def _lots(suite: Iterator[Any]) -> Iterator[list[Any]]:
    while lot := list(itertools.islice(suite, LOT)):
        yield lot


def recherche() -> float:
    """The time of a search over that of the plain one, for the same words.

    Both count what they find.
    """
    termes = _termes(random.Random(4), 12)
    nous = _chronometrer(lambda t: chercher(Conversation.objects.all(), t).count(), termes)
    plain = _chronometrer(
        lambda t: Tour.objects.filter(texte__icontains=t).values("conversation").distinct().count(),
        termes,
    )
    return nous / plain


def _chronometrer(faire: Callable[[str], int], termes: list[str]) -> float:
    debut = time.perf_counter()
    for terme in termes:
        faire(terme)
    return time.perf_counter() - debut


def _termes(hasard: random.Random, combien: int) -> list[str]:
    """Words of the sentences, frequent and rare as they come."""
    tous = [m for texte, _ in phrases() for m in mots(texte) if len(m) > 2]
    return [hasard.choice(tous) for _ in range(combien)]


def pages(requetes: int) -> dict[str, Any]:
    """Milliseconds of each call of each kind of page, as staff's browser gets it."""
    compte = User.objects.create_user("mesure", password=MOT)
    compte.groups.set([Group.objects.get(name="responsable")])
    client, hasard = _entrer(), random.Random(6)
    filtres, menees = _filtres(hasard), itertools.cycle(MENEES)
    liste, chiffres = "/conversations/", "/chiffres/"
    sortes: dict[str, Callable[[], tuple[str, dict[str, str]]]] = {
        "list": lambda: (liste, {"page": str(hasard.randint(1, 40))}),
        "filter": lambda: (liste, dict(next(filtres))),
        "search": lambda: (liste, {"q": _termes(hasard, 1)[0]}),
        "search and filter": lambda: (liste, dict(next(filtres)) | {"q": _termes(hasard, 1)[0]}),
        "figures, 30 days": lambda: (chiffres, _jours(hasard)),
        "figures, two periods": lambda: (chiffres, _jours(hasard) | {"comparer": "precedente"}),
        "themes, 30 days": lambda: (f"{chiffres}themes/", _jours(hasard)),
        "one figure (CSV)": lambda: (f"{chiffres}entonnoir.csv", _jours(hasard)),
        "one figure (PNG)": lambda: (f"{chiffres}issues.png", _jours(hasard)),
        "a figure's conversations": lambda: (liste, _jours(hasard) | next(menees)),
        "requests": lambda: ("/demandes/", hasard.choice(TRIS)),
        "a request": lambda: (f"/demandes/{hasard.randint(1, DEMANDES)}/", {}),
        "queues": lambda: ("/relire/", {}),
        "queue": lambda: ("/relire/confiance/", {"page": str(hasard.randint(1, 40))}),
        # The next of a queue, and its transcript with both of its neighbours.
        "queue, next": lambda: ("/relire/confiance/suivante/", {}),
    }
    durees: dict[str, list[float]] = {}
    for nom, tirer in sortes.items():
        _appeler(client, *tirer())  # what is loaded at the first call
        durees[nom] = [_appeler(client, *tirer()) for _ in range(requetes)]
    durees["home"] = [_recompter(client) for _ in range(requetes)]
    return {"pages": durees}


def _jours(hasard: random.Random) -> dict[str, str]:
    """Thirty days of those that have conversations."""
    du = date(2026, 7, 5) + timedelta(days=hasard.randint(0, 100))
    return {"du": du.isoformat(), "au": (du + timedelta(days=29)).isoformat()}


def _recompter(client: httpx.Client) -> float:
    """The home page once somebody has done something: all that waits is counted anew."""
    jeton = {"csrfmiddlewaretoken": client.cookies["console_csrf"]}
    client.post("/filtres/", data=jeton | {"nom": ""}, headers={"Referer": str(client.base_url)})
    return _appeler(client, "/", {})


def _filtres(hasard: random.Random) -> Iterator[dict[str, str]]:
    """One filter after the other, then two at once."""
    simples = [
        {"canal": "telegram"},
        {"issue": "abandon"},
        {"issue": "verdict"},
        {"commune": "Gra"},
        {"commune": "Oyonnax"},
        {"departement": "69"},
        {"statut": "eligible"},
        {"audience": "candidat"},
        {"confiance": "20"},
        {"incompris": "oui"},
        {"incompris": "non"},
        {"signalee": "oui"},
        {"relue": "oui"},
        {"relue": "non"},
        {"tours_min": "5"},
        {"tours_max": "2"},
        {"du": "2026-08-01"},
        {"au": "2026-06-15"},
        {"question": "effectif"},
        {"etiquettes": ""},
        {"raison": "incompris"},
    ]
    yield from itertools.cycle(
        [*simples, *({**a, **b} for a, b in (hasard.sample(simples, 2) for _ in range(20)))]
    )


def _entrer() -> httpx.Client:
    client = httpx.Client(base_url=f"http://127.0.0.1:{PORT_CONSOLE.lire()}", timeout=30)
    limite = time.monotonic() + 60
    while True:
        try:
            client.get("/connexion/").raise_for_status()
            break
        except httpx.HTTPError:
            if time.monotonic() > limite:
                raise
            time.sleep(0.3)
    jeton = client.cookies["console_csrf"]
    entree = client.post(
        "/connexion/", data={"username": "mesure", "password": MOT, "csrfmiddlewaretoken": jeton}
    )
    assert entree.status_code == 302, entree.status_code
    for _ in range(5):
        client.get("/conversations/").raise_for_status()
    return client


def _appeler(client: httpx.Client, chemin: str, parametres: dict[str, str]) -> float:
    debut = time.perf_counter()
    reponse = client.get(chemin, params=parametres, follow_redirects=True)
    reponse.raise_for_status()
    return (time.perf_counter() - debut) * 1000


if __name__ == "__main__":
    principal(Path(sys.argv[1]), *map(int, sys.argv[2:]))
