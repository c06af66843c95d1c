"""What a channel refuses, and how: `{"error": {"code", "message"}}`, in French for a person.

ErreurCanal
 ├─ Malforme           400
 ├─ SessionRefusee     401
 ├─ OrigineRefusee     403
 ├─ SignatureRefusee   403
 ├─ NonConfigure       404
 ├─ TropGros           413
 ├─ TexteRefuse        422
 ├─ TropDeDemandes     429, with Retry-After
 └─ PasPret            503
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse, json

Vue = Callable[..., Awaitable[HTTPResponse]]


class ErreurCanal(Exception):
    """`entetes`: headers of the answer."""

    statut, code = 500, "erreur"

    def __init__(self, message: str, entetes: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.entetes = entetes or {}


class Malforme(ErreurCanal):
    statut, code = 400, "malforme"


class SessionRefusee(ErreurCanal):
    statut, code = 401, "session_refusee"


class OrigineRefusee(ErreurCanal):
    statut, code = 403, "origine_refusee"


class SignatureRefusee(ErreurCanal):
    statut, code = 403, "signature_refusee"


class NonConfigure(ErreurCanal):
    statut, code = 404, "non_configure"


class TropGros(ErreurCanal):
    statut, code = 413, "trop_gros"


class TexteRefuse(ErreurCanal):
    statut, code = 422, "texte_refuse"


class TropDeDemandes(ErreurCanal):
    statut, code = 429, "trop_de_demandes"


class PasPret(ErreurCanal):
    statut, code = 503, "pas_pret"


def repondre(erreur: ErreurCanal) -> HTTPResponse:
    return json(
        {"error": {"code": erreur.code, "message": str(erreur)}},
        erreur.statut,
        erreur.entetes,
        ensure_ascii=False,
    )


def en_json(vue: Vue) -> Vue:
    """A view whose ErreurCanal becomes its JSON answer."""

    @functools.wraps(vue)
    async def enveloppe(request: Request, *arguments: Any, **nommes: Any) -> HTTPResponse:
        try:
            return await vue(request, *arguments, **nommes)
        except ErreurCanal as erreur:
            return repondre(erreur)

    return enveloppe
