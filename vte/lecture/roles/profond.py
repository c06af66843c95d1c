"""The encoder's word on each candidate and on who writes: small heads on the state of each piece.

The encoder's layers are those of the wheel, each matrix changed by a product of two thin ones that
`make affiner` has learnt from the marked messages; with the heads they are in poids/affine.npz.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from vte.erreurs import ErreurVTE
from vte.lecture.candidats import ROLES, Candidat
from vte.lecture.encodeur import Jetons, Poids, Reseau, poids_d_origine
from vte.lecture.encodeur.affine import changee, lire
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.encodeur.reseau import gelu
from vte.lecture.roles.entree import Entree, entree, marques
from vte.lecture.roles.exemples import PROFILS, RIEN

ROLES_LUS = (RIEN, *dict.fromkeys(role for roles in ROLES.values() for role in roles))
CLASSES_PROFIL = (RIEN, *PROFILS)
AFFINE = Path(__file__).parent / "poids" / "affine.npz"
_JAMAIS = np.float32(-1e9)


class AffinageAbsent(ErreurVTE):
    """The weights that `make affiner` makes are not where they should be."""

    code = "affinage_absent"


class Profond:
    """Probabilities by the tuned encoder; one pass a message."""

    def __init__(self, poids: Poids, affine: Mapping[str, Tableau]) -> None:
        self._tete = {
            nom: valeur.astype(np.float32)
            for nom, valeur in affine.items()
            if nom.startswith("tete.")
        }
        clues = json.loads(str(affine["clues"]))
        self._rang = {clue: i + 1 for i, clue in enumerate(clues)}
        self._jetons = Jetons(poids.pieces, poids.inconnue, poids.remplacees)
        nombre = int(affine["couches"])
        self._reseau = Reseau(poids, [changee(poids.couche(i), affine, i) for i in range(nombre)])

    def __call__(
        self, texte: str, question: str | None, candidats: Sequence[Candidat]
    ) -> tuple[Tableau, Tableau]:
        """(candidates, ROLES_LUS) and (CLASSES_PROFIL,): log-probabilities."""
        lue = entree(self._jetons, texte, question, candidats)
        etats = self._reseau.etats(lue.ids)
        qui = _log_softmax(self._qui(etats, lue)[None])[0]
        if not candidats:
            return np.zeros((0, len(ROLES_LUS)), np.float32), qui
        return _log_softmax(self._roles(etats, lue, question, candidats)), qui

    def _roles(
        self, etats: Tableau, lue: Entree, question: str | None, candidats: Sequence[Candidat]
    ) -> Tableau:
        soi = np.stack([etats[a:b].mean(axis=0) for a, b in lue.places])
        tout = np.broadcast_to(etats.mean(axis=0), soi.shape)
        sac = np.stack([self._sac(c, candidats, question) for c in candidats])
        t = self._tete
        cachee = np.concatenate([soi, tout, sac], axis=1) @ t["tete.1.w"] + t["tete.1.b"]
        logits = gelu(cachee) @ t["tete.2.w"] + t["tete.2.b"]
        for i, c in enumerate(candidats):
            interdits = [j for j, r in enumerate(ROLES_LUS) if r != RIEN and r not in c.valeurs]
            logits[i, interdits] = _JAMAIS
        resultat: Tableau = logits
        return resultat

    def _sac(self, candidat: Candidat, tous: Sequence[Candidat], question: str | None) -> Tableau:
        connues = [self._rang[m] for m in marques(candidat, tous, question) if m in self._rang]
        somme: Tableau = self._tete["tete.sac"][connues].sum(axis=0)
        return somme

    def _qui(self, etats: Tableau, lue: Entree) -> Tableau:
        t, corps = self._tete, etats[lue.corps :]
        notes = corps @ t["tete.regard.w"] + t["tete.regard.b"]
        notes = np.exp(notes - notes.max(axis=0))
        vus = (notes / notes.sum(axis=0)).T @ corps
        logits: Tableau = vus.reshape(-1) @ t["tete.profil.w"] + t["tete.profil.b"]
        return logits


def _log_softmax(logits: Tableau) -> Tableau:
    logits = logits - logits.max(axis=1, keepdims=True)
    log: Tableau = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return log


@lru_cache(maxsize=1)
def profond() -> Profond:
    """The tuned encoder, loaded once a process. Errors: EncodeurAbsent, AffinageAbsent."""
    absent = AffinageAbsent(f"{AFFINE.name} manque : lancez make affiner, ou reprenez le dépôt.")
    return Profond(poids_d_origine(), lire(AFFINE, absent))
