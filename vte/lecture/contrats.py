"""Kinds of contract, with what denies or corrects them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.mention import Mention

_SORTES = (
    ("apprentissage", r"apprentis?sage|apprentie?s?\b|aprentis?sage|aprenti\b"),
    (
        "professionnalisation",
        r"pro?fess?ionn?alisation|contrats? (?:de )?pro\b|contrats? professionnel",
    ),
    ("alternance", r"alternan(?:ce|te?s?)\b|alternence|\balternan\b"),
    ("cdi", r"\bc\.?d\.?i\b|duree indeterminee"),
    ("cdd", r"\bc\.?d\.?d\b|duree determinee"),
    ("stage", r"\bstages?\b|stagiaires?"),
    ("interim", r"\binterim\w*|\bmission d'interim"),
    ("service_civique", r"service civique"),
    (
        "independant",
        (
            r"\bfree-?lance\b|independante?\b|auto-?entrepreneu\w*|portage salarial|"
            r"micro-?entrepreneu\w*|prestataire"
        ),
    ),
    ("vie", r"volontariat international|\bv\.i\.e\b"),
)
_NEGATION = re.compile(
    r"(?:\bpas|\bni|\bplus|\bau lieu|\bplutot qu|\bsans|\bnon)\s*(?:de |d'|du |en |un |une |"
    r"'?un |par |le |la |l')*(?:contrat (?:de |d'|en )?)?$"
)
_GENERAL = re.compile(r"\b(?:les|des|aux|autres?)\s+(?:contrats? )?(?:de |d'|en )?$")


def lire_contrat(plat: str, question: bool, texte: str) -> Iterator[Mention]:
    """One kind, the most precise; two in the balance (« CDI ou CDD ? ») state none."""
    trouvees = [
        Mention("contrat", sorte, m.start(), m.end())
        for sorte, motif in _SORTES
        for m in re.finditer(motif, plat)
        if not _NEGATION.search(plat[: m.start()])
        and not (_GENERAL.search(plat[: m.start()]) and not question)
    ]
    # « vie » is an everyday word too: only the acronym counts.
    trouvees += [
        Mention("contrat", "vie", m.start(), m.end())
        for m in re.finditer(r"\bVIE\b", texte)
        if not texte.isupper()
    ]
    sortes = {m.valeur for m in trouvees}
    if len(sortes) > 1:
        trouvees = [m for m in trouvees if m.valeur != "alternance"]
    if len({m.valeur for m in trouvees}) > 1 and sortes & {
        "apprentissage",
        "professionnalisation",
    } == {"apprentissage", "professionnalisation"}:
        trouvees = [Mention("contrat", "alternance", trouvees[0].debut, trouvees[-1].fin)]
    if len({m.valeur for m in trouvees}) == 1:
        yield trouvees[0]
