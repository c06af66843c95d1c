"""All that the report shows, gathered in one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.lecture import courbe, cout, memoire, pli
from bench.lecture.comptes import Dite
from bench.lecture.courbe import Point
from bench.lecture.pli import VITE, Lus, lire_hors_pli
from vte.lecture.corpus import Message, messages
from vte.lecture.entrainement import PLIS, apprendre, hors_de_leur_pli, profonds
from vte.lecture.roles.exemples import Exemple
from vte.lecture.roles.hors_pli import lire_hors_pli as lire_fichier
from vte.lecture.roles.lecteur import SUR
from vte.lecture.roles.profond import AFFINE


@dataclass(frozen=True)
class Mesures:
    """`exemples`: by the message's id; `cout`, `memoire`: None where they were not measured."""

    messages: Sequence[Message]
    exemples: Mapping[str, Exemple]
    lus: Lus
    points: Sequence[Point]
    cout: cout.Cout | None = None
    memoire: memoire.Memoire | None = None
    affine: bool = True

    def dites(self, lecteur: str) -> list[Dite]:
        """What a reader says of the messages that all readers have read."""
        ids = self.lus.communes()
        return [d for id_, d in self.lus.dites[lecteur].items() if id_ in ids]

    @property
    def dernier(self) -> str:
        """The reader that is served, or the quick model where no encoder has read anything."""
        return list(self.lus.dites)[-1]

    @property
    def auteurs(self) -> list[str]:
        return sorted({m.auteur for m in self.messages})


def mesurer(avec_cout: bool) -> Mesures:
    """Errors: CorpusInvalide, BaseAbsente, CannotStart."""
    lues = messages()
    _dire("candidates of every message…")
    appris = apprendre(lues)
    _dire("quick models, fold by fold…")
    simples = hors_de_leur_pli(appris, PLIS)
    _dire("mixtures and thresholds, fold by fold…")
    lus = lire_hors_pli(appris, simples, profonds(appris, lire_fichier()), pli.PLIS)
    _dire("learning curve…")
    points = courbe.courbe(appris)
    exemples = {e.message.id: e for e in appris.exemples}
    mesures = Mesures(lues, exemples, lus, points, affine=AFFINE.exists())
    return _couter(mesures) if avec_cout else mesures


def _couter(m: Mesures) -> Mesures:
    _dire("cost on one core, training…")
    a_fond = m.lus.a_fond.get(SUR, set())
    lus = {id_: id_ in a_fond for id_ in m.lus.cascades.get(SUR, m.lus.dites[VITE])}
    depense = cout.mesurer(m.messages, lus)
    pese = None
    if m.affine:
        _dire("memory, beside the reader of before…")
        pese = memoire.mesurer(m.messages)
    return Mesures(m.messages, m.exemples, m.lus, m.points, depense, pese, m.affine)


def _dire(quoi: str) -> None:
    print(f"facts: {quoi}", flush=True)
