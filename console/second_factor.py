"""The second factor: a code of the telephone (TOTP, RFC 6238), or one of ten kept on paper.

The secret is encrypted in the database under a key of this use; recovery codes are drawn at random
(79 bits) and kept as keyed digests. A code is good once; five wrong ones close the door a while.
"""

from __future__ import annotations

import base64
import hmac
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils import timezone

from console.drawn import tirer
from console.models import CodeDeSecours, Surete
from console.rights import DROITS
from vte.reglages import CONSOLE_SECOND_FACTEUR
from vte.secret import key_for

EMETTEUR = "Console VTE"
PAS = 30  # seconds of a code
ECART = 1  # steps before and after: clocks differ, and people type slowly
ECHECS_MAX, ATTENTE = 5, timedelta(minutes=15)
CODES_DE_SECOURS = 10
TOUS = "oui"
PERSONNE = "non"
logger = logging.getLogger(__name__)


class Jugement(Enum):
    """What became of a code."""

    ACCEPTE = "code accepté"
    SECOURS = "code de secours utilisé"
    FAUX = "code refusé"
    BLOQUE = "trop de codes refusés"

    @property
    def bon(self) -> bool:
        return self in (Jugement.ACCEPTE, Jugement.SECOURS)


def demande(groupes: Iterable[str], tout: bool = False) -> bool:
    """Whether VTE_CONSOLE_SECOND_FACTEUR asks it of who is in these groups; `tout`: may do all."""
    premier = CONSOLE_SECOND_FACTEUR.lire()
    if premier in (PERSONNE, TOUS):
        return premier == TOUS
    rangs = list(DROITS)
    return tout or any(nom in rangs[rangs.index(premier) :] for nom in groupes)


def nouveau_secret() -> str:
    """What the telephone and the console share, drawn at random."""
    return pyotp.random_base32()


def image(secret: str, nom: str) -> str:
    """The QR code that the telephone reads, as SVG without style or script."""
    adresse = pyotp.TOTP(secret, interval=PAS).provisioning_uri(name=nom, issuer_name=EMETTEUR)
    return str(
        segno.make(adresse, error="m").svg_inline(
            scale=5, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None
        )
    )


def chiffrer(secret: str) -> str:
    return _coffre().encrypt(secret.encode()).decode()


def dechiffrer(chiffre: str) -> str:
    """Error: InvalidToken, once the key of the project is another."""
    return _coffre().decrypt(chiffre.encode()).decode()


def pas_de(secret: str, saisi: str, apres: int = -1) -> int | None:
    """The step that this code is of, later than `apres`; None for one that is none."""
    chiffres = "".join(saisi.split())
    maintenant = int(timezone.now().timestamp()) // PAS
    trouve = None
    for pas in range(maintenant - ECART, maintenant + ECART + 1):
        attendu = pyotp.TOTP(secret, interval=PAS).at(pas * PAS)
        if hmac.compare_digest(attendu.encode(), chiffres.encode()) and pas > apres:
            trouve = pas
    return trouve


def enroler(compte: Any, secret: str, saisi: str) -> list[str] | None:
    """Takes this secret for the account once a code of it was typed; gives the recovery codes.

    None: the code is not of this secret, and nothing changed.
    """
    pas = pas_de(secret, saisi)
    if pas is None:
        return None
    with transaction.atomic():
        surete = de(compte)
        surete.secret, surete.enrole_le, surete.dernier_pas = chiffrer(secret), timezone.now(), pas
        _rouvrir(surete)
        surete.save()
        return nouveaux_codes(compte)


def nouveaux_codes(compte: Any) -> list[str]:
    """Ten recovery codes in the place of those that were; they are said this once."""
    codes = [tirer() for _ in range(CODES_DE_SECOURS)]
    with transaction.atomic():
        CodeDeSecours.objects.filter(compte=compte).delete()
        CodeDeSecours.objects.bulk_create(
            CodeDeSecours(compte=compte, empreinte=_empreinte(compte, code)) for code in codes
        )
    return codes


def restants(compte: Any) -> int:
    """How many recovery codes are left."""
    return int(CodeDeSecours.objects.filter(compte=compte, utilise_le=None).count())


def oublier(compte: Any) -> None:
    """No second factor any more: it is enrolled again where it is asked for."""
    with transaction.atomic():
        surete = de(compte)
        surete.secret, surete.enrole_le, surete.dernier_pas = "", None, 0
        _rouvrir(surete)
        surete.save()
        CodeDeSecours.objects.filter(compte=compte).delete()


def juger(compte: Any, saisi: str) -> Jugement:
    """Whether this code lets the account in; counts the wrong ones, and closes after five."""
    with transaction.atomic():
        surete = de(compte)
        if surete.bloque_jusqu_a and surete.bloque_jusqu_a > timezone.now():
            return Jugement.BLOQUE
        jugement = _juger(surete, compte, saisi)
        if jugement.bon:
            _rouvrir(surete)
        else:
            jugement = _compter(surete)
        surete.save()
        return jugement


def de(compte: Any) -> Surete:
    """The account's row, made if need be, held until the transaction ends."""
    Surete.objects.get_or_create(compte=compte)
    return Surete.objects.select_for_update().get(compte=compte)


def debloquer(compte: Any) -> None:
    """After an administrator said so."""
    with transaction.atomic():
        surete = de(compte)
        _rouvrir(surete)
        surete.save()


def _juger(surete: Surete, compte: Any, saisi: str) -> Jugement:
    if not surete.enrole:
        return Jugement.FAUX
    try:
        pas = pas_de(dechiffrer(surete.secret), saisi, surete.dernier_pas)
    except InvalidToken:
        logger.error("A second factor cannot be read: VTE_SECRET is not what it was enrolled with.")
        return Jugement.FAUX
    if pas is not None:
        surete.dernier_pas = pas
        return Jugement.ACCEPTE
    return Jugement.SECOURS if _user_un_secours(compte, saisi) else Jugement.FAUX


def _user_un_secours(compte: Any, saisi: str) -> bool:
    """Once only, also for two who come at the same moment."""
    code = CodeDeSecours.objects.filter(
        compte=compte, empreinte=_empreinte(compte, saisi), utilise_le=None
    )
    return bool(code.update(utilise_le=timezone.now()))


def _compter(surete: Surete) -> Jugement:
    surete.echecs += 1
    if surete.echecs < ECHECS_MAX:
        return Jugement.FAUX
    surete.echecs, surete.bloque_jusqu_a = 0, _dans(ATTENTE)
    return Jugement.BLOQUE


def _rouvrir(surete: Surete) -> None:
    surete.echecs, surete.bloque_jusqu_a = 0, None


def _dans(duree: timedelta) -> datetime:
    return timezone.now() + duree


def _empreinte(compte: Any, code: str) -> str:
    """However it is typed: capitals, blanks and dashes are nothing."""
    lu = "".join(c for c in code.casefold() if c.isalnum())
    cle = key_for("codes de secours").encode()
    return hmac.new(cle, f"{compte.pk}:{lu}".encode(), "sha256").hexdigest()


def _coffre() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(key_for("second facteur"))))
