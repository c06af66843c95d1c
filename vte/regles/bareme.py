"""What a barème and an aid hold, as their YAML files write them (docs/baremes.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, PositiveInt, root_validator, validator

from vte.dossier import CLES, CONTRATS, Dossier, bornes_d_effectif
from vte.mots import ESPACE, jour, nombre
from vte.regles.mots import CHIFFRE_A_LA_MAIN, cites_par, par_audience

TEXTE_NUMEROTE = re.compile(r"(?:décret|loi|arrêté|ordonnance) n° \d{4}-\d+")
Bornes = tuple[int, int]  # both included


class _Modele(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


def _connus(
    noms: tuple[str, ...] | None, possibles: tuple[str, ...], sorte: str
) -> tuple[str, ...] | None:
    inconnus = [n for n in noms or () if n not in possibles]
    if inconnus:
        raise ValueError(
            f"{sorte} inconnu : {', '.join(inconnus)} ; possibles : {', '.join(possibles)}"
        )
    return noms


def _contrats_connus(*champs: str) -> Any:
    return validator(*champs, allow_reuse=True)(
        lambda contrats: _connus(contrats, CONTRATS, "contrat")
    )


def _sans_chiffre(texte: str) -> str:
    if re.search(r"\d", texte):
        raise ValueError(CHIFFRE_A_LA_MAIN)
    return texte


class Source(_Modele):
    """Where a fact comes from: title, date of the source, and an https link or a numbered text."""

    titre: str
    date: str
    lien: str | None = None
    texte: str | None = None

    @root_validator
    def _ou_la_trouver(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        lien, texte = valeurs.get("lien") or "", valeurs.get("texte") or ""
        if not lien.startswith("https://") and not TEXTE_NUMEROTE.fullmatch(texte):
            raise ValueError(
                "une source a un « lien » https ou un « texte » numéroté, "
                "comme « décret n° 2008-1354 »"
            )
        return valeurs

    @property
    def citation(self) -> str:
        return f"{self.titre} ({self.date}), {self.lien or self.texte}"


class _Phrase(_Modele):
    """A sentence whose {names} cite the other values; `dit`: the sentence written."""

    texte: str
    dit: str = ""  # written when the file is read: a verdict cites it as it is

    class Config:
        extra = Extra.allow

    @root_validator(skip_on_failure=True)
    def _ecrire(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        texte = valeurs["texte"]
        if re.search(r"\d", texte):
            raise ValueError(f"{CHIFFRE_A_LA_MAIN} : donnez-lui un nom et citez-le entre accolades")
        cites = cites_par(texte)
        if manquants := {nom for nom in cites if valeurs.get(nom) is None}:
            raise ValueError(
                f"la phrase cite {', '.join(sorted(manquants))}, qui n'a pas de valeur"
            )
        if inutiles := {nom for nom in valeurs if nom not in cls.__fields__ and nom not in cites}:
            raise ValueError(
                f"clé inconnue ou jamais citée par la phrase : {', '.join(sorted(inutiles))}"
            )
        ecrites = {nom: _ecrite(valeur) for nom, valeur in valeurs.items()}
        return valeurs | {"dit": texte.replace("} ", "}" + ESPACE).format(**ecrites)}


def _ecrite(valeur: Any) -> str:
    if isinstance(valeur, date):
        return jour(valeur)
    return nombre(valeur) if isinstance(valeur, int) else str(valeur)


class _Intervalle(_Modele):
    du: date
    au: date

    @root_validator(skip_on_failure=True)
    def _dans_l_ordre(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        if valeurs["au"] < valeurs["du"]:
            raise ValueError(
                f"l'intervalle finit le {valeurs['au']}, avant de commencer le {valeurs['du']}"
            )
        return valeurs

    def contient(self, quand: date | None) -> bool:
        return quand is not None and self.du <= quand <= self.au


class Condition(_Phrase):
    """A condition of a cumulable aid, said when it concerns the dossier."""

    source: str
    contrats: tuple[str, ...] | None = None
    _contrats = _contrats_connus("contrats")
    du: date | None = None
    au: date | None = None
    effectif_min: PositiveInt | None = None

    def concerne(self, d: Dossier) -> bool:
        """False only if what is known of the dossier rules it out."""
        if self.contrats is not None and d.contrat not in self.contrats:
            return False
        du, au = self.du or date.min, self.au or date.max
        if d.date_debut is not None and not du <= d.date_debut <= au:
            return False
        return self.effectif_min is None or bornes_d_effectif(d)[1] >= self.effectif_min


class Reserve(_Phrase):
    """What is not verified, or does not add up."""

    source: str


class Autrement(_Phrase):
    """The amount in a case that the dossier does not say: « 5 000 € avant 18 ans »."""

    montant: PositiveInt
    cas: str | None = None  # a name by which texts cite this amount


class Plafond(_Modele):
    """The amount (euros) if one of these aids is received too."""

    aides: tuple[str, ...]
    montant: PositiveInt


class Montant(_Intervalle):
    """An amount in euros, for these head counts and levels prepared; None: unknown."""

    montant: PositiveInt | None = Field(...)  # must be written, even null
    source: str
    effectif: Bornes | None = None
    niveau: Bornes | None = None
    autrement: Autrement | None = None
    avec: Plafond | None = None

    def possible(self, d: Dossier) -> bool:
        """True if nothing that is known of the dossier rules it out."""
        if not self.contient(d.date_debut):
            return False
        bas, haut = bornes_d_effectif(d)
        if self.effectif is not None and (haut < self.effectif[0] or bas > self.effectif[1]):
            return False
        niveau = d.niveau_prepare
        return self.niveau is None or niveau is None or self.niveau[0] <= niveau <= self.niveau[1]


class Aide(_Modele):
    """An aid; a fixed `montant` (euros), or `montants` by the day the contract begins.

    `precision` is said after the amount, by audience.
    """

    id: str
    libelle: str
    beneficiaire: Literal["entreprise", "jeune"]
    contrats: tuple[str, ...]
    precision: Mapping[str, str]
    source: str | None = None
    montant: PositiveInt | None = None
    montants: tuple[Montant, ...] = ()
    conditions: tuple[Condition, ...] = ()
    non_cumulable: tuple[Reserve, ...] = ()
    _contrats = _contrats_connus("contrats")

    def __hash__(self) -> int:
        return hash(self.id)

    @validator("precision", pre=True)
    def _pour_chacun(cls, texte: Any) -> dict[str, str]:
        return {a: _sans_chiffre(t) for a, t in par_audience(texte).items()}

    @validator("libelle")
    def _libelle_sans_chiffre(cls, texte: str) -> str:
        return _sans_chiffre(texte)

    @root_validator(skip_on_failure=True)
    def _un_montant(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        if bool(valeurs["montant"]) == bool(valeurs["montants"]):
            raise ValueError(
                "une aide a un « montant », ou des « montants » datés : l'un ou l'autre"
            )
        if valeurs["montant"] and not valeurs["source"]:
            raise ValueError("le montant n'a pas de source")
        return valeurs


class Divergence(_Phrase):
    """Another source says otherwise; `quand`: values allowed or bounds, by key of the dossier."""

    sur: str
    quand: dict[str, tuple[Any, ...]]
    source: str

    @validator("quand")
    def _cles_connues(cls, quand: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
        _connus(tuple(quand), CLES, "clé du dossier")
        return quand

    def concerne(self, d: Dossier) -> bool:
        return all(_dans(getattr(d, cle), permis) for cle, permis in self.quand.items())


def _dans(valeur: Any, permis: tuple[Any, ...]) -> bool:
    if valeur is None:
        return False
    return valeur in permis if isinstance(valeur, str) else bool(permis[0] <= valeur <= permis[-1])


class Seuils(_Modele):
    effectif_max: PositiveInt
    duree_mois_min: PositiveInt
    niveau_obtenu_min: int = Field(ge=-1, le=8)
    niveau_prepare_min: int = Field(ge=-1, le=8)
    anciennete_diplome_ans: PositiveInt


class SortesDeContrat(_Modele):
    """The kinds that a barème admits; `precis`: those that one can sign, work first."""

    travail: tuple[str, ...]
    alternance: tuple[str, ...]
    precis: tuple[str, ...] = ()  # written when the file is read
    _contrats = _contrats_connus("travail", "alternance")

    @root_validator(skip_on_failure=True)
    def _sans_l_imprecis(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        admis = (*valeurs["travail"], *valeurs["alternance"])
        return valeurs | {"precis": tuple(c for c in admis if c != "alternance")}


class Bareme(_Intervalle):
    """The rules of the VTE for a period; `trou_avant`: why nothing links it to the one before."""

    id: str
    liste: str
    source: str
    source_liste: str
    source_tailles: str
    seuils: Seuils
    contrats: SortesDeContrat
    aides: tuple[Aide, ...]
    cumul: tuple[str, ...]
    divergences: tuple[Divergence, ...] = ()
    non_verifies: tuple[Reserve, ...] = ()
    trou_avant: Reserve | None = None

    def __hash__(self) -> int:
        return hash(self.id)

    def divergences_de(self, d: Dossier) -> dict[str, Divergence]:
        """The divergence to say of each criterion and aid that this dossier is concerned by."""
        return {x.sur: x for x in reversed(self.divergences) if x.concerne(d)}
