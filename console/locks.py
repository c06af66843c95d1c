"""Logins that are locked: a name from an address, an address, a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from console import second_factor
from console.models import Surete

# Of one address, whatever the names, in a quarter of an hour: an office shares one, so it is more
# than for a name.
ECHECS = 20


@dataclass(frozen=True)
class Verrou:
    """`cle`: of an attempt, or of an account; `nom`: of an account, or the beginning of a word."""

    sorte: str
    cle: str
    nom: str
    adresse: str
    echecs: int
    jusqu_a: datetime

    @property
    def d_un_compte(self) -> bool:
        """Whether `nom` is an account's, in whose name no ellipsis can be."""
        return not self.nom.endswith("…")


NOM, ADRESSE, FACTEUR = "nom", "adresse", "facteur"


def adresse_verrouillee(adresse: str) -> bool:
    """Whether too many logins failed from there. Counted in the database, for every process."""
    if not adresse:  # a local socket has none
        return False
    echecs = _recents().filter(ip_address=adresse).aggregate(n=Sum("failures_since_start"))["n"]
    return (echecs or 0) >= ECHECS


def verrous() -> list[Verrou]:
    """All that is locked now."""
    return [*_des_noms(), *_des_adresses(), *_des_facteurs()]


def ouvrir(sorte: str, cle: str) -> Verrou | None:
    """Unlocks this one, if it is still there."""
    trouve = next((v for v in verrous() if (v.sorte, v.cle) == (sorte, cle)), None)
    if trouve is None:
        return None
    if sorte == FACTEUR:
        second_factor.debloquer(get_user_model().objects.get(pk=cle))
    elif sorte == ADRESSE:
        AccessAttempt.objects.filter(ip_address=cle).delete()
    else:
        tentative = AccessAttempt.objects.get(pk=cle)
        siennes = {"username": tentative.username, "ip_address": tentative.ip_address}
        AccessAttempt.objects.filter(**siennes).delete()
    return trouve


def _recents() -> QuerySet:
    return AccessAttempt.objects.filter(
        attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME
    )


def _groupes(*par: str, au_moins: int) -> QuerySet:
    """Attempts of the same `par`, that failed so often together."""
    sommes = {"n": Sum("failures_since_start"), "le": Max("attempt_time"), "une": Max("pk")}
    return _recents().order_by().values(*par).annotate(**sommes).filter(n__gte=au_moins)


def _des_noms() -> Iterator[Verrou]:
    trouves = list(_groupes("username", "ip_address", au_moins=settings.AXES_FAILURE_LIMIT))
    connus = _connus(trouve["username"] for trouve in trouves)
    for t in trouves:
        nom = t["username"] if t["username"] in connus else f"{(t['username'] or '')[:3]}…"
        yield Verrou(NOM, str(t["une"]), nom, t["ip_address"] or "", t["n"], _fin(t["le"]))


def _des_adresses() -> Iterator[Verrou]:
    for t in _groupes("ip_address", au_moins=ECHECS):
        if t["ip_address"]:
            ou = t["ip_address"]
            yield Verrou(ADRESSE, ou, "tous les noms", ou, t["n"], _fin(t["le"]))


def _des_facteurs() -> Iterator[Verrou]:
    bloques = Surete.objects.filter(bloque_jusqu_a__gt=timezone.now()).select_related("compte")
    for surete in bloques:
        nom = surete.compte.get_username()
        cle, fin = str(surete.compte_id), surete.bloque_jusqu_a
        yield Verrou(FACTEUR, cle, nom, "", second_factor.ECHECS_MAX, fin)


def _connus(noms: Any) -> set[str]:
    """Those that are accounts: what was typed for a name may be a password."""
    modele = get_user_model()
    return set(modele.objects.filter(username__in=set(noms)).values_list("username", flat=True))


def _fin(dernier: datetime) -> datetime:
    return dernier + settings.AXES_COOLOFF_TIME
