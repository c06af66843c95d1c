"""What is to be told now: each thing has one row, whoever notes it and how often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from console import requests
from console.alerts import mail, webhook
from console.models import Alerte, SuiviDemande
from console.models.demandes import Sujet, Voie
from vte.delai import PARIS, est_ouvre
from vte.reglages_equipe import COURRIEL_HEURE

# What is older was there before anybody asked to be told: the digest and the console show it.
NEUVES, TARDIVES = timedelta(days=1), timedelta(days=7)


def noter_ce_qui_est_du(maintenant: datetime | None = None) -> None:
    """By each way that the settings open. Errors: SQLAlchemyError, DatabaseError."""
    requests.relever()
    moment = maintenant or timezone.now()
    retards = SuiviDemande.objects.en_retard().filter(echeance__gte=moment - TARDIVES)
    if mail.ouvert():
        _noter(Voie.COURRIEL, Sujet.RETARD, _numeros(retards), moment)
        _noter(Voie.COURRIEL, Sujet.RESUME, _jour(moment), moment)
    if webhook.ouvert():
        neuves = SuiviDemande.objects.filter(recue_le__gte=moment - NEUVES)
        _noter(Voie.APPEL, Sujet.NOUVELLE, _numeros(neuves), moment)
        _noter(Voie.APPEL, Sujet.RETARD, _numeros(retards), moment)


def _numeros(suivis: QuerySet) -> list[str]:
    return [str(numero) for numero in suivis.values_list("demande", flat=True)]


def _jour(moment: datetime) -> list[str]:
    """The day whose digest is due: a working day, from its hour on."""
    ici = moment.astimezone(PARIS)
    du = ici.hour >= COURRIEL_HEURE.lire() and est_ouvre(ici.date())
    return [ici.date().isoformat()] if du else []


def _noter(voie: Voie, sujet: Sujet, cles: Iterable[str], moment: datetime) -> None:
    """Those of these keys that are not noted yet, to be told from this moment on."""
    dues = list(cles)
    connues = Alerte.objects.filter(voie=voie, sujet=sujet, cle__in=dues)
    deja = set(connues.values_list("cle", flat=True))
    neuves = [cle for cle in dues if cle not in deja]
    lignes = [Alerte(voie=voie, sujet=sujet, cle=cle, prochain=moment) for cle in neuves]
    Alerte.objects.bulk_create(lignes, ignore_conflicts=True)
