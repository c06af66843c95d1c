"""A call to another tool for each request that is new or late, signed as Standard Webhooks are.

The body says what happened, the reference and a link, never anything of a person.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from uuid import UUID

import httpx

from console.alerts.links import lien
from console.models import SuiviDemande
from console.models.demandes import Sujet
from vte.reglages_equipe import WEBHOOK, WEBHOOK_SECRET

DELAI = 10.0  # seconds for each step of a call: to connect, to write, to be answered
EVENEMENTS = {Sujet.NOUVELLE: "demande.nouvelle", Sujet.RETARD: "demande.en_retard"}


def ouvert() -> bool:
    return bool(WEBHOOK.lire() and WEBHOOK_SECRET.lire())


def appeler(sujet: Sujet, suivi: SuiviDemande, identifiant: UUID) -> None:
    """Error: httpx.HTTPError, where it is not answered 2xx; a redirection is not followed."""
    corps = json.dumps(_corps(sujet, suivi), ensure_ascii=False).encode()
    moment = str(int(time.time()))
    entetes = {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": str(identifiant),
        "webhook-timestamp": moment,
        "webhook-signature": signature(str(identifiant), moment, corps),
    }
    httpx.post(WEBHOOK.lire(), content=corps, headers=entetes, timeout=DELAI).raise_for_status()


def signature(identifiant: str, moment: str, corps: bytes) -> str:
    """« v1, » and the HMAC-SHA256 of « id.timestamp.body », in base 64."""
    signe = b".".join((identifiant.encode(), moment.encode(), corps))
    somme = hmac.new(WEBHOOK_SECRET.lire().encode(), signe, hashlib.sha256)
    return f"v1,{base64.b64encode(somme.digest()).decode()}"


def _corps(sujet: Sujet, suivi: SuiviDemande) -> dict[str, Any]:
    en_retard = SuiviDemande.objects.en_retard().count()
    return {
        "type": EVENEMENTS[sujet],
        "reference": suivi.reference or None,
        "recue_le": suivi.recue_le and suivi.recue_le.isoformat(),
        "a_repondre_avant": suivi.echeance and suivi.echeance.isoformat(),
        "lien": lien("demande", suivi.demande) or None,
        "a_repondre": SuiviDemande.objects.a_repondre().count(),
        "en_retard": en_retard,
    }
