"""Ce qu'un barème et une aide contiennent, tels que leurs fichiers YAML les écrivent (docs/baremes.md)."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, PositiveInt, root_validator, validator

from vte.dossier import CLES, CONTRATS, Dossier, bornes_d_effectif
from vte.mots import ESPACE, jour, nombre

TEXTE_NUMEROTE = re.compile(r"(?:décret|loi|arrêté|ordonnance) n° \d{4}-\d+")
Bornes = tuple[int, int]  # comprises


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


class Source(_Modele):
    """D'où vient un fait : titre, date de la source, et un lien https ou un texte numéroté."""

    titre: str
    date: str
    lien: str | None = None
    texte: str | None = None

    @root_validator
    def _ou_la_trouver(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        lien, texte = valeurs.get("lien"), valeurs.get("texte")
        if not (lien and lien.startswith("https://")) and not (
            texte and TEXTE_NUMEROTE.fullmatch(texte)
        ):
            raise ValueError(
                "une source a un « lien » https ou un « texte » numéroté, comme « décret n° 2008-1354 »"
            )
        return valeurs

    @property
    def citation(self) -> str:
        return f"{self.titre} ({self.date}), {self.lien or self.texte}"


class _Phrase(_Modele):
    """Une phrase dont les {noms} citent les autres valeurs ; `dit` : la phrase écrite."""

    texte: str
    dit: str = ""  # écrite à la lecture : un verdict la cite telle quelle

    class Config:
        extra = Extra.allow

    @root_validator(skip_on_failure=True)
    def _ecrire(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        texte = valeurs["texte"]
        if re.search(r"\d", texte):
            raise ValueError(
                "un chiffre est écrit à la main dans une phrase : donnez-lui un nom et citez-le entre accolades"
            )
        cites = {nom for _, nom, _, _ in Formatter().parse(texte) if nom}
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
    """Une condition d'une aide cumulable, dite quand elle concerne le dossier."""

    source: str
    contrats: tuple[str, ...] | None = None
    _contrats = _contrats_connus("contrats")
    du: date | None = None
    au: date | None = None
    effectif_min: PositiveInt | None = None

    def concerne(self, d: Dossier) -> bool:
        """Faux seulement si ce que l'on sait du dossier l'écarte."""
        if self.contrats is not None and d.contrat not in self.contrats:
            return False
        if d.date_debut is not None and not (self.du or date.min) <= d.date_debut <= (
            self.au or date.max
        ):
            return False
        return self.effectif_min is None or bornes_d_effectif(d)[1] >= self.effectif_min


class Reserve(_Phrase):
    """Ce qui n'est pas vérifié, ou ne se cumule pas."""

    source: str


class Autrement(_Phrase):
    """Le montant dans un cas que le dossier ne dit pas : « 5 000 € avant 18 ans »."""

    montant: PositiveInt
    cas: str | None = None  # un nom par lequel les textes citent ce montant


class Plafond(_Modele):
    """Le montant si l'une de ces aides est reçue aussi."""

    aides: tuple[str, ...]
    montant: PositiveInt


class Montant(_Intervalle):
    """Un montant en euros, de `du` à `au` compris, pour ces effectifs et ces niveaux préparés ; None : inconnu."""

    montant: PositiveInt | None = Field(...)  # à écrire, même nul
    source: str
    effectif: Bornes | None = None
    niveau: Bornes | None = None
    autrement: Autrement | None = None
    avec: Plafond | None = None

    def possible(self, d: Dossier) -> bool:
        """Vrai si rien de ce que l'on sait du dossier ne l'écarte."""
        bas, haut = bornes_d_effectif(d)
        if self.effectif is not None and (haut < self.effectif[0] or bas > self.effectif[1]):
            return False
        niveau = d.niveau_prepare
        return self.contient(d.date_debut) and (
            self.niveau is None or niveau is None or self.niveau[0] <= niveau <= self.niveau[1]
        )


class Aide(_Modele):
    """Une aide ; `montant` fixe (euros), ou `montants` selon la date de début."""

    id: str
    libelle: str
    beneficiaire: Literal["entreprise", "jeune"]
    contrats: tuple[str, ...]
    precision: str
    source: str | None = None
    montant: PositiveInt | None = None
    montants: tuple[Montant, ...] = ()
    conditions: tuple[Condition, ...] = ()
    non_cumulable: tuple[Reserve, ...] = ()
    _contrats = _contrats_connus("contrats")

    @validator("libelle", "precision")
    def _sans_chiffre(cls, texte: str) -> str:
        if re.search(r"\d", texte):
            raise ValueError("un chiffre est écrit à la main dans une phrase")
        return texte

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
    """Une autre source dit autre chose ; `quand` : valeurs permises ou bornes, par clé du dossier."""

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
    travail: tuple[str, ...]
    alternance: tuple[str, ...]
    _contrats = _contrats_connus("travail", "alternance")


class Bareme(_Intervalle):
    """Les règles du VTE pour une période ; `trou_avant` : pourquoi rien ne le relie au barème précédent."""

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

    def divergence(self, sur: str, d: Dossier) -> Divergence | None:
        """La divergence à dire sur un critère ou une aide, si le dossier est concerné."""
        return next((x for x in self.divergences if x.sur == sur and x.concerne(d)), None)
