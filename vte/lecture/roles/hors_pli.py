"""What tuned networks say of messages whose author they never saw: for calibration and figures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vte.lecture.candidats import Candidat
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.exemples import Exemple

HORS_PLI = Path(__file__).parent / "poids" / "hors_pli.json.gz"
Place = tuple[str, int, int]


def plis(auteurs: Sequence[str], nombre: int) -> list[set[str]]:
    """The authors dealt out to so many folds, each author in one."""
    connus = sorted(set(auteurs))
    return [set(connus[i::nombre]) for i in range(nombre)]


@dataclass(frozen=True)
class HorsPli:
    """Log-probabilities: `roles` by candidate's place (of ROLES_LUS), `profil` (CLASSES_PROFIL)."""

    roles: Mapping[Place, Tableau]
    profil: Tableau

    def de(self, candidats: Sequence[Candidat]) -> list[Tableau | None]:
        """Of each candidate; None where the grammars found it since."""
        return [self.roles.get((c.nature, c.debut, c.fin)) for c in candidats]


def ecrire_hors_pli(
    fichier: Path | str, exemples: Sequence[Exemple], juges: Mapping[int, tuple[Any, Any]]
) -> None:
    Path(fichier).parent.mkdir(exist_ok=True)
    with gzip.open(fichier, "wt", encoding="utf-8") as ouvert:
        for i, (roles, profil) in sorted(juges.items()):
            candidats = [
                [c.nature, c.debut, c.fin, _ronds(r)]
                for c, r in zip(exemples[i].candidats, roles, strict=True)
            ]
            ligne = {"id": exemples[i].message.id, "roles": candidats, "profil": _ronds(profil)}
            ouvert.write(json.dumps(ligne, separators=(",", ":")) + "\n")


def _ronds(logs: Any) -> list[float]:
    return [round(max(-30.0, float(x)), 2) for x in logs]


def lire_hors_pli(fichier: Path | str = HORS_PLI) -> dict[str, HorsPli]:
    """By the message's id; nothing when the file is not there."""
    if not Path(fichier).exists():
        return {}
    with gzip.open(fichier, "rt", encoding="utf-8") as ouvert:
        lignes = [json.loads(ligne) for ligne in ouvert]
    return {
        ligne["id"]: HorsPli(
            {(n, d, f): np.array(r, np.float32) for n, d, f, r in ligne["roles"]},
            np.array(ligne["profil"], np.float32),
        )
        for ligne in lignes
    }
