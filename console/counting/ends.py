"""How conversations ended: outcomes, resolved without a person, verdicts by territory, delays."""

from __future__ import annotations

import statistics
from collections import Counter

from django.db.models import Count

from console.chiffre import Chiffre, Part
from console.counting.selection import conversations_de
from console.dates import Periode
from console.models.conversations import Issue
from console.resolution import LIBELLES, REPONSE, RESOLUE, VERDICT, selon_la_resolution
from console.words import duree
from vte.regles.presentation import STATUTS_DE_VERDICT

LIGNES_MAX = 20  # of the tables that could be endless
HORS = "-"  # the list's filter « territoire »: a commune of none
RENDU = "rendu"  # the list's filter « statut »: any verdict
# Seconds, from and up to: the classes of the picture, and of the list's filter « delai ».
CLASSES: dict[str, tuple[float, float | None, str]] = {
    "1": (0, 60, "moins d'une minute"),
    "2": (60, 120, "1 à 2 minutes"),
    "3": (120, 300, "2 à 5 minutes"),
    "4": (300, 600, "5 à 10 minutes"),
    "5": (600, 1800, "10 à 30 minutes"),
    "6": (1800, None, "plus de 30 minutes"),
}


def issues(periode: Periode) -> Chiffre:
    comptes = dict(conversations_de(periode).values_list("issue").annotate(n=Count("*")).order_by())
    total = sum(comptes.values())
    montrees = [i for i in Issue.values if i != Issue.ILLISIBLE or i in comptes] if total else []
    return Chiffre(
        "issues",
        "Issues",
        "Issue",
        ["conversations", "part"],
        [
            (str(Issue(i).label), [comptes.get(i, 0), Part(comptes.get(i, 0), total)])
            for i in montrees
        ],
        legende="Une conversation compte telle qu'elle est à sa fin : un verdict qu'une correction"
        " a rouvert est « à préciser ». En cours, elle compte comme un abandon tant que la"
        " personne n'a pas répondu.",
        liens=[{0: {"issue": i}} for i in montrees],
    )


def resolution(periode: Periode) -> Chiffre:
    comptes: Counter[str] = Counter(
        dict(
            selon_la_resolution(conversations_de(periode))
            .values_list("resolution")
            .annotate(n=Count("*"))
            .order_by()
        )
    )
    total = sum(comptes.values())
    comptes[RESOLUE] = comptes[VERDICT] + comptes[REPONSE]
    return Chiffre(
        "resolution",
        "Résolues sans personne",
        "Conversations",
        ["conversations", "part"],
        [(dit, [comptes[cle], Part(comptes[cle], total)]) for cle, dit in LIBELLES.items()]
        if total
        else [],
        legende="Résolue : la personne a eu un verdict, ou une réponse à sa question, n'a demandé"
        " personne, n'a pas été reprise par un conseiller et n'a donné aucun avis négatif.",
        liens=[{0: {"resolution": cle}} for cle in LIBELLES],
    )


def territoires(periode: Periode) -> Chiffre:
    """The verdicts that stand at the end of the conversations, by Territoire d'industrie."""
    comptes: dict[str, Counter[str]] = {}
    for nom, statut, n in (
        conversations_de(periode)
        .exclude(statut="")
        .exclude(commune="")
        .values_list("territoire", "statut")
        .annotate(n=Count("*"))
        .order_by()
    ):
        comptes.setdefault(nom, Counter())[statut] += n
    rangs = sorted(comptes.items(), key=lambda c: (-sum(c[1].values()), c[0]))[:LIGNES_MAX]
    return Chiffre(
        "territoires",
        "Verdicts par territoire",
        "Territoire d'industrie",
        ["verdicts", *STATUTS_DE_VERDICT.values()],
        [
            (
                nom or "hors des territoires",
                [sum(c.values()), *(c[s] for s in STATUTS_DE_VERDICT)],
            )
            for nom, c in rangs
        ],
        legende="Le verdict en vigueur à la fin de la conversation ; les"
        f" {LIGNES_MAX} territoires qui en ont le plus.",
        liens=[_liens_du_territoire(nom or HORS) for nom, _ in rangs],
    )


def _liens_du_territoire(nom: str) -> dict[int, dict[str, str]]:
    return {
        rang: {"territoire": nom, "statut": statut}
        for rang, statut in enumerate([RENDU, *STATUTS_DE_VERDICT])
    }


def delai(periode: Periode) -> Chiffre:
    delais = list(
        conversations_de(periode)
        .filter(delai_verdict__isnull=False)
        .order_by()
        .values_list("delai_verdict", flat=True)
    )
    comptes = Counter(_classe(d) for d in delais)
    legende = (
        f"Du premier message au premier verdict ; médiane : {_mediane(delais)}." if delais else ""
    )
    return Chiffre(
        "delai",
        "Temps jusqu'au verdict",
        "Temps",
        ["conversations"],
        [(nom, [comptes[cle]]) for cle, (_, _, nom) in CLASSES.items()] if delais else [],
        legende=legende,
        liens=[{0: {"delai": cle}} for cle in CLASSES],
    )


def _mediane(delais: list[float]) -> str:
    """Who says all in one message has a verdict at once."""
    mediane = statistics.median(delais)
    return duree(mediane) if mediane >= 1 else "moins d'une seconde"


def _classe(secondes: float) -> str:
    return next(
        cle for cle, (_, jusqu_a, _) in CLASSES.items() if jusqu_a is None or secondes < jusqu_a
    )
