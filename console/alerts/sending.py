"""Sends what is to be told, and tries again what failed, later each time.

Whoever sends a row takes it first for a while (BAIL): two who run at once do not send it twice, and
what a process that died had taken is tried again under the same id.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from django.db.models import F
from django.utils import timezone

from console.alerts import mail, webhook
from console.models import Alerte, SuiviDemande
from console.models.demandes import Sujet, Voie

# Longer than a pass waits for servers: 20 calls, each of three steps of webhook.DELAI at the most.
BAIL = timedelta(minutes=15)
PREMIER, PLUS_LONG = timedelta(minutes=1), timedelta(hours=6)  # between two tries
ESSAIS = 12  # tries, over some twenty-six hours
# Rows of a pass: so many calls, each as slow as it may be, end before BAIL does.
A_LA_FOIS = {Voie.APPEL: 20, Voie.COURRIEL: 200}
# smtplib's errors are OSErrors; ValueError: a header that a mail cannot have.
_DE_L_AUTRE = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bilan:
    """How many rows were sent, and how many failed this time."""

    envoyees: int = 0
    echouees: int = 0

    def __add__(self, autre: Bilan) -> Bilan:
        return Bilan(self.envoyees + autre.envoyees, self.echouees + autre.echouees)


def envoyer(maintenant: datetime | None = None) -> Bilan:
    """One try of each that is due by a way that the settings leave open. Error: DatabaseError."""
    moment = maintenant or timezone.now()
    bilan = Bilan()
    if webhook.ouvert():
        for alerte in _prendre(Voie.APPEL, moment):
            bilan += _essayer([alerte], moment, _appeler)
    if mail.ouvert():
        prises = _prendre(Voie.COURRIEL, moment)
        retards = [alerte for alerte in prises if alerte.sujet == Sujet.RETARD]
        # One mail tells all that became late meanwhile.
        bilan += _essayer(retards, moment, _retards) if retards else Bilan()
        for alerte in (une for une in prises if une.sujet == Sujet.RESUME):
            bilan += _essayer([alerte], moment, _resume)
    return bilan


def _prendre(voie: Voie, moment: datetime) -> list[Alerte]:
    """Those that are due, and that nobody else took."""
    dues = Alerte.objects.filter(voie=voie, prochain__lte=moment).order_by("pk")[: A_LA_FOIS[voie]]
    return [alerte for alerte in dues if _est_prise(alerte, moment)]


def _est_prise(alerte: Alerte, moment: datetime) -> bool:
    libre = Alerte.objects.filter(pk=alerte.pk, prochain=alerte.prochain)
    return bool(libre.update(prochain=moment + BAIL, essais=F("essais") + 1))


def _essayer(
    alertes: Sequence[Alerte], moment: datetime, geste: Callable[[Sequence[Alerte]], set[int]]
) -> Bilan:
    try:
        dites = geste(alertes)
    except _DE_L_AUTRE as erreur:
        for alerte in alertes:
            _remettre(alerte, moment, erreur)
        return Bilan(echouees=len(alertes))
    cles = {alerte.pk for alerte in alertes}
    # What had nothing to tell may have it again: a request that is opened again is told then.
    Alerte.objects.filter(pk__in=cles - dites).delete()
    Alerte.objects.filter(pk__in=dites).update(prochain=None, envoyee_le=moment, echec="")
    return Bilan(envoyees=len(dites))


def _remettre(alerte: Alerte, moment: datetime, erreur: Exception) -> None:
    """For later, or never."""
    essais = alerte.essais + 1
    abandonnee = essais >= ESSAIS
    attente = min(PREMIER * 2 ** (essais - 1), PLUS_LONG)
    prochain = None if abandonnee else moment + attente
    Alerte.objects.filter(pk=alerte.pk).update(prochain=prochain, echec=_code(erreur))
    logger.warning(
        "An alert (%s, %s) could not be sent (%s): %s.",
        alerte.voie,
        alerte.sujet,
        _code(erreur),
        "it is given up" if abandonnee else f"it is tried again in {attente}",
    )


def _code(erreur: Exception) -> str:
    """What went wrong, without a word of another machine."""
    if isinstance(erreur, httpx.HTTPStatusError):
        return f"HTTP {erreur.response.status_code}"
    if isinstance(erreur, smtplib.SMTPResponseException):
        return f"SMTP {erreur.smtp_code}"
    return type(erreur).__name__[:64]


# The three gestures: each gives the keys of what was told. What was answered or erased meanwhile
# is told no more.


def _appeler(alertes: Sequence[Alerte]) -> set[int]:
    dites = set()
    for alerte in alertes:
        for suivi in _suivis([alerte]):
            webhook.appeler(Sujet(alerte.sujet), suivi, alerte.identifiant)
            dites.add(alerte.pk)
    return dites


def _retards(alertes: Sequence[Alerte]) -> set[int]:
    suivis = _suivis(alertes)
    tardives = {str(suivi.demande) for suivi in suivis}
    dites = [alerte for alerte in alertes if alerte.cle in tardives]
    if dites:
        mail.retards(suivis, [alerte.identifiant for alerte in dites])
    return {alerte.pk for alerte in dites}


def _resume(alertes: Sequence[Alerte]) -> set[int]:
    """That of another day says nothing any more, and is no longer to be said."""
    for alerte in alertes:
        if alerte.cle == timezone.localdate().isoformat():
            mail.resume(alerte.identifiant)
    return {alerte.pk for alerte in alertes}


def _suivis(alertes: Sequence[Alerte]) -> list[SuiviDemande]:
    numeros = [int(alerte.cle) for alerte in alertes]
    suivis = SuiviDemande.objects.filter(demande__in=numeros).order_by("echeance", "demande")
    if alertes[0].sujet == Sujet.RETARD:
        suivis = suivis.en_retard()
    return list(suivis)
