"""Topics, acts and refusals on messages by people who had not seen the code; part of `make eval`.

Reads them with the model that is served and writes docs/questions.md. `--erreurs JEU` prints what
is read wrong of a set, to be read by kind; `--regler` finds the weights of the mixture again.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from bench.comprehension.modeles import Modele, seul_coeur
from bench.questions import reglages
from bench.questions.comptes import JUSTE, REFUSE, Jugee, avec_leurs_chiffres, de, juger, parts
from bench.questions.conversations import jouer_toutes, par_auteur
from bench.questions.jeux import ACTE, HORS, JEUX, QUESTION, charger
from bench.rapports import dire
from bot import model
from bot.environment import ROOT
from vte import horloge
from vte.lecture import lire

RAPPORT = ROOT / "docs" / "questions.md"
CIBLES = {QUESTION: 0.92, ACTE: 0.95, HORS: 0.95}
REFUS_MAX, DUREE_MAX = 0.02, 30  # in scope and refused; milliseconds a message
JOUR = "2026-11-27"  # the day of which the figures of answers are compared
CONVERSATIONS = 0.95
LUES = "d01 to d06"
_TITRES = {
    "corpus": "The project's corpus",
    "neufs": "Four more authors",
    "reglage": "The author on whom the thresholds were set (flatters)",
}


def principal(arguments: Sequence[str] | None = None) -> int:
    lus = argparse.ArgumentParser(description=__doc__)
    lus.add_argument("--erreurs", choices=JEUX)
    lus.add_argument("--regler", action="store_true")
    choix = lus.parse_args(arguments)
    if choix.regler:
        reglages.chercher()
        return 0
    seul_coeur()
    modele = Modele(model.MODEL)
    if choix.erreurs:
        print("\n".join(_erreurs(_juger(modele, choix.erreurs)[0])))
        return 0
    with horloge.au(JOUR):
        RAPPORT.write_text("\n".join(_ecrire(modele)) + "\n", encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))
    return 0


def _juger(modele: Modele, jeu: str) -> tuple[list[Jugee], float]:
    """What is made of each message, and the milliseconds of it beyond the reading of facts."""
    messages = charger(jeu)
    comprises, duree = modele.comprendre([m.texte for m in messages])
    lue = statistics.median(_lire(m.texte) for m in messages)
    return [juger(m, c) for m, c in zip(messages, comprises, strict=True)], duree - lue


def _lire(texte: str) -> float:
    """Milliseconds that the reading of its facts takes, the best of three."""

    def une() -> float:
        debut = time.perf_counter()
        lire(texte)
        return (time.perf_counter() - debut) * 1000

    return min(une() for _ in range(3))


def _ecrire(modele: Modele) -> Iterator[str]:
    yield from (
        "# Topics, acts and refusals, on other people's messages",
        "",
        f"`make eval`, {date.today().isoformat()}, Python {platform.python_version()}. "
        "Every message is by somebody who had not seen the code; none of three words or more is in "
        "the training data.",
        "bench/questions/attendus.yml says which topics and intents are right of each.",
    )
    yield from (
        "",
        "## Whole conversations",
        "",
        f"Written without sight of the code nor of any reply; asked: {CONVERSATIONS:.0%} right at "
        "their end (facts, verdict, and what the last reply must hold).",
        f"{LUES} were read by kind to mend what they showed; the others are fresh.",
        "",
        *par_auteur(jouer_toutes()),
    )
    for jeu in JEUX:
        jugees, duree = _juger(modele, jeu)
        yield from ("", f"## {_TITRES[jeu]}", "")
        yield from _tableau(jugees, duree)
        if jeu == "corpus":
            yield from ("", "### By subject", "")
            yield from _par_sujet(jugees)


def _tableau(jugees: Sequence[Jugee], duree: float) -> Iterator[str]:
    yield "| messages | | right | two offered, one right | wrong | refused | asked | |"
    yield "|---|---|---|---|---|---|---|---|"
    for fichier, nom in ((QUESTION, "questions"), (ACTE, "acts"), (HORS, "out of scope")):
        siennes = de(jugees, fichier)
        justes, offertes, fausses, refusees = parts(siennes).values()
        atteint = dire(justes + offertes >= CIBLES[fichier])
        yield (
            f"| {nom} | {len(siennes)} | {justes:.1%} | {offertes:.1%} | {fausses:.1%} | "
            f"{refusees:.1%} | ≥ {CIBLES[fichier]:.0%} | {atteint} |"
        )
    dedans = [j for j in jugees if j.message.fichier != HORS]
    refuses = sum(j.note == REFUSE for j in dedans) / len(dedans)
    oui = dire(refuses <= REFUS_MAX)
    yield f"| in scope, refused | {len(dedans)} | | | | {refuses:.1%} | ≤ {REFUS_MAX:.0%} | {oui} |"
    yield ""
    ont, tous = avec_leurs_chiffres(jugees)
    if tous:
        yield f"Of {tous} right answers that should hold a figure, {ont} hold every one."
    oui = dire(duree <= DUREE_MAX)
    yield (
        f"Intent and topic, beyond the reading of facts, median on one core: {duree:.1f} ms "
        f"({oui}: ≤ {DUREE_MAX})."
    )


def _par_sujet(jugees: Sequence[Jugee]) -> Iterator[str]:
    yield "| subject | messages | right or offered | taken for |"
    yield "|---|---|---|---|"
    questions = de(jugees, QUESTION)
    for sujet in dict.fromkeys(j.message.sujet for j in questions):
        siennes = [j for j in questions if j.message.sujet == sujet]
        justes, offertes, *_ = parts(siennes).values()
        pris = Counter(" or ".join(j.dits) for j in siennes if j.note != JUSTE)
        dits = ", ".join(f"{nom} {n}" for nom, n in pris.most_common(4))
        yield f"| {sujet} | {len(siennes)} | {justes + offertes:.0%} | {dits} |"


def _erreurs(jugees: Sequence[Jugee]) -> Iterator[str]:
    for j in jugees:
        if j.note != JUSTE:
            m = j.message
            yield f"{m.fichier} | {m.sujet} | {j.note}: {' / '.join(j.dits)} | {m.texte}"


if __name__ == "__main__":
    sys.exit(principal())
