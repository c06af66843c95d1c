"""What is known of one recruitment (CONTRACT, section 1), and how it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from vte.dossier import cles
from vte.dossier.cle import Cle
from vte.dossier.cles.contrat import ALTERNANCE
from vte.dossier.commune import Commune, TrouverCommune
from vte.erreurs import DossierInvalide


@dataclass(frozen=True)
class Dossier:
    """A valid dossier, built by `depuis_json`; None: unknown.

    Each field is a key (vte/dossier/cles); their order is that of all that shows a dossier whole.
    """

    profil: str | None = None
    commune: Commune | None = None
    effectif: int | None = None
    taille: str | None = None
    contrat: str | None = None
    duree_mois: int | None = None
    date_debut: date | None = None
    niveau_obtenu: int | None = None
    date_diplome: date | None = None
    niveau_prepare: int | None = None
    date_conclusion: date | None = None

    @property
    def en_alternance(self) -> bool:
        return self.contrat in ALTERNANCE

    def avec(self, **faits: Any) -> Dossier:
        """The same with these typed values, which are not validated."""
        return replace(self, **faits)

    def en_json(self) -> dict[str, Any]:
        """The keys that are known, and no other; dates in ISO."""
        return dict(self._json)

    @cached_property
    def _json(self) -> Mapping[str, Any]:
        """Written once: a turn asks for it a dozen times (bench/turn)."""
        connus = ((c, getattr(self, c.nom)) for c in LES_CLES.values())
        return {c.nom: c.en_json(valeur) for c, valeur in connus if valeur is not None}


_TROUVEES = {c.nom: c for c in cles.trouver()}
LES_CLES: Mapping[str, Cle] = MappingProxyType({f.name: _TROUVEES[f.name] for f in fields(Dossier)})
CLES = tuple(LES_CLES)


def cle(nom: str) -> Cle:
    """Error: KeyError for a name that is no key of the dossier."""
    return LES_CLES[nom]


def depuis_json(brut: Any, trouver: TrouverCommune) -> Dossier:
    """The dossier of a JSON object. Error: DossierInvalide, which names the field."""
    if not isinstance(brut, Mapping):
        raise DossierInvalide(None, "Un dossier est un objet JSON.")
    for nom in brut:
        if nom not in LES_CLES:
            raise DossierInvalide(
                str(nom), f"Clé inconnue : « {nom} ». Clés possibles : {', '.join(CLES)}."
            )
    valides = {
        nom: LES_CLES[nom].valider(valeur, trouver)
        for nom, valeur in brut.items()
        if valeur is not None
    }
    return _accorder(Dossier(**valides))


def changer(dossier: Dossier, changes: Mapping[str, Any], trouver: TrouverCommune) -> Dossier:
    """The dossier with `changes` (keys and JSON values; None: unknown), less what they contradict.

    Error: DossierInvalide.
    """
    avant = dossier.en_json()
    fausses = {
        fausse
        for nom, valeur in changes.items()
        if nom in LES_CLES
        for fausse in LES_CLES[nom].contredit(avant, valeur)
    }
    gardes = {nom: valeur for nom, valeur in avant.items() if nom not in fausses}
    return depuis_json(gardes | dict(changes), trouver)


def _accorder(dossier: Dossier) -> Dossier:
    for une in LES_CLES.values():
        dossier = une.accorder(dossier)
    return dossier
