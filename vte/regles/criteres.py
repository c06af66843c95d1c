"""The criteria: each judges one condition of the barème, with the person's own figures.

Rules: FACTS part 1 (VTE page, period 2019-2022); CONTRACT section 2. Thresholds come from the
barème; the sentences are data (mots/criteres.yaml).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from vte.dossier import TAILLES, Dossier, bornes_d_effectif, cle
from vte.mots import enumerer, jour, majuscule, niveau, nombre
from vte.regles.bareme import Bareme
from vte.regles.phrases import LES_TAILLES
from vte.regles.statuts import (
    A_CONFIRMER,
    ELIGIBLE,
    HORS_PERIODE,
    INCOMPLET,
    INCONNU,
    NON_ELIGIBLE,
    NON_REMPLI,
    REMPLI,
)
from vte.territoires import Appartenance

# (code of a commune, list) -> its territory, or None outside the list.
Appartenir = Callable[[str, str], Appartenance | None]


class Constat(NamedTuple):
    """What a criterion finds.

    `situation` names its sentence, that `valeurs` (name, value) fill; `cles`: the keys of the
    dossier that are still needed to judge an unknown one.
    """

    id: str
    statut: str
    situation: str
    valeurs: tuple[tuple[str, str], ...]
    cles: tuple[str, ...] = ()


def tous(d: Dossier, b: Bareme, appartenir: Appartenir) -> list[Constat]:
    """All the criteria that apply to the contract of the dossier, always in this order."""
    constats = [
        periode(d, b),
        territoire(d, b, appartenir),
        taille(d, b),
        contrat(d, b),
        duree(d, b),
        niveau_obtenu(d, b),
    ]
    if d.contrat in b.contrats.travail:
        constats.append(anciennete_diplome(d, b))
    if d.contrat in b.contrats.alternance:
        constats.append(niveau_prepare(d, b))
    return constats


def statuer(constats: Sequence[Constat]) -> str:
    """The statut of the verdict.

    A refusal wins over the period, the period over what is unknown, that over what is to confirm.
    """
    periode, *autres = (c.statut for c in constats)
    if NON_REMPLI in autres:
        return NON_ELIGIBLE
    if periode == NON_REMPLI:
        return HORS_PERIODE
    if periode == INCONNU or INCONNU in autres:
        return INCOMPLET
    return A_CONFIRMER if A_CONFIRMER in autres else ELIGIBLE


def sources(identifiant: str, b: Bareme) -> tuple[str, ...]:
    """The ids of the sources of a criterion."""
    if identifiant == "territoire":
        return (b.source, b.source_liste)
    return (b.source, b.source_tailles) if identifiant == "taille" else (b.source,)


def _constat(identifiant: str, statut: str, **valeurs: str) -> Constat:
    return Constat(identifiant, statut, statut, tuple(valeurs.items()))


def _juge(identifiant: str, oui: bool, **valeurs: str) -> Constat:
    return _constat(identifiant, REMPLI if oui else NON_REMPLI, **valeurs)


def _inconnu(
    identifiant: str, cles: tuple[str, ...], situation: str = INCONNU, **valeurs: str
) -> Constat:
    return Constat(identifiant, INCONNU, situation, tuple(valeurs.items()), cles)


def periode(d: Dossier, b: Bareme) -> Constat:
    du, au = jour(b.du), jour(b.au)
    if d.date_debut is None:
        return _inconnu("periode", ("date_debut",), du=du, au=au)
    dedans = b.du <= d.date_debut <= b.au
    return _juge("periode", dedans, debut=jour(d.date_debut), du=du, au=au)


def territoire(d: Dossier, b: Bareme, appartenir: Appartenir) -> Constat:
    if d.commune is None:
        return _inconnu("territoire", ("commune",))
    lieu = f"{d.commune.nom} ({d.commune.departement})"
    trouve = appartenir(d.commune.code, b.liste)
    if trouve is None:
        return _constat("territoire", NON_REMPLI, lieu=lieu)
    if not trouve.partielle:
        return _constat("territoire", REMPLI, lieu=lieu, nom=trouve.nom)
    anciennes = {"membres": trouve.membres, "autres": trouve.autres}
    return _constat("territoire", A_CONFIRMER, lieu=lieu, nom=trouve.nom, **anciennes)


def taille(d: Dossier, b: Bareme) -> Constat:
    """By the smallest and the largest head count that the dossier allows."""
    maximum, cles = b.seuils.effectif_max, ("effectif",)
    regle = {"tailles": _tailles_admises(maximum), "limite": nombre(maximum + 1)}
    if d.taille is None:
        return _inconnu("taille", cles, **regle)
    qui = _qui(d.effectif, d.taille)
    bas, haut = bornes_d_effectif(d)
    if bas <= maximum < haut:
        return _inconnu("taille", cles, "inconnu_effectif", qui=qui, **regle)
    return _juge("taille", haut <= maximum, qui=qui, **regle)


def _qui(effectif: int | None, taille: str) -> str:
    dite = cle("taille").dire(taille)
    return majuscule(dite) if effectif is None else f"Effectif de {nombre(effectif)}, {dite}"


@lru_cache(maxsize=1 << 6)
def _tailles_admises(effectif_max: int) -> str:
    """« les PME et les ETI »: the sizes of which some companies at least are small enough."""
    admises = [t for t in TAILLES if bornes_d_effectif(Dossier(taille=t))[0] <= effectif_max]
    return enumerer([LES_TAILLES[t] for t in admises])


def contrat(d: Dossier, b: Bareme) -> Constat:
    acceptes = _acceptes(b.contrats.precis)
    if d.contrat is None:
        return _inconnu("contrat", ("contrat",), acceptes=acceptes)
    accepte = d.contrat in b.contrats.travail or d.contrat in b.contrats.alternance
    dit = majuscule(cle("contrat").dire(d.contrat))
    return _juge("contrat", accepte, contrat=dit, acceptes=acceptes)


@lru_cache(maxsize=1 << 6)
def _acceptes(contrats: tuple[str, ...]) -> str:
    return enumerer([cle("contrat").dire(c) for c in contrats], "ou")


def duree(d: Dossier, b: Bareme) -> Constat:
    minimum = b.seuils.duree_mois_min
    if d.contrat == "cdi":
        return Constat("duree", REMPLI, "rempli_cdi", (("minimum", str(minimum)),))
    if d.duree_mois is None:
        cles = ("duree_mois",) if d.contrat else ("contrat", "duree_mois")
        return _inconnu("duree", cles, minimum=str(minimum))
    assez, dits = d.duree_mois >= minimum, {"duree": str(d.duree_mois), "minimum": str(minimum)}
    if not assez and d.contrat is None:  # a CDI would do
        return _inconnu("duree", ("contrat",), "inconnu_contrat", **dits)
    return _juge("duree", assez, **dits)


def niveau_obtenu(d: Dossier, b: Bareme) -> Constat:
    minimum, obtenu = b.seuils.niveau_obtenu_min, d.niveau_obtenu
    if obtenu is None:
        return _inconnu("niveau_obtenu", ("niveau_obtenu",), minimum=niveau(minimum))
    dits = {"obtenu": niveau(obtenu), "minimum": niveau(minimum)}
    return _juge("niveau_obtenu", obtenu >= minimum, **dits)


def anciennete_diplome(d: Dossier, b: Bareme) -> Constat:
    ans, diplome, debut = b.seuils.anciennete_diplome_ans, d.date_diplome, d.date_debut
    if diplome is None or debut is None:
        cles = tuple(c for c in ("date_debut", "date_diplome") if getattr(d, c) is None)
        return _inconnu("anciennete_diplome", cles, ans=str(ans))
    dits = {"diplome": jour(diplome), "debut": jour(debut), "ans": str(ans)}
    if diplome > debut:
        return _constat("anciennete_diplome", A_CONFIRMER, **dits)
    return _juge("anciennete_diplome", debut < anniversaire(diplome, ans), **dits)


@lru_cache(maxsize=1 << 12)
def anniversaire(diplome: date, ans: int) -> date:
    """The day a diploma is `ans` years old; that of a 29 February is the 28th in common years."""
    jour_dit: date = diplome + relativedelta(years=ans)
    return jour_dit


def niveau_prepare(d: Dossier, b: Bareme) -> Constat:
    minimum, prepare = b.seuils.niveau_prepare_min, d.niveau_prepare
    if prepare is None:
        return _inconnu("niveau_prepare", ("niveau_prepare",), minimum=niveau(minimum))
    dits = {"prepare": niveau(prepare), "minimum": niveau(minimum)}
    return _juge("niveau_prepare", prepare >= minimum, **dits)
