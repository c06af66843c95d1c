"""What every fake platform of the tests is: a server on loopback that notes what each was sent.

It may be slow, refuse or fail; it enforces the window, the blocks and the rates of the real one.
"""

from __future__ import annotations

import contextlib
import json
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

JETON = "jeton-de-test"
COUPURE = 0  # not a status: the connection is dropped without an answer


class Refus(Exception):
    """What the real platform would answer 400 to."""


class Coupe(Exception):
    """What a test asked the platform to refuse: the status and the body that it answers."""


@dataclass
class Plateforme:
    """`recus`: what each person was sent, in order; `latence` in seconds.

    `pannes`: the share of calls that are refused for a while, or dropped.
    """

    port: int
    recus: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    appels: list[str] = field(default_factory=list)  # of each accepted call: its method or action
    refus: list[str] = field(default_factory=list)
    modeles: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict
    )  # Twilio's templates of quick replies
    latence: float = 0.0
    pannes: float = 0.0
    retry_after: str = ""
    echecs: int = 0  # how many calls were
    hasard: random.Random = field(default_factory=lambda: random.Random(7))
    ecrits: dict[str, float] = field(default_factory=dict)  # when each person last wrote
    partis: set[str] = field(default_factory=set)  # who blocked us, or is gone
    invites: list[str] = field(default_factory=list)  # who was sent the template that invites
    presses: list[int] = field(default_factory=list)  # of the next calls refused as too many: waits
    coupes: list[int] = field(default_factory=list)  # the statuses of what a test asked to refuse
    # Seconds after a person's last message for which free words are taken; None: for ever.
    fenetre: ClassVar[float | None] = None

    def __post_init__(self) -> None:
        self.url = f"http://127.0.0.1:{self.port}"
        self._verrou = threading.Lock()
        plateforme = self

        class Requete(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                taille = int(self.headers.get("Content-Length", 0))
                if len(corps := self.rfile.read(taille)) < taille:
                    self.close_connection = True  # who called was killed meanwhile: no call
                    return
                time.sleep(plateforme.latence)
                statut, reponse, entetes = plateforme._repondre(
                    self.path, dict(self.headers), corps
                )
                if statut == COUPURE:
                    self.close_connection = True
                    return
                brut = json.dumps(reponse).encode()
                self.send_response(statut)
                for nom, valeur in {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(brut)),
                    **entetes,
                }.items():
                    self.send_header(nom, valeur)
                self.end_headers()
                with contextlib.suppress(
                    BrokenPipeError, ConnectionResetError
                ):  # who called was stopped meanwhile
                    self.wfile.write(brut)

            def log_message(self, *_: object) -> None:
                """Silent."""

        self._serveur = ThreadingHTTPServer(("127.0.0.1", self.port), Requete)
        threading.Thread(target=self._serveur.serve_forever, daemon=True).start()

    def fermer(self) -> None:
        self._serveur.shutdown()
        self._serveur.server_close()

    def regler(self, latence: float = 0.0, pannes: float = 0.0, retry_after: str = "") -> None:
        self.latence, self.pannes, self.retry_after = latence, pannes, retry_after

    def textes(self, personne: str) -> list[str]:
        return [m["text"] for m in self.recus[personne]]

    def ecrit(self, personne: str) -> None:
        """This person has just written to us."""
        self.ecrits[personne] = time.time()

    def vieillir(self, personne: str, secondes: float) -> None:
        """As if they had written that much earlier."""
        self.ecrits[personne] -= secondes

    def recevoir(self, personne: str, delai: float | None = None) -> None:
        """Raises Coupe where the platform brings this person nothing. `delai`: another window."""
        if personne in self.partis:
            raise Coupe(*self.injoignable())
        fenetre = delai or self.fenetre
        depuis = time.time() - self.ecrits.get(personne, time.time())
        if fenetre is not None and depuis > fenetre:
            raise Coupe(*self.hors_fenetre())

    # The refusals of the real platform, each a status and a body in its shape

    def injoignable(self) -> tuple[int, Any]:
        raise NotImplementedError

    def hors_fenetre(self) -> tuple[int, Any]:
        raise NotImplementedError

    def trop(self, attendre: int) -> tuple[int, Any]:
        """Too many calls; `attendre` in seconds, where the platform says it."""
        raise NotImplementedError

    def mauvais(self, pourquoi: str) -> Any:
        """The body of a 400."""
        return {"error": pourquoi}

    def _repondre(
        self, chemin: str, entetes: dict[str, str], corps: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        with self._verrou:
            if self.hasard.random() < self.pannes:
                self.echecs += 1
                return (
                    self.hasard.choice((429, 500, 503, COUPURE)),
                    {"error": "later"},
                    {"Retry-After": self.retry_after} if self.retry_after else {},
                )
            try:
                if self.presses:
                    raise Coupe(*self.trop(self.presses.pop(0)))
                return 200, self.accepter(chemin, entetes, corps), {}
            except Coupe as coupe:
                self.coupes.append(int(coupe.args[0]))
                return int(coupe.args[0]), coupe.args[1], {}
            except (Refus, KeyError, TypeError, ValueError, AssertionError) as erreur:
                self.refus.append(f"{chemin}: {erreur!r} {corps[:300]!r}")
                return 400, self.mauvais(repr(erreur)), {}

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        raise NotImplementedError


def exiger(vrai: bool, quoi: str) -> None:
    if not vrai:
        raise Refus(quoi)
