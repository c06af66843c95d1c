"""The aids: the barème's own follow the statut; those that add up are shown, never promised.

Their sentences are data (mots/aides.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vte.dossier import Dossier
from vte.mots import SEPARATEUR, enumerer, euros, majuscule
from vte.regles.bareme import Aide, Divergence, Montant, Plafond
from vte.regles.catalogue import Catalogue
from vte.regles.mots import audience
from vte.regles.phrases import CRITERES
from vte.regles.statuts import A_CONFIRMER, ELIGIBLE, FERMEE, NON_ELIGIBLE, OUVERTE
from vte.regles.verdict import AideCumulable, AideJugee

_STATUTS = {ELIGIBLE: OUVERTE, NON_ELIGIBLE: FERMEE}
# What an amount may depend on -> the key of the dossier that tells it.
_CLES = {"effectif": "effectif", "niveau": "niveau_prepare"}


def divergence(trouvee: Divergence | None, d: Dossier, catalogue: Catalogue) -> str | None:
    """The sentence that says that another source differs, if one does."""
    if trouvee is None:
        return None
    valeurs = {"texte": trouvee.dit, "source": catalogue.citation((trouvee.source,))}
    return catalogue.mots.dire("autre_source", "divergence", audience(d), valeurs)


def propre(
    aide: Aide,
    d: Dossier,
    statut: str,
    refus: tuple[str, ...],
    catalogue: Catalogue,
    autre: Divergence | None = None,
) -> AideJugee:
    """An aid of the barème: open, closed, or the statut of the verdict.

    `refus`: the ids of the criteria that are not met; `autre`: what another source says of it.
    """
    dite, qui = divergence(autre, d, catalogue), audience(d)
    if d.contrat is not None and d.contrat not in aide.contrats:
        return _propre(aide, FERMEE, "contrat", (), qui, catalogue, dite)
    situation = "refus" if refus else "ouverte"
    statut = _STATUTS.get(statut, statut)
    return _propre(aide, statut, situation, refus, qui, catalogue, dite)


@lru_cache(maxsize=1 << 12)
def _propre(
    aide: Aide,
    statut: str,
    situation: str,
    refus: tuple[str, ...],
    qui: str,
    catalogue: Catalogue,
    dite: str | None,
) -> AideJugee:
    valeurs = {
        "montant": euros(aide.montant or 0),
        "precision": aide.precision[qui],
        "refus": enumerer([CRITERES[c] for c in refus]),
    }
    return AideJugee(
        aide.id,
        aide.libelle,
        aide.beneficiaire,
        aide.montant,
        statut,
        catalogue.mots.dire("propre", situation, qui, valeurs),
        (str(aide.source),),
        dite,
    )


@dataclass(frozen=True, slots=True)
class _Somme:
    """What is known of the amount of a cumulable aid.

    `possibles`: the amounts that nothing rules out; `seul`: the only one, and sure; `cles`: the
    unknown keys of the dossier that would tell them apart.
    """

    possibles: tuple[Montant, ...]
    seul: Montant | None
    cles: tuple[str, ...]


def cumulable(aide: Aide, d: Dossier, avec: Sequence[Aide], catalogue: Catalogue) -> AideCumulable:
    """A cumulable aid: to confirm, with the amount in force when the contract begins if it is sure.

    `avec`: the cumulable aids of this contract, one of which may cap this one.
    """
    somme = _somme(aide, d)
    plafond = _plafond(somme.seul, avec)
    conditions = tuple(c.dit for c in aide.conditions if c.concerne(d))
    phrases = [_combien(aide, somme, d, catalogue), *_limites(somme.seul, plafond, d, catalogue)]
    return AideCumulable(
        aide.id,
        aide.libelle,
        aide.beneficiaire,
        somme.seul.montant if somme.seul else None,
        A_CONFIRMER,
        SEPARATEUR.join((*phrases, *conditions)) + ".",
        ((somme.possibles or aide.montants[-1:])[0].source,),
        None,
        conditions,
        tuple(x.dit for x in aide.non_cumulable),
        somme.cles,
        plafond,
    )


def _somme(aide: Aide, d: Dossier) -> _Somme:
    possibles = tuple(m for m in aide.montants if m.possible(d))
    if len(possibles) == 1 and _assez_connu(possibles[0], d):
        return _Somme(possibles, possibles[0], ())
    cles = tuple(
        cle
        for champ, cle in _CLES.items()
        if getattr(d, cle) is None and any(getattr(m, champ) is not None for m in possibles)
    )
    return _Somme(possibles, None, cles)


def _assez_connu(m: Montant, d: Dossier) -> bool:
    """False when the amount depends on a level prepared that is unknown.

    The head count, for its part, is in `possible` already.
    """
    return m.niveau is None or d.niveau_prepare is not None


def _plafond(seul: Montant | None, avec: Sequence[Aide]) -> Plafond | None:
    if seul is None or seul.avec is None:
        return None
    return seul.avec if any(x.id in seul.avec.aides for x in avec) else None


def _combien(aide: Aide, somme: _Somme, d: Dossier, catalogue: Catalogue) -> str:
    qui, dire = audience(d), catalogue.mots.dire
    valeurs = {"precision": aide.precision[qui]}
    if somme.seul is not None and somme.seul.montant is not None:
        valeurs["montant"] = euros(somme.seul.montant)
        return dire("montant", "seul", qui, valeurs)
    montants = sorted({m.montant for m in somme.possibles if m.montant is not None})
    if montants:
        valeurs["montants"] = majuscule(enumerer([euros(m) for m in montants], "ou"))
        valeurs["selon"] = enumerer([dire("selon", cle, qui) for cle in somme.cles])
        return dire("montant", "possibles", qui, valeurs)
    return dire("montant", "inconnu" if d.date_debut else "sans_date", qui, valeurs)


def _limites(
    seul: Montant | None, plafond: Plafond | None, d: Dossier, catalogue: Catalogue
) -> list[str]:
    dites, qui, dire = [], audience(d), catalogue.mots.dire
    if seul is not None and seul.autrement is not None:
        valeurs = {"montant": euros(seul.autrement.montant), "cas": seul.autrement.dit}
        dites.append(dire("limite", "autrement", qui, valeurs))
    if plafond is not None:
        dites.append(dire("limite", "plafond", qui, {"montant": euros(plafond.montant)}))
    return dites
