"""What is understood of each sentence of the evaluation sets, by what is trained where this runs.

`python -m outils.entrainer.mesures OUT`: a JSON list of Mesure. A process of its own, in the
project or in the copy beside it: the same code measures both.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

os.environ["VTE_AUJOURDHUI"] = "2021-06-15"  # the day of the sentences, before anything reads it

from bench.comprehension import faits, jeu, modeles
from bench.lecture.fichiers import du_fichier, lus
from bench.questions import comptes, jeux
from bot import model
from bot.environment import ROOT
from outils.entrainer.comparaison import FAITS, INTENTIONS, QUESTIONS, Mesure
from vte.donnees_personnelles import masquer

FORME_MAX = 80  # characters of a shape


def forme(texte: str) -> str:
    """A sentence without what tells anybody: masked, its figures and names replaced."""
    sans_noms = re.sub(
        r"(?<=[a-zà-ÿ,;'’] )[A-ZÀ-Ý][\w-]+|\b[A-ZÀ-Ý][a-zà-ÿ-]+\b", "Xxx", masquer(texte)
    )
    return re.sub(r"\d", "9", " ".join(sans_noms.split()))[:FORME_MAX]


def mesurer() -> Iterator[Mesure]:
    """Of every sentence: intents, facts, questions. Shows which set it reads."""
    modeles.PASSES = 1  # nothing is timed here
    modele = modeles.Modele(model.MODEL)
    for nom in (jeu.LU, jeu.NEUF):
        print(f"{nom}…", flush=True)
        phrases = jeu.charger(nom)
        yield from _intentions(nom, [p for p in phrases if p.question is None], modele)
        yield from (_faits(nom, p) for p in phrases if p.faits is not None)
    for fichier in sorted((ROOT / "data" / "lecture" / "neufs").glob("*.jsonl")):
        print(f"{fichier.name}…", flush=True)
        for dite in lus(du_fichier(fichier)):
            juste = not dite.manquees and not dite.fausses
            yield _mesure(fichier.stem, FAITS, dite.message.texte, juste, bool(dite.fausses))
    for nom in jeux.JEUX:
        print(f"questions, {nom}…", flush=True)
        yield from _questions(nom, modele)


def _intentions(nom: str, phrases: list[jeu.Phrase], modele: modeles.Modele) -> Iterator[Mesure]:
    comprises, _ = modele.comprendre([p.texte for p in phrases])
    for phrase, comprise in zip(phrases, comprises, strict=True):
        refusee = comprise.intent in (jeu.HORS_SUJET, modeles.REPLI)
        juste = comprise.complet == phrase.intent if phrase.dans_le_sujet else refusee
        yield _mesure(nom, INTENTIONS, phrase.texte, juste)


def _faits(nom: str, phrase: jeu.Phrase) -> Mesure:
    lue = faits.mesurer([phrase])
    faux = bool(lue.de_trop) or any(
        trouves.get(cle) not in (None, valeur)
        for _, attendus, trouves in lue.fausses
        for cle, valeur in attendus.items()
    )
    texte = f"{phrase.question or ''}|{phrase.texte}"
    return _mesure(nom, FAITS, texte, bool(lue.justes), faux)


def _questions(nom: str, modele: modeles.Modele) -> Iterator[Mesure]:
    messages = jeux.charger(nom)
    comprises, _ = modele.comprendre([m.texte for m in messages])
    for message, comprise in zip(messages, comprises, strict=True):
        note = comptes.juger(message, comprise).note
        juste = note in (comptes.JUSTE, comptes.OFFERT)
        yield _mesure(f"{nom}, {message.fichier}", QUESTIONS, message.texte, juste)


def _mesure(nom: str, genre: str, texte: str, juste: bool, faux: bool = False) -> Mesure:
    cle = sha256(texte.encode()).hexdigest()[:16]
    return Mesure(nom, genre, cle, forme(texte), juste, faux)


def principal(sortie: Path) -> None:
    """Writes the file whole, or not at all."""
    a_cote = sortie.with_suffix(".partiel")
    a_cote.write_text(json.dumps([asdict(m) for m in mesurer()], ensure_ascii=False), "utf-8")
    a_cote.replace(sortie)


if __name__ == "__main__":
    principal(Path(sys.argv[1]))
