"""Ce que l'on sait d'un recrutement (CONTRACT.md, section 1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from vte.erreurs import DossierInvalide

PROFILS = ("entreprise", "candidat")
TAILLES = ("pme", "eti", "grande")
CONTRATS = (
    "cdi",
    "cdd",
    "alternance",
    "apprentissage",
    "professionnalisation",
    "stage",
    "interim",
    "vie",
    "service_civique",
    "independant",
    "autre",
)
ALTERNANCE = ("alternance", "apprentissage", "professionnalisation")
SEUIL_PME, SEUIL_ETI = 250, 5000  # décret 2008-1354


@dataclass(frozen=True)
class Commune:
    code: str
    nom: str
    departement: str


def _en_json(valeur: Any) -> Any:
    if isinstance(valeur, date):
        return valeur.isoformat()
    return (
        {"code": valeur.code, "nom": valeur.nom, "departement": valeur.departement}
        if isinstance(valeur, Commune)
        else valeur
    )


@dataclass(frozen=True)
class Dossier:
    """Un dossier valide ; `None` = inconnu. Se construit par `depuis_json`."""

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

    @property
    def en_alternance(self) -> bool:
        return self.contrat in ALTERNANCE

    def avec(self, **faits: Any) -> Dossier:
        return replace(self, **faits)

    def en_json(self) -> dict[str, Any]:
        """Les seules clés connues, dates en ISO."""
        return {cle: _en_json(valeur) for cle in CLES if (valeur := getattr(self, cle)) is not None}


CLES = tuple(f.name for f in fields(Dossier))
# Rend la commune actuelle d'un code INSEE, actuel ou ancien ; None s'il n'existe pas.
TrouverCommune = Callable[[str], Commune | None]


def taille_de(effectif: int) -> str:
    if effectif < SEUIL_PME:
        return "pme"
    return "eti" if effectif < SEUIL_ETI else "grande"


EFFECTIF_MAX = 10_000_000
_BORNES = {
    "pme": (0, SEUIL_PME - 1),
    "eti": (SEUIL_PME, SEUIL_ETI - 1),
    "grande": (SEUIL_ETI, EFFECTIF_MAX),
}


def bornes_d_effectif(dossier: Dossier) -> tuple[int, int]:
    """Le plus petit et le plus grand effectif que permet ce que l'on sait."""
    if dossier.effectif is not None:
        return dossier.effectif, dossier.effectif
    return _BORNES[dossier.taille] if dossier.taille else (0, EFFECTIF_MAX)


def depuis_json(brut: Any, trouver: TrouverCommune) -> Dossier:
    """Valide un dossier JSON. Erreur : DossierInvalide, qui nomme le champ."""
    if not isinstance(brut, Mapping):
        raise DossierInvalide(None, "Un dossier est un objet JSON.")
    for cle in brut:
        if cle not in CLES:
            raise DossierInvalide(
                str(cle), f"Clé inconnue : « {cle} ». Clés possibles : {', '.join(CLES)}."
            )
    valeurs = {
        cle: _LECTEURS[cle](cle, valeur)
        for cle, valeur in brut.items()
        if valeur is not None and cle != "commune"
    }
    if valeurs.get("contrat") == "cdi":  # une durée n'a pas de sens pour un CDI
        valeurs.pop("duree_mois", None)
    if brut.get("commune") is not None:
        valeurs["commune"] = _commune(brut["commune"], trouver)
    return _accorder_taille(Dossier(**valeurs))


def changer(dossier: Dossier, changes: Mapping[str, Any], trouver: TrouverCommune) -> Dossier:
    """Une copie du dossier où `changes` (clés et valeurs JSON ; None : inconnu) l'emporte. Erreur : DossierInvalide.

    Un effectif nouveau emporte la taille d'avant, une taille nouvelle l'effectif qu'elle contredit.
    """
    faits = dossier.en_json() | dict(changes)
    if "effectif" in changes and "taille" not in changes:
        faits.pop("taille", None)
    if (
        "taille" in changes
        and "effectif" not in changes
        and dossier.effectif is not None
        and taille_de(dossier.effectif) != changes["taille"]
    ):
        faits.pop("effectif")
    return depuis_json(faits, trouver)


def _accorder_taille(dossier: Dossier) -> Dossier:
    if dossier.effectif is None:
        return dossier
    deduite = taille_de(dossier.effectif)
    if dossier.taille not in (None, deduite):
        raise DossierInvalide(
            "taille",
            f"La taille « {dossier.taille} » et l'effectif {dossier.effectif} se contredisent : "
            f"cet effectif correspond à « {deduite} ».",
        )
    return dossier.avec(taille=deduite)


def _choix(possibles: tuple[str, ...]) -> Callable[[str, Any], str]:
    def lire(champ: str, valeur: Any) -> str:
        if not isinstance(valeur, str) or valeur not in possibles:
            raise DossierInvalide(champ, f"« {champ} » doit être l'un de : {', '.join(possibles)}.")
        return valeur

    return lire


def _entier(bas: int, haut: int) -> Callable[[str, Any], int]:
    def lire(champ: str, valeur: Any) -> int:
        if type(valeur) is not int:  # un booléen n'est pas un nombre
            raise DossierInvalide(champ, f"« {champ} » doit être un nombre entier.")
        if not bas <= valeur <= haut:
            raise DossierInvalide(champ, f"« {champ} » doit être compris entre {bas} et {haut}.")
        return valeur

    return lire


def _date(champ: str, valeur: Any) -> date:
    try:
        if not isinstance(valeur, str) or len(valeur) != 10 or valeur[4] != "-":
            raise ValueError
        lue = date.fromisoformat(valeur)
    except ValueError:
        raise DossierInvalide(
            champ, f"« {champ} » doit être une date qui existe, écrite AAAA-MM-JJ."
        ) from None
    if not 1950 <= lue.year <= 2100:
        raise DossierInvalide(champ, f"« {champ} » doit être une date entre 1950 et 2100.")
    return lue


def _commune(valeur: Any, trouver: TrouverCommune) -> Commune:
    code = valeur.get("code") if isinstance(valeur, Mapping) else valeur
    if not isinstance(code, str):
        raise DossierInvalide(
            "commune", "« commune » est un code INSEE, ou un objet qui porte « code »."
        )
    commune = trouver(code)
    if commune is None:
        raise DossierInvalide(
            "commune", f"Aucune commune actuelle ou ancienne n'a le code INSEE « {code} »."
        )
    return commune


_LECTEURS: dict[str, Callable[[str, Any], Any]] = {
    "profil": _choix(PROFILS),
    "effectif": _entier(0, EFFECTIF_MAX),
    "taille": _choix(TAILLES),
    "contrat": _choix(CONTRATS),
    "duree_mois": _entier(0, 600),
    "date_debut": _date,
    "niveau_obtenu": _entier(-1, 8),
    "date_diplome": _date,
    "niveau_prepare": _entier(-1, 8),
}
