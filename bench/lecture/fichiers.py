"""The served reader on files of marked messages that are not in the project."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.lecture.comptes import Dite, bilan, ouvertures, part, sans_fait
from vte import horloge
from vte.lecture import lire
from vte.lecture.corpus import Message, messages
from vte.lecture.decision import Decision

ENTETE = (
    f"{'':28} {'messages':>8} {'right':>7} {'facts':>7} {'false':>7} {'asked':>7} "
    f"{'plain':>7} {'nothing said, false':>20}"
)


def du_fichier(fichier: Path) -> list[Message]:
    """The corpus is read by folder: one that holds this file. Error: CorpusInvalide."""
    with tempfile.TemporaryDirectory() as dossier:
        (Path(dossier) / f"{fichier.stem}.jsonl").symlink_to(fichier.resolve(strict=True))
        return messages(Path(dossier))


def lus(marques: Sequence[Message]) -> list[Dite]:
    """Each on its own day. Errors: BaseAbsente, LecteurAbsent, AffinageAbsent."""
    return [_lu(m) for m in marques]


def _lu(message: Message) -> Dite:
    with horloge.au(message.jour):
        lue = lire(message.texte, message.question)
    return Dite(message, Decision(lue.mentions, lue.doutes))


def chiffres(fichiers: Sequence[Path]) -> list[str]:
    """A line a file, then one of all. Errors: CorpusInvalide, and those of `lus`."""
    lignes, toutes = [ENTETE], list[Dite]()
    for fichier in fichiers:
        dites = lus(du_fichier(fichier))
        lignes.append(_ligne(fichier.stem, dites))
        toutes += dites
    return [*lignes, _ligne("all", toutes)]


def _ligne(nom: str, dites: Sequence[Dite]) -> str:
    b = bilan(dites)
    parts = [b.part(champ) for champ in ("justes", "lus", "avec_faux", "demandes")]
    parts.append(bilan(ouvertures(dites)).part("justes"))
    faux = bilan(sans_fait(dites)).part("avec_faux")
    return (
        f"{nom[:28]:28} {b.messages:8} "
        + " ".join(f"{part(p):>7}" for p in parts)
        + f" {part(faux):>20}"
    )
