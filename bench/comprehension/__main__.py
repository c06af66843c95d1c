"""`make eval`: intents and facts on sentences kept apart, beside Rasa's default pipeline.

Both are trained on the same data in the same run and read the same sentences, on one core; ours is
the model that `make run` serves. Writes docs/comprehension.md and its pictures.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bench.comprehension import faits, figures, modeles
from bench.comprehension.hostiles import LONGS
from bench.comprehension.jeu import HORS_SUJET, LU, NEUF, Phrase, charger
from bench.comprehension.modeles import REPLI, Comprise
from bench.entrainement import RACINE, entrainer_le_notre, entrainer_stock
from bench.rapports import dire
from bot import model

RAPPORT = RACINE / "docs" / "comprehension.md"
IMAGES = RACINE / "docs" / "images"
REFUS = (HORS_SUJET, REPLI)
Appris = tuple[modeles.Modele, float]  # a model, seconds of its training


@dataclass(frozen=True)
class Resultat:
    """Shares of sentences, milliseconds a message (median), seconds of training."""

    intents: float
    complets: float
    hors_refuses: float
    dedans_refuses: float
    milliseconde: float
    pire: float  # milliseconds of the slowest hostile text
    entrainement: float
    comprises: Sequence[Comprise]


def le_notre(rapide: bool) -> Appris:
    """(the model that is served, seconds of its training); `rapide`: as `make setup` left it."""
    if rapide:
        return modeles.Modele(model.MODEL), 0.0
    print("ours: training…", flush=True)
    chemin, secondes = entrainer_le_notre()
    return modeles.Modele(chemin), secondes


def le_stock(dossier: Path, appris: Path | None) -> Appris:
    """The default pipeline; the seconds of a training not timed here are not a number."""
    if appris:
        return modeles.Modele(appris), float("nan")
    print("stock: training…", flush=True)
    chemin, secondes = entrainer_stock(
        dossier, "nlu", "--nlu", *model.DATA, "--domain", "domain.yml"
    )
    return modeles.Modele(chemin), secondes


def mesurer(modele: modeles.Modele, entrainement: float, phrases: Sequence[Phrase]) -> Resultat:
    comprises, ms = modele.comprendre([p.texte for p in phrases])
    paires = list(zip(phrases, comprises, strict=True))
    # A bare answer is read for the open question, whatever its intent: it is not counted here.
    dedans = [(p, c) for p, c in paires if p.dans_le_sujet and p.question is None]
    hors = [c for p, c in paires if not p.dans_le_sujet]
    return Resultat(
        _part(p.intent.split("/")[0] == c.intent for p, c in dedans),
        _part(p.intent == c.complet for p, c in dedans),
        _part(c.intent in REFUS for c in hors),
        _part(c.intent in REFUS for _, c in dedans),
        ms,
        modele.plus_lent(LONGS),
        entrainement,
        comprises,
    )


def _part(juste: Iterable[bool]) -> float:
    valeurs = list(juste)
    return sum(valeurs) / len(valeurs)


def seuil_de_refus(c: Comprise) -> float:
    """A threshold above this refuses the sentence; all of them refuse one out of scope."""
    return -1.0 if c.premier == HORS_SUJET else c.confiance


def lignes(phrases: Sequence[Phrase], notre: Resultat, stock: Resultat | None) -> list[str]:
    """The table of one set of sentences."""
    fait = faits.mesurer([p for p in phrases if p.faits is not None])
    sans_fait = faits.mesurer([p for p in phrases if not p.dans_le_sujet])
    justes = fait.justes / fait.phrases

    def autre(champ: str, forme: str) -> str:
        valeur = getattr(stock, champ) if stock else float("nan")
        return "-" if math.isnan(valeur) else format(valeur, forme)

    def ligne(nom: str, champ: str, forme: str, cible: str, atteint: bool) -> str:
        valeur = getattr(notre, champ)
        return f"| {nom} | {valeur:{forme}} | {autre(champ, forme)} | {cible} | {dire(atteint)} |"

    def au_moins(champ: str, seuil: float) -> bool:
        return bool(getattr(notre, champ) >= max(seuil, getattr(stock, champ) if stock else 0))

    return [
        "| measure | this assistant | default pipeline | asked | |",
        "|---|---|---|---|---|",
        ligne("intent right", "intents", ".1%", "≥ 95 %, not below", au_moins("intents", 0.95)),
        ligne(
            "intent right and, for a question, the right answer of 40",
            "complets",
            ".1%",
            "not below",
            au_moins("complets", 0),
        ),
        ligne(
            "out of scope, refused",
            "hors_refuses",
            ".1%",
            "≥ 93 %, not below",
            au_moins("hors_refuses", 0.93),
        ),
        ligne(
            "in scope, refused wrongly",
            "dedans_refuses",
            ".1%",
            "≤ 3 %",
            notre.dedans_refuses <= 0.03,
        ),
        f"| messages with every fact right and none false | {justes:.1%} | - | ≥ 95 % | "
        f"{dire(justes >= 0.95)} |",
        "| out of scope, read without any fact | "
        f"{sans_fait.justes / sans_fait.phrases:.1%} | - | | |",
        ligne(
            "a message, median, one core, ms",
            "milliseconde",
            ".1f",
            "≤ 6, ≤ half",
            notre.milliseconde <= min(6, stock.milliseconde / 2 if stock else 6),
        ),
        ligne(
            f"the slowest of {len(LONGS)} hostile texts of 1 000 characters, ms",
            "pire",
            ".0f",
            "≤ 100",
            notre.pire <= 100,
        ),
        ligne(
            "training (ours: all of `rasa train`; theirs: `rasa train nlu`), s",
            "entrainement",
            ".0f",
            "≤ 60",
            notre.entrainement <= 60,
        ),
    ]


def faits_par_sorte(phrases: Sequence[Phrase]) -> list[str]:
    fait = faits.mesurer([p for p in phrases if p.faits is not None])
    return [
        f"| `{cle}` | {n} | {fait.lus[cle]} | {fait.de_trop[cle]} |"
        for cle, n in fait.attendus.most_common()
    ]


def rapport(
    jeux: dict[str, Sequence[Phrase]],
    notres: dict[str, Resultat],
    stocks: dict[str, Resultat],
    appris: str,
) -> str:
    """`appris`: when and on what the default pipeline learnt."""

    def hors(nom: str) -> int:
        return sum(not p.dans_le_sujet for p in jeux[nom])

    return "\n".join(
        [
            "# What the assistant understands",
            "",
            f"`make eval`, {date.today():%Y-%m-%d}, Python {platform.python_version()}. "
            f"The default pipeline of Rasa (DIET, ResponseSelector) {appris}.",
            "It reads no facts: the training data annotates none, "
            "since values are read by `vte.lecture`.",
            "Facts are shown here on the project's own sentences, which flatter: the honest "
            "figure, on authors left out, is in [docs/lecture.md](lecture.md).",
            "",
            f"## On {len(jeux[NEUF])} fresh sentences, {hors(NEUF)} of them out of scope",
            "",
            "Written last (bench/comprehension/neuf.yml); their errors are not read. "
            "This is what to expect.",
            "",
            *lignes(jeux[NEUF], notres[NEUF], stocks.get(NEUF)),
            "",
            f"## On {len(jeux[LU])} sentences, {hors(LU)} of them out of scope",
            "",
            "Written after the training data (bench/comprehension/jeu.yml). "
            "Their errors were read, and sentences of the same kinds were then added to the "
            "training data:",
            "the figures flatter the assistant, and show what that work gave.",
            "",
            *lignes(jeux[LU], notres[LU], stocks.get(LU)),
            "",
            "## Which intent is taken for which",
            "",
            "![Confusion matrix of the intents, both sets](images/comprehension-confusion.png)",
            "",
            "## What each fallback threshold would refuse",
            "",
            "![Share refused by fallback threshold, out of scope and in scope, both sets]"
            "(images/comprehension-seuils.png)",
            "",
            "## Facts by kind, both sets",
            "",
            "The project's own sentences; docs/lecture.md has other authors.",
            "",
            "| fact | said | read right | read though not said |",
            "|---|---|---|---|",
            *faits_par_sorte([*jeux[LU], *jeux[NEUF]]),
            "",
        ]
    )


def dessiner(phrases: Sequence[Phrase], comprises: Sequence[Comprise]) -> None:
    dehors = [(p, c) for p, c in zip(phrases, comprises, strict=True) if p.question is None]
    figures.confusion(
        [p.intent.split("/")[0] for p, _ in dehors],
        [c.intent for _, c in dehors],
        IMAGES / "comprehension-confusion.png",
    )
    seuil = next(
        x["threshold"]
        for x in yaml.safe_load((RACINE / "config.yml").read_text())["pipeline"]
        if x["name"] == "FallbackClassifier"
    )
    hors = [seuil_de_refus(c) for p, c in dehors if not p.dans_le_sujet]
    figures.seuils(
        hors,
        [seuil_de_refus(c) for p, c in dehors if p.dans_le_sujet],
        seuil,
        IMAGES / "comprehension-seuils.png",
    )


def principal() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--rapide",
        action="store_true",
        help="only the model of `make setup`, on jeu.yml: prints the errors, writes nothing",
    )
    arguments.add_argument(
        "--stock",
        type=Path,
        metavar="MODEL",
        help="a model of the default pipeline already trained (make bench), read as it is",
    )
    choix = arguments.parse_args()
    rapide, stock = choix.rapide, choix.stock
    jeux: dict[str, Sequence[Phrase]] = {
        nom: charger(nom) for nom in ((LU,) if rapide else (LU, NEUF))
    }
    notres: dict[str, Resultat] = {}
    stocks: dict[str, Resultat] = {}
    with tempfile.TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)
        candidats: list[tuple[str, Callable[[], Appris], dict[str, Resultat]]] = [
            ("ours", lambda: le_notre(rapide), notres),
            ("stock", lambda: le_stock(dossier, stock), stocks),
        ]
        for nom, preparer, resultats in candidats[: 1 if rapide else 2]:
            modele, entrainement = preparer()
            print(f"{nom}: reading…", flush=True)
            modeles.seul_coeur()
            resultats |= {
                jeu: mesurer(modele, entrainement, phrases) for jeu, phrases in jeux.items()
            }
            modeles.tous_les_coeurs()
    if rapide:
        print(
            "\n".join(
                [*lignes(jeux[LU], notres[LU], None), *erreurs(jeux[LU], notres[LU].comprises)]
            )
        )
        return
    dessiner([*jeux[LU], *jeux[NEUF]], [*notres[LU].comprises, *notres[NEUF].comprises])
    appris = (
        "read the same in this run; it was trained before, with `make bench`"
        if stock
        else "learnt and read the same, in the same run"
    )
    RAPPORT.write_text(rapport(jeux, notres, stocks, appris), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


def erreurs(phrases: Sequence[Phrase], comprises: Sequence[Comprise]) -> list[str]:
    return [
        f"{p.intent:25} {c.complet:25} {c.confiance:.2f}  {p.texte}"
        for p, c in zip(phrases, comprises, strict=True)
        if p.question is None
        and p.intent != c.complet
        and (p.dans_le_sujet or c.intent not in REFUS)
    ]


if __name__ == "__main__":
    os.environ.setdefault("VTE_AUJOURDHUI", "2021-06-15")
    principal()
