"""The trained reader as a file: arrays of numbers, no code."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from vte import seal
from vte.erreurs import ErreurVTE
from vte.lecture.decision import Seuils
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.fusion import Melange
from vte.lecture.roles.lecteur import Lecteur
from vte.lecture.roles.simple import CLASSES, Regression, Simple
from vte.reglages import LECTEUR


class LecteurAbsent(ErreurVTE):
    """The trained reader is not where `VTE_LECTEUR` says."""

    code = "lecteur_absent"


def ecrire(fichier: Path, lu: Lecteur, empreinte: str) -> None:
    """Whole or not at all; `empreinte`: of what it was trained from."""
    seuils = {"sur": dict(lu.seuils.sur), "doute": dict(lu.seuils.doute)}
    tableaux: dict[str, Any] = {
        "seuils": np.array(json.dumps(seuils)),
        "empreinte": np.array(empreinte),
    }
    for nature, r in lu.simple.regressions.items():
        tableaux[f"simple.{nature}.poids"] = r.poids.astype(np.float16)
        tableaux[f"simple.{nature}.socle"] = r.socle
    for nom, fusion in (("seul", lu.seul), ("ensemble", lu.ensemble)):
        for nature, m in fusion.items():
            tableaux[f"{nom}.{nature}.poids"], tableaux[f"{nom}.{nature}.socle"] = m.poids, m.socle
    fichier.parent.mkdir(parents=True, exist_ok=True)
    a_cote = fichier.with_suffix(f".{os.getpid()}.npz")
    np.savez_compressed(a_cote, **tableaux)
    seal.seal(fichier, contents_of=a_cote)
    a_cote.replace(fichier)


def empreinte(fichier: Path) -> str | None:
    """Of what the reader in this file was trained from; None where none is to be believed."""
    if not fichier.exists() or not seal.holds(fichier):
        return None
    with _ouvrir(fichier) as lus:
        return str(lus["empreinte"])


def lire(fichier: Path) -> Lecteur:
    """What `ecrire` wrote. Errors: LecteurAbsent, ModeleAltere."""
    if not fichier.exists():
        raise LecteurAbsent(f"Le lecteur {fichier} n'est pas entraîné : lancez make setup.")
    with _ouvrir(fichier) as lus:
        tableaux = {nom: lus[nom] for nom in lus.files}
    seuils = json.loads(str(tableaux["seuils"]))
    simple = {
        nature: Regression(
            classes,
            tableaux[f"simple.{nature}.poids"].astype(np.float32),
            tableaux[f"simple.{nature}.socle"],
        )
        for nature, classes in CLASSES.items()
    }
    seul, ensemble = (_fusion(tableaux, nom) for nom in ("seul", "ensemble"))
    return Lecteur(Simple(simple), seul, ensemble, Seuils(seuils["sur"], seuils["doute"]))


def _ouvrir(fichier: Path) -> Any:
    """Error: ModeleAltere."""
    return np.load(BytesIO(seal.read(fichier)), allow_pickle=False)


def _fusion(tableaux: Mapping[str, Tableau], nom: str) -> dict[str, Melange]:
    return {
        nature: Melange(tableaux[f"{nom}.{nature}.poids"], tableaux[f"{nom}.{nature}.socle"])
        for nature in CLASSES
    }


@lru_cache(maxsize=2)
def _lecteur(fichier: Path) -> Lecteur:
    return lire(fichier)


def lecteur() -> Lecteur:
    """The reader of `VTE_LECTEUR`, loaded once a process. Errors: LecteurAbsent, ModeleAltere."""
    return _lecteur(Path(LECTEUR.lire()))
