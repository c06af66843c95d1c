"""The trained reader: what each candidate of a message is, and who writes.

A cascade: the quick model speaks first, and when it is sure of all the encoder is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vte.lecture.candidats import Candidat, cle_du_role
from vte.lecture.decision import INFIME, Juge, Seuils
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.exemples import RIEN
from vte.lecture.roles.fusion import Fusion
from vte.lecture.roles.indices import Phrase, indices, indices_du_message
from vte.lecture.roles.profond import CLASSES_PROFIL, ROLES_LUS, profond
from vte.lecture.roles.simple import CLASSES, PROFIL, Simple, en_logs, melanger, permettre
from vte.lecture.roles.villes import neutraliser

_RANGS = {
    nature: [ROLES_LUS.index(c) for c in classes]
    for nature, classes in CLASSES.items()
    if nature != PROFIL
}
SUR = 0.9  # from here on the quick model's word is enough
# Words; who writes in fewer, it says by a word or two (« je suis le patron ») and too surely.
_PEU_DE_MOTS = 7


@dataclass(frozen=True)
class Lecteur:
    """`seul`: the mixture for the quick model alone, `ensemble`: for both."""

    simple: Simple
    seul: Fusion
    ensemble: Fusion
    seuils: Seuils

    def juger(
        self,
        texte: str,
        question: str | None,
        candidats: Sequence[Candidat],
        connus: Collection[str] = (),
        vite: bool = False,
    ) -> tuple[list[Juge], dict[str, float]]:
        """Each candidate with the probability of each role, and that of each side of writer.

        `connus`: keys of which a new value is believed of both models only; `vite`: the quick one
        alone, where thousands of sentences are read for what kinds of facts they hold.
        Errors: EncodeurAbsent, AffinageAbsent, when the encoder is needed and not there.
        """
        lu, places = neutraliser(texte, candidats)
        phrase = Phrase.de(lu)
        natures = [*(c.nature for c in candidats), PROFIL]
        dits = self._vite(phrase, question, places)
        probabilites = [self.seul[n](log)[0] for n, log in zip(natures, dits, strict=True)]
        douteux = surete(phrase, probabilites) < SUR or _redit(candidats, probabilites, connus)
        if douteux and not vite:
            profonds = _a_fond(lu, question, places)
            probabilites = [
                self.ensemble[n](np.hstack([log, autre[None]]))[0]
                for n, log, autre in zip(natures, dits, profonds, strict=True)
            ]
        *des_candidats, du_profil = probabilites
        juges = [Juge(c, roles_de(c, p)) for c, p in zip(candidats, des_candidats, strict=True)]
        return juges, dict(zip(CLASSES_PROFIL[1:], map(float, du_profil[1:]), strict=True))

    def _vite(
        self, phrase: Phrase, question: str | None, candidats: Sequence[Candidat]
    ) -> list[Tableau]:
        """Log-probabilities (1, classes) of each candidate, then of who writes."""
        listes = [indices(phrase, c, candidats, question) for c in candidats]
        colonnes: Any = melanger([*listes, indices_du_message(phrase, question)])
        natures = [*(c.nature for c in candidats), PROFIL]
        *dites, du_profil = (self.simple(nature, colonnes[i]) for i, nature in enumerate(natures))
        permises = (permettre(c, p[0])[None] for c, p in zip(candidats, dites, strict=True))
        return [en_logs(p) for p in (*permises, du_profil)]


def surete(phrase: Phrase, probabilites: Sequence[Tableau]) -> float:
    """How sure the quick model is of what it is least sure of, from 0 to 1; who writes comes last.

    Of a short message that says who writes, not at all.
    """
    du_profil = probabilites[-1]
    if len(phrase.mots) < _PEU_DE_MOTS and CLASSES_PROFIL[du_profil.argmax()] != RIEN:
        return 0.0
    return min(float(p.max()) for p in probabilites)


def _redit(
    candidats: Sequence[Candidat], probabilites: Sequence[Tableau], connus: Collection[str]
) -> bool:
    """Whether a candidate may be a new value of one of these keys."""
    return any(
        p > INFIME and cle_du_role(role) in connus
        for c, ps in zip(candidats, probabilites, strict=False)
        for role, p in roles_de(c, ps).items()
    )


def _a_fond(texte: str, question: str | None, candidats: Sequence[Candidat]) -> list[Tableau]:
    roles, qui = profond()(texte, question, candidats)
    return [*(r[_RANGS[c.nature]] for c, r in zip(candidats, roles, strict=True)), qui]


def roles_de(candidat: Candidat, probabilites: Tableau) -> Mapping[str, float]:
    """The probability of each role that the candidate may have."""
    classes = CLASSES[candidat.nature]
    return {
        role: float(p)
        for role, p in zip(classes, probabilites, strict=True)
        if role != RIEN and role in candidat.valeurs
    }
