"""The audit log as a chain: each line holds a digest of itself and of the line before.

The digest is keyed (HMAC-SHA256, a key of this use alone): who writes into the database without
the key can neither change a line nor take one away without the next one saying so. A free text is
apart, with a salt of its own: it is deleted in its time, and the chain still holds.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from console import guard
from console.models.acces import Acces, Geste, Motif
from vte.donnees_personnelles import masquer_motif
from vte.secret import key_for

QUI_MAX, QUOI_MAX, MOTIF_MAX = 150, 200, 300
# A version before the chain may write beside this one while it is replaced, and no longer.
RELEVE = timedelta(days=1)
_LOT = 2000


def cle() -> bytes:
    """Of the chain alone. Error: ReglageInvalide."""
    return key_for("journal des accès").encode()


def sceller(cle: bytes, precedente: str, lignes: Iterable[Any]) -> str:
    """The digest of these lines, after the line of the digest `precedente` (empty: none).

    More than one: those before the last were written by a version that sealed nothing. What is
    sealed, and how it is written, never changes: lines of years ago are verified by it.
    """
    contenu = json.dumps([precedente, *map(_contenu, lignes)], separators=(",", ":"))
    return hmac.new(cle, contenu.encode(), "sha256").hexdigest()


def sceller_un_texte(cle: bytes, sel: str, texte: str) -> str:
    """The digest of a free text."""
    return hmac.new(cle, f"motif:{sel}:{texte}".encode(), "sha256").hexdigest()


def nouveau_sel() -> str:
    return secrets.token_hex(16)


def ecrire(ligne: Acces, texte: str = "") -> None:
    """Adds this line, with its free text masked, after the last: one writer at a time."""
    ligne.qui, ligne.quoi = ligne.qui[:QUI_MAX], ligne.quoi[:QUOI_MAX]
    propre, sel, la_cle = masquer_motif(texte)[:MOTIF_MAX], nouveau_sel(), cle()
    with transaction.atomic():
        _seul()
        ligne.motif_empreinte = sceller_un_texte(la_cle, sel, propre) if propre else ""
        derniere = Acces.objects.exclude(empreinte="").order_by("-pk").first()
        depuis = Acces.objects.filter(pk__gt=derniere.pk if derniere else 0).order_by("pk")
        ligne.empreinte = sceller(la_cle, derniere.empreinte if derniere else "", [*depuis, ligne])
        ligne.save()
        if propre:
            Motif.objects.create(acces=ligne, sel=sel, texte=propre)


def _seul() -> None:
    """Until the transaction ends. SQLite's has begun by taking the whole database (settings.py)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as curseur:
            curseur.execute("LOCK TABLE console_acces IN SHARE ROW EXCLUSIVE MODE")


def oublier_les_textes(avant: datetime) -> int:
    """Deletes the free texts of before; the chain holds. Says how many."""
    return int(Motif.objects.filter(acces__le__lt=avant).delete()[0])


def _contenu(ligne: Any) -> list[Any]:
    return [
        ligne.le.astimezone(UTC).isoformat(timespec="microseconds"),
        ligne.compte_id,
        ligne.qui,
        str(ligne.geste),
        ligne.quoi,
        ligne.motif_ancien,
        ligne.motif_empreinte,
    ]


# Walking it


@dataclass
class Constat:
    """`faute`: the first thing that is wrong; empty if the chain is whole.

    `effaces`: texts that are no longer there; `sans_empreinte`: lines of a version before the
    chain, sealed by the next; `derniere`: the digest of the last line, to be noted elsewhere.
    """

    lignes: int = 0
    effaces: int = 0
    sans_empreinte: int = 0
    derniere: str = ""
    faute: str = ""


def verifier(contient: str = "") -> Constat:
    """Walks the whole chain. `contient`: a digest noted before, which must still be in it."""
    marche = _Marche(contient)
    if manquants := guard.manquants(connection):
        marche.constat.faute = f"la base ne refuse plus les changements ({', '.join(manquants)})"
        return marche.constat
    for ligne in Acces.objects.order_by("pk").select_related("texte_libre").iterator(_LOT):
        if faute := marche.avancer(ligne):
            marche.constat.faute = f"ligne {ligne.pk}, {faute}"
            return marche.constat
    if contient and not marche.trouvee:
        marche.constat.faute = "l'empreinte notée n'y est plus : la fin du journal a été ôtée"
    return marche.constat


class _Marche:
    """One walk, line after line."""

    def __init__(self, contient: str) -> None:
        self.constat, self.contient, self.trouvee = Constat(), contient, False
        self._cle = cle()
        self._attente: list[Acces] = []
        self._ferme: datetime | None = None  # when lines without a digest are no longer explained
        self._dernier_le: datetime | None = None

    def avancer(self, ligne: Acces) -> str:
        """What is wrong with this line, or nothing."""
        self.constat.lignes += 1
        if faute := self._texte(ligne):
            return faute
        if not ligne.empreinte:
            return self._attendre(ligne)
        attendue = sceller(self._cle, self.constat.derniere, [*self._attente, ligne])
        if not hmac.compare_digest(attendue, ligne.empreinte):
            return "changée, ou une ligne manque ou s'ajoute avant elle"
        self._attente, self._dernier_le = [], ligne.le
        self.constat.derniere = ligne.empreinte
        self.trouvee = self.trouvee or ligne.empreinte == self.contient
        if ligne.geste == Geste.JOURNAL:
            self._ferme = ligne.le + RELEVE
        return ""

    def _attendre(self, ligne: Acces) -> str:
        ouverte = self._ferme and self._dernier_le and self._dernier_le <= self._ferme
        if not ouverte:
            return "sans empreinte : elle n'a pas été écrite par la console"
        self._attente.append(ligne)
        self.constat.sans_empreinte += 1
        return ""

    def _texte(self, ligne: Acces) -> str:
        libre = getattr(ligne, "texte_libre", None)
        if libre is None:
            self.constat.effaces += bool(ligne.motif_empreinte)
            return ""
        attendue = sceller_un_texte(self._cle, libre.sel, libre.texte)
        return "" if hmac.compare_digest(attendue, ligne.motif_empreinte) else "son motif a changé"
