"""Trains the reader on the marked messages: `vte lecture entrainer`, a minute or so.

The quick model learns from all of them. How far it and the encoder are to be believed, and from
where a fact is sure, is learnt on what models said of messages whose author they had not seen:
the quick one here, fold by fold; the tuned encoder beforehand (`make affiner`, roles/hors_pli.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import vstack

from vte import digest, horloge
from vte.lecture.candidats import Candidat
from vte.lecture.corpus import Message, messages
from vte.lecture.decision import Juge
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles import stockage
from vte.lecture.roles.exemples import RIEN, Exemple, exemple
from vte.lecture.roles.fusion import Fusion, ajuster
from vte.lecture.roles.hors_pli import HorsPli, lire_hors_pli, plis
from vte.lecture.roles.lecteur import Lecteur, roles_de
from vte.lecture.roles.profond import ROLES_LUS
from vte.lecture.roles.rejouees import rejouer
from vte.lecture.roles.seuils import Jugee, regler
from vte.lecture.roles.simple import CLASSES, PROFIL, Simple, colonnes, en_logs, permettre

PLIS = 8  # authors are dealt out to so many folds
Tableaux = dict[str, Tableau]  # of each kind: (rows, classes)
Annonce = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass(frozen=True)
class Appris:
    """The clues of all examples by kind: columns, classes, and of which example each row is.

    `rejouees`: more to learn from, of the same authors, that nothing is measured on.
    """

    exemples: Sequence[Exemple]
    natures: Mapping[str, tuple[Any, list[str], list[int]]]
    rejouees: Appris | None = None

    def lignes(self, nature: str, auteurs: Iterable[str], dedans: bool) -> list[int]:
        """The rows of a kind whose author is (`dedans`) or is not among `auteurs`."""
        choisis = set(auteurs)
        de_qui = self.natures[nature][2]
        return [
            ligne
            for ligne, place in enumerate(de_qui)
            if (self.exemples[place].message.auteur in choisis) is dedans
        ]

    def sauf(self, auteurs: Iterable[str]) -> Simple:
        """The quick model that has not seen these authors."""
        parts = self._parts(auteurs)
        for nature, (x, y) in self.rejouees._parts(auteurs).items() if self.rejouees else ():
            parts[nature] = (vstack([parts[nature][0], x]), parts[nature][1] + y)
        return Simple.entrainer(parts)

    def _parts(self, auteurs: Iterable[str]) -> dict[str, tuple[Any, list[str]]]:
        """Clues and classes by kind, of the other authors."""
        parts = {}
        for nature, (x, y, _) in self.natures.items():
            lignes = self.lignes(nature, auteurs, dedans=False)
            parts[nature] = (x[lignes], [y[i] for i in lignes])
        return parts


def apprendre(lus: Sequence[Message], annonce: Annonce = lambda *_: None) -> Appris:
    """The examples of these messages, and those that are learnt once more. Errors: BaseAbsente."""
    propres, rejouees = exemples_de(lus, annonce)
    return Appris(propres, colonnes(propres), Appris(rejouees, colonnes(rejouees)))


def exemples_de(
    lus: Sequence[Message], annonce: Annonce = lambda *_: None
) -> tuple[list[Exemple], list[Exemple]]:
    """Of these messages, and of those that are learnt once more, each on its own day.

    One of the latter that lost a mark would teach that it states nothing: it is left out.
    Errors: BaseAbsente.
    """
    a_lire = [*lus, *rejouer(lus)]
    exemples = []
    for fait, message in enumerate(a_lire, 1):
        with horloge.au(message.jour):
            exemples.append(exemple(message))
        if fait % 50 == 0 or fait == len(a_lire):
            annonce("messages", fait, len(a_lire))
    return exemples[: len(lus)], [e for e in exemples[len(lus) :] if not e.manquees]


def hors_de_leur_pli(appris: Appris, nombre: int, annonce: Annonce = lambda *_: None) -> Tableaux:
    """Log-probabilities by the quick model, of each kind's rows, their author never seen."""
    auteurs = [e.message.auteur for e in appris.exemples]
    dites = {n: np.zeros((x.shape[0], len(CLASSES[n]))) for n, (x, _, _) in appris.natures.items()}
    for fait, dehors in enumerate(plis(auteurs, nombre), 1):
        simple = appris.sauf(dehors)
        for nature, (x, _, _) in appris.natures.items():
            if lignes := appris.lignes(nature, dehors, dedans=True):
                dites[nature][lignes] = simple(nature, x[lignes])
        annonce("plis", fait, nombre)
    return en_logs_permis(appris, dites)


