"""One of these values, one of these communes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import validator

from vte.dossier import ALTERNANCE, Commune, Dossier, cle
from vte.mots import enumerer, majuscule
from vte.regles.modele import connus
from vte.regles.sortes.critere import Appartenir, Constat, Critere
from vte.regles.statuts import A_CONFIRMER, INCONNU, NON_REMPLI, REMPLI
from vte.territoires import Appartenance

_gardes = lru_cache(maxsize=1 << 14)
_IMPRECIS = ALTERNANCE[0]  # one of the two contracts of it, not said which


class Parmi(Critere):
    """The key has one of `valeurs`; an alternance that may be one of them is to be confirmed."""

    CLES: ClassVar[tuple[str, ...]] = ("contrat", "taille", "profil")

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "acceptes",
        "rempli": "valeur acceptes",
        "non_rempli": "valeur acceptes",
        "a_confirmer": "valeur acceptes",
    }

    sorte: Literal["parmi"]
    valeurs: tuple[str, ...]

    @validator("valeurs")
    def _valeurs_de_la_cle(cls, valeurs: tuple[str, ...], values: Any) -> tuple[str, ...]:
        nom = values.get("cle")  # absent where it is itself at fault
        if nom is not None:
            connus(valeurs, cle(nom).nature.valeurs, f"{nom}\u00a0: mot")
        return valeurs

    @property
    def precises(self) -> tuple[str, ...]:
        """Those that one can sign."""
        return tuple(v for v in self.valeurs if v != _IMPRECIS)

    def admet(self, valeur: str) -> bool:
        """Whether this value is one of them, or may be."""
        return valeur in self.valeurs or self.confirme(valeur)

    def confirme(self, valeur: str) -> bool:
        """Whether it is an alternance, of which one kind only is among them."""
        return valeur == _IMPRECIS and bool(set(ALTERNANCE) & set(self.valeurs))

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        return _parmi(self, getattr(d, self.cle))


class DansUneListe(Critere):
    """The commune belongs to a territory of `liste`."""

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "",
        "rempli": "valeur nom",
        "non_rempli": "valeur",
        "a_confirmer": "valeur nom membres autres",
    }

    sorte: Literal["dans_une_liste"]
    cle: str = "commune"
    liste: str

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        trouve = appartenir(d.commune.code, self.liste) if d.commune else None
        return _dans(self, d.commune, trouve)


@_gardes
def _parmi(critere: Parmi, valeur: str | None) -> Constat:
    dire = cle(critere.cle).dire
    dits = {"acceptes": enumerer([dire(v) for v in critere.precises], "ou")}
    if valeur is None:
        return Constat(critere, INCONNU, INCONNU, dits, (critere.cle,))
    dits["valeur"] = majuscule(dire(valeur))
    statut = REMPLI if valeur in critere.valeurs else NON_REMPLI
    if statut == NON_REMPLI and critere.confirme(valeur):
        statut = A_CONFIRMER
    return Constat(critere, statut, statut, dits)


@_gardes
def _dans(critere: DansUneListe, commune: Commune | None, trouve: Appartenance | None) -> Constat:
    """`trouve`: the territory of the commune on the list."""
    if commune is None:
        return Constat(critere, INCONNU, INCONNU, {}, (critere.cle,))
    lieu = {"valeur": f"{commune.nom} ({commune.departement})"}
    if trouve is None:
        return Constat(critere, NON_REMPLI, NON_REMPLI, lieu)
    lieu["nom"] = trouve.nom
    if not trouve.partielle:
        return Constat(critere, REMPLI, REMPLI, lieu)
    anciennes = {"membres": trouve.membres, "autres": trouve.autres}
    return Constat(critere, A_CONFIRMER, A_CONFIRMER, lieu | anciennes)
