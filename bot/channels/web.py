"""The web channel: what the widget and the page speak (CONTRACT, section 5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels import charges, demande, limites, origines, serveur_actions, tour
from bot.channels.conduite import Conduite
from bot.channels.erreurs import ErreurCanal, PasPret, SessionRefusee, Vue, en_json, repondre
from bot.channels.sessions import Sessions
from bot.channels.statiques import Statiques
from vte.communes import recherche

# What our own pages need, and all that a page with the widget needs (docs/integration.md).
_POLITIQUE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class CanalWeb(InputChannel):
    """Mounted by Rasa at /webhooks/web."""

    @classmethod
    def name(cls) -> str:
        return "web"

    def __init__(self) -> None:
        self._sessions, self._conduite, self._statiques = (
            Sessions(),
            Conduite(self.name()),
            Statiques(),
        )
        self._journal = self._conduite.journal
        self._par_session = limites.Limite(limites.MESSAGES_SESSION)
        self._par_adresse = limites.Limite(limites.MESSAGES_ADRESSE)
        self._ouvertures = limites.Limite(limites.SESSIONS_ADRESSE)
        self._recherches = limites.Limite(limites.RECHERCHES_ADRESSE)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        web = Blueprint("canal_web", __name__)
        for methode, chemin, vue in (
            ("POST", "/sessions", self._ouvrir),
            ("POST", "/messages", self._recevoir),
            ("GET", "/history", self._relire),
            ("DELETE", "/sessions/current", self._effacer),
            ("GET", "/communes", self._communes),
            ("GET", "/health", self._sante),
            ("GET", "/", self._page("pages/index.html")),
            ("GET", "/demonstration", self._page("pages/demonstration.html")),
            ("GET", "/widget/<nom:path>", self._widget),
        ):
            # OPTIONS: Rasa answers a browser's preflight itself; the route is there for our headers on it.
            web.add_route(
                en_json(vue), chemin, methods=[methode, "OPTIONS"], name=chemin.strip("/") or "page"
            )
        web.middleware(_filtrer, "request")
        web.middleware(origines.annoncer, "response")
        return web

    async def _ouvrir(self, request: Request) -> HTTPResponse:
        self._ouvertures.compter(request.ip)
        session = self._sessions.ouvrir()
        return json({"session": session.jeton, "expires_at": session.expire}, 201)

    async def _recevoir(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), self._session(request)
        recue = demande.lire(request)
        async with self._conduite.verrou(
            session
        ):  # the same message sent twice at once waits for its first answer
            reponse = self._journal.reponse(session, recue.message_id)
            if reponse is None:
                self._par_session.compter(session)
                self._par_adresse.compter(request.ip)
                reponse = await self._conduite.tour(agent, session, recue)
        return json(reponse, ensure_ascii=False)

    async def _relire(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), self._session(request)
        etat = await tour.lire_etat(agent, session)
        return json(
            {"messages": self._journal.messages(session), "state": etat}, ensure_ascii=False
        )

    async def _effacer(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), self._session(request)
        async with self._conduite.verrou(session):
            self._conduite.oublier(agent, session)
            self._journal.clore(session)
        return empty(204)

    async def _communes(self, request: Request) -> HTTPResponse:
        self._recherches.compter(request.ip)
        resultats = recherche().suggestions(str(request.args.get("q", ""))[:100])
        return json([charges.suggestion(r) for r in resultats], ensure_ascii=False)

    async def _sante(self, request: Request) -> HTTPResponse:
        agent = _agent(request)
        if not await serveur_actions.repond(
            agent.action_endpoint.url if agent.action_endpoint else None
        ):
            raise PasPret("Le serveur d'actions ne répond pas.")
        return json({"status": "ok"})

    def _page(self, nom: str) -> Vue:
        async def servir(request: Request) -> HTTPResponse:
            return self._statiques.servir(request, nom, {"Content-Security-Policy": _POLITIQUE})

        return servir

    async def _widget(self, request: Request, nom: str) -> HTTPResponse:
        """Public: a page of another site loads it, then hears from the channel whether it may speak to it."""
        return self._statiques.servir(request, nom, {"Access-Control-Allow-Origin": "*"})

    def _session(self, request: Request) -> str:
        session = self._sessions.lire(request.headers.get("authorization"))
        if self._journal.close(session):
            raise SessionRefusee("Cette conversation a été effacée : ouvrez-en une nouvelle.")
        return session


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise PasPret("L'assistant démarre : réessayez dans quelques secondes.")
    return agent


def _filtrer(request: Request) -> HTTPResponse | None:
    """Refuses other sites' pages; the files of the widget are for all."""
    if origines.publique(request):
        return None
    try:
        origines.verifier(request)
    except ErreurCanal as erreur:
        return repondre(erreur)
    return None