def en_logs_permis(appris: Appris, probabilites: Tableaux) -> Tableaux:
    """Log-probabilities by the quick model, of each kind's rows: of no role without a value."""
    permises = {nature: p.copy() for nature, p in probabilites.items()}
    for _, lignes in rangees(appris.exemples):
        for candidat, i in lignes:
            permises[candidat.nature][i] = permettre(candidat, permises[candidat.nature][i])
    return {nature: en_logs(p) for nature, p in permises.items()}


def rangees(
    exemples: Iterable[Exemple],
) -> Iterator[tuple[Exemple, list[tuple[Candidat, int]]]]:
    """Each example, and each of its candidates with its row among those of its kind.

    The row of who writes is the example's own place.
    """
    suivantes: Counter[str] = Counter()
    for e in exemples:
        lignes = []
        for candidat in e.candidats:
            lignes.append((candidat, suivantes[candidat.nature]))
            suivantes[candidat.nature] += 1
        yield e, lignes


def profonds(appris: Appris, dits: Mapping[str, HorsPli]) -> Tableaux:
    """Log-probabilities by encoders that never saw the author; NaN where none was kept."""
    logs = {
        n: np.full((x.shape[0], len(CLASSES[n])), np.nan) for n, (x, _, _) in appris.natures.items()
    }
    rangs = {n: [ROLES_LUS.index(c) for c in cs] for n, cs in CLASSES.items() if n != PROFIL}
    for place, (e, lignes) in enumerate(rangees(appris.exemples)):
        if (dit := dits.get(e.message.id)) is None:
            continue
        for (candidat, i), lus in zip(lignes, dit.de(e.candidats), strict=True):
            if lus is not None:
                logs[candidat.nature][i] = lus[rangs[candidat.nature]]
        logs[PROFIL][place] = dit.profil
    return logs


def fusionner(appris: Appris, logs: Tableaux) -> Fusion:
    """Of each kind the mixture, from the rows of which all is known."""
    fusion = {}
    for nature, (_, classes, _) in appris.natures.items():
        connues = [i for i, ligne in enumerate(logs[nature]) if not np.isnan(ligne).any()]
        fusion[nature] = ajuster(nature, logs[nature][connues], [classes[i] for i in connues])
    return fusion


def juger(appris: Appris, fusion: Fusion, logs: Tableaux) -> list[Jugee]:
    """Each message as the mixture sees it, where all of its rows are known."""
    probabilites = {n: fusion[n](lignes) for n, lignes in logs.items()}
    jugees = []
    for place, (e, lignes) in enumerate(rangees(appris.exemples)):
        juges = [Juge(c, roles_de(c, probabilites[c.nature][i])) for c, i in lignes]
        du_profil = probabilites[PROFIL][place]
        profil = {c: float(x) for c, x in zip(CLASSES[PROFIL], du_profil, strict=True) if c != RIEN}
        connues = [*(x for j in juges for x in j.roles.values()), *profil.values()]
        if not np.isnan(connues).any():
            jugees.append(Jugee(e.message, juges, profil))
    return jugees


def entrainer(annonce: Annonce = lambda *_: None) -> Lecteur:
    """The reader, from the marked messages. Errors: CorpusInvalide, BaseAbsente."""
    appris = apprendre(messages(), annonce)
    simples = hors_de_leur_pli(appris, PLIS, annonce)
    des_deux = _cote_a_cote(simples, profonds(appris, lire_hors_pli()))
    seul, ensemble = fusionner(appris, simples), fusionner(appris, des_deux)
    seuils = regler(juger(appris, ensemble, des_deux))
    return Lecteur(appris.sauf(()), seul, ensemble, seuils)


def _cote_a_cote(a: Tableaux, b: Tableaux) -> Tableaux:
    return {nature: np.hstack([a[nature], b[nature]]) for nature in a}


def preparer(fichier: Path, annonce: Annonce = lambda *_: None) -> bool:
    """Trains and writes when something that counts has changed; whether it did."""
    actuelle = digest.of_reading()
    if stockage.empreinte(fichier) == actuelle:
        return False
    stockage.ecrire(fichier, entrainer(annonce), actuelle)
    return True
