"""The criteria: each judges one condition of the barème, with the person's own figures.

Rules: FACTS part 1 (VTE page, period 2019-2022); CONTRACT section 2. Thresholds come from the
barème; the sentences are data (mots/criteres.yaml).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from vte.dossier import TAILLES, Commune, Dossier, bornes_d_effectif, cle
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
# The same facts come back from dossier to dossier, from trial to trial: findings are kept.
_kept = lru_cache(maxsize=1 << 13)


@dataclass(frozen=True, slots=True, eq=False)  # the same facts find the same object
class Constat:
    """What a criterion finds.

    `situation` names its sentence, that `valeurs` fill; `cles`: the keys of the dossier that are
    still needed to judge an unknown one.
    """

    id: str
    statut: str
    situation: str
    valeurs: Mapping[str, str]
    cles: tuple[str, ...] = ()


def tous(d: Dossier, b: Bareme, appartenir: Appartenir) -> list[Constat]:
    """All the criteria that apply to the contract of the dossier, always in this order."""
    trouve = appartenir(d.commune.code, b.liste) if d.commune else None
    constats = [
        periode(d.date_debut, b),
        territoire(d.commune, trouve),
        taille(d.effectif, d.taille, b),
        contrat(d.contrat, b),
        duree(d.duree_mois, d.contrat, b),
        niveau_obtenu(d.niveau_obtenu, b),
    ]
    if d.contrat in b.contrats.travail:
        constats.append(anciennete_diplome(d.date_diplome, d.date_debut, b))
    if d.contrat in b.contrats.alternance:
        constats.append(niveau_prepare(d.niveau_prepare, b))
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
    return Constat(identifiant, statut, statut, valeurs)


def _juge(identifiant: str, oui: bool, **valeurs: str) -> Constat:
    return _constat(identifiant, REMPLI if oui else NON_REMPLI, **valeurs)


def _inconnu(
    identifiant: str, cles: tuple[str, ...], situation: str = INCONNU, **valeurs: str
) -> Constat:
    return Constat(identifiant, INCONNU, situation, valeurs, cles)


@_kept
def periode(debut: date | None, b: Bareme) -> Constat:
    bornes = {"du": jour(b.du), "au": jour(b.au)}
    if debut is None:
        return _inconnu("periode", ("date_debut",), **bornes)
    return _juge("periode", b.contient(debut), debut=jour(debut), **bornes)


@_kept
def territoire(commune: Commune | None, trouve: Appartenance | None) -> Constat:
    """`trouve`: the territory of the commune on the list of the barème."""
    if commune is None:
        return _inconnu("territoire", ("commune",))
    lieu = f"{commune.nom} ({commune.departement})"
    if trouve is None:
        return _constat("territoire", NON_REMPLI, lieu=lieu)
    if not trouve.partielle:
        return _constat("territoire", REMPLI, lieu=lieu, nom=trouve.nom)
    anciennes = {"membres": trouve.membres, "autres": trouve.autres}
    return _constat("territoire", A_CONFIRMER, lieu=lieu, nom=trouve.nom, **anciennes)


@_kept
def taille(effectif: int | None, dite: str | None, b: Bareme) -> Constat:
    """By the smallest and the largest head count that the dossier allows."""
    maximum, cles = b.seuils.effectif_max, ("effectif",)
    regle = {"tailles": _tailles_admises(maximum), "limite": nombre(maximum + 1)}
    if dite is None:
        return _inconnu("taille", cles, **regle)
    qui = _qui(effectif, dite)
    bas, haut = bornes_d_effectif(Dossier(effectif=effectif, taille=dite))
    if bas <= maximum < haut:
        return _inconnu("taille", cles, "inconnu_effectif", qui=qui, **regle)
    return _juge("taille", haut <= maximum, qui=qui, **regle)


def _qui(effectif: int | None, taille: str) -> str:
    dite = cle("taille").dire(taille)
    return majuscule(dite) if effectif is None else f"Effectif de {nombre(effectif)}, {dite}"


def _tailles_admises(effectif_max: int) -> str:
    """« les PME et les ETI »: the sizes of which some companies at least are small enough."""
    admises = [t for t in TAILLES if bornes_d_effectif(Dossier(taille=t))[0] <= effectif_max]
    return enumerer([LES_TAILLES[t] for t in admises])


@_kept
def contrat(sorte: str | None, b: Bareme) -> Constat:
    acceptes = enumerer([cle("contrat").dire(c) for c in b.contrats.precis], "ou")
    if sorte is None:
        return _inconnu("contrat", ("contrat",), acceptes=acceptes)
    accepte = sorte in b.contrats.travail or sorte in b.contrats.alternance
    dit = majuscule(cle("contrat").dire(sorte))
    return _juge("contrat", accepte, contrat=dit, acceptes=acceptes)


@_kept
def duree(mois: int | None, contrat: str | None, b: Bareme) -> Constat:
    minimum = b.seuils.duree_mois_min
    if contrat == "cdi":
        return Constat("duree", REMPLI, "rempli_cdi", {"minimum": str(minimum)})
    if mois is None:
        cles = ("duree_mois",) if contrat else ("contrat", "duree_mois")
        return _inconnu("duree", cles, minimum=str(minimum))
    dits = {"duree": str(mois), "minimum": str(minimum)}
    if mois < minimum and contrat is None:  # a CDI would do
        return _inconnu("duree", ("contrat",), "inconnu_contrat", **dits)
    return _juge("duree", mois >= minimum, **dits)


@_kept
def niveau_obtenu(obtenu: int | None, b: Bareme) -> Constat:
    minimum = b.seuils.niveau_obtenu_min
    if obtenu is None:
        return _inconnu("niveau_obtenu", ("niveau_obtenu",), minimum=niveau(minimum))
    dits = {"obtenu": niveau(obtenu), "minimum": niveau(minimum)}
    return _juge("niveau_obtenu", obtenu >= minimum, **dits)


@_kept
def anciennete_diplome(diplome: date | None, debut: date | None, b: Bareme) -> Constat:
    ans = b.seuils.anciennete_diplome_ans
    if diplome is None or debut is None:
        faits = {"date_debut": debut, "date_diplome": diplome}
        cles = tuple(cle for cle, valeur in faits.items() if valeur is None)
        return _inconnu("anciennete_diplome", cles, ans=str(ans))
    dits = {"diplome": jour(diplome), "debut": jour(debut), "ans": str(ans)}
    if diplome > debut:
        return _constat("anciennete_diplome", A_CONFIRMER, **dits)
    return _juge("anciennete_diplome", debut < anniversaire(diplome, ans), **dits)


def anniversaire(diplome: date, ans: int) -> date:
    """The day a diploma is `ans` years old; that of a 29 February is the 28th in common years."""
    jour_dit: date = diplome + relativedelta(years=ans)
    return jour_dit


@_kept
def niveau_prepare(prepare: int | None, b: Bareme) -> Constat:
    minimum = b.seuils.niveau_prepare_min
    if prepare is None:
        return _inconnu("niveau_prepare", ("niveau_prepare",), minimum=niveau(minimum))
    dits = {"prepare": niveau(prepare), "minimum": niveau(minimum)}
    return _juge("niveau_prepare", prepare >= minimum, **dits)
