"""Erasure of one person's data, or of what is too old, everywhere.

Here is what the console keeps: its tables and its search index. vte/effacement.py has the rest.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from console import journal, search
from console.batches import batched
from console.models import Alerte, Constat, Conversation, Etape, SuiviDemande
from vte import effacement
from vte.demandes import Demandes
from vte.reglages import CONSERVATION

STORE = "console"


def effacer_personne(personne: str) -> int:
    """All that this person (the tracker's sender) left, everywhere; says how many conversations."""
    return effacement.effacer([personne])[STORE]


def purger(jours: int | None = None) -> int:
    """What is older than `jours` (VTE_CONSERVATION by default), everywhere; returns the same."""
    limite = timezone.now() - (CONSERVATION.lire() if jours is None else timedelta(days=jours))
    return effacement.purger(limite)[STORE]


def oublier(conversations: QuerySet[Conversation]) -> int:
    """Takes these conversations out of the tables and the index, with what staff said of them."""
    with transaction.atomic():
        cles = list(conversations.values_list("pk", flat=True))
        for batch in batched(cles):
            Conversation.objects.filter(pk__in=batch).delete()
        if cles:
            search.oublier(cles)
            search.compacter()
    return len(cles)


def vider() -> None:
    """After an erasure is committed: SQLite's file is written anew, and its log emptied.

    Both keep copies of what was deleted (vte/effacement.py says why).
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as curseur:
            curseur.execute("VACUUM")
            curseur.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _erase(personnes: Collection[str]) -> int:
    combien = oublier(Conversation.objects.filter(personne__in=personnes))
    oublier_les_demandes(personnes)
    _oublier_le_suivi(SuiviDemande.objects.filter(personne=""))  # an older server says not whose
    return combien


def _purge(avant: datetime) -> int:
    combien = oublier(Conversation.objects.filter(fin__lt=avant))
    # What older code, which does not know this table, left of conversations that it erased.
    Constat.objects.filter(jour__lt=timezone.localdate(avant)).delete()
    Alerte.objects.filter(creee_le__lt=avant).delete()
    Etape.objects.filter(le__lt=avant).delete()
    Etape.objects.exclude(demande__in=_envoyees()).delete()
    journal.oublier_les_textes(avant)
    for tentatives in (AccessAttempt, AccessLog):  # names and addresses of logins
        tentatives.objects.filter(attempt_time__lt=avant).delete()
    _oublier_le_suivi(SuiviDemande.objects.all())
    return combien


def oublier_les_demandes(personnes: Collection[str]) -> None:
    """What staff did and noted of these people's requests, but for one sent since the erasure."""
    for modele in (SuiviDemande, Etape):
        siens = modele.objects.filter(personne__in=personnes)
        if siens.exists():
            siens.exclude(demande__in=_envoyees()).delete()


def _oublier_le_suivi(suivis: QuerySet[SuiviDemande]) -> None:
    """What staff did of requests that are no longer there: their numbers are never given again."""
    suivis.exclude(demande__in=_envoyees()).delete()
    vider()


def _envoyees() -> list[int]:
    demandes = Demandes()
    try:
        return [d.id for d in demandes.envoyees()]
    finally:
        demandes.fermer()


_INDEX_PARTS = ("", "_config", "_content", "_data", "_docsize", "_idx")  # SQLite's FTS5 makes six
_DES_PERSONNES = frozenset(
    {
        "console_constat",
        "console_conversation",
        "console_conversation_etiquettes",
        "console_correction",
        "console_jugement",
        "console_note",
        "console_raison",
        "console_suividemande",
        "console_etape",
        "console_tour",
        "console_verdict",
        *(f"{search.TABLE}{part}" for part in _INDEX_PARTS),
    }
)
_DE_L_EQUIPE = (
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "console_acces",
    "console_codedesecours",
    "console_surete",
    "django_admin_log",  # where a version before 0010 has made it; nothing is written there now
    "django_session",
)
_SANS_PERSONNE = {
    **dict.fromkeys(
        _DE_L_EQUIPE, "staff's accounts and gestures, which name a conversation by its number only"
    ),
    "console_motif": "why staff did something, masked by its shape; it goes with what is too old",
    "console_alerte": "numbers of requests and days: what the team was told, and by which way",
    "console_etiquette": "the tags that staff agreed on",
    "console_filigrane": "ids of events: how far the tracker was read",
    "console_filtre": "staff's own searches, each under its owner's account",
    "django_content_type": "names of tables",
    "django_migrations": "names of migrations",
}


def declarer() -> None:
    """Registers the console's tables with the rest (vte/effacement.py).

    A copy: what it is made from must be gone, or the next projection would bring it back.
    """
    effacement.register(
        effacement.Store(STORE, _DES_PERSONNES, _erase, _purge, _SANS_PERSONNE, copy=True)
    )
