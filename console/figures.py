"""Figures over a period: each a table, which images.py draws and which stands under its picture."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from console.dates import Periode
from console.models import Conversation, SuiviDemande, Tour
from console.models.conversations import Issue
from console.models.demandes import Traitement
from console.words import CANAUX, QUESTIONS, duree
from vte.demandes import Demandes
from vte.regles.presentation import STATUTS_DE_VERDICT

LIGNES_MAX = 20  # of the tables that could be endless
# Seconds: the bounds of the pictures' classes.
_CLASSES = (
    (60, "moins d'une minute"),
    (120, "1 à 2 minutes"),
    (300, "2 à 5 minutes"),
    (600, "5 à 10 minutes"),
    (1800, "10 à 30 minutes"),
    (None, "plus de 30 minutes"),
)


@dataclass(frozen=True)
class Chiffre:
    """`series`: what the columns after the first hold; `lignes`: (label, value of each series).

    `dessin`: which series are drawn.

    `legende`: one sentence under the title. Values are numbers or text.
    """

    id: str
    titre: str
    etiquette: str
    series: Sequence[str]
    lignes: Sequence[tuple[str, Sequence[float | str]]]
    dessin: Sequence[int] = (0,)
    legende: str = ""
    empile: bool = False


def tous(periode: Periode) -> list[Chiffre]:
    """Every figure of the page, in its order."""
    conversations = Conversation.objects.filter(fin__gte=periode.debut, fin__lt=periode.fin)
    tours = Tour.objects.filter(le__gte=periode.debut, le__lt=periode.fin)
    return [
        _par_jour(conversations, periode),
        _issues(conversations),
        _entonnoir(tours),
        _incompris_par_jour(tours, periode),
        _messages_incompris(tours),
        _territoires(conversations),
        _delai(conversations),
        _demandes(periode),
    ]


def _par_jour(conversations: QuerySet, periode: Periode) -> Chiffre:
    comptes = {
        (r["jour"], r["canal"]): r["n"]
        for r in conversations.annotate(jour=TruncDate("fin"))
        .values("jour", "canal")
        .annotate(n=Count("pk"))
        .order_by()
    }
    canaux = [
        c
        for c in (*CANAUX, *sorted({c for _, c in comptes} - set(CANAUX)))
        if any(canal == c for _, canal in comptes)
    ]
    lignes = [
        (f"{jour:%d/%m/%Y}", [comptes.get((jour, c), 0) for c in canaux]) for jour in periode.jours
    ]
    noms = [CANAUX.get(c, c or "autre") for c in canaux]
    return Chiffre(
        "par-jour",
        "Conversations par jour et par canal",
        "Jour",
        noms or ["conversations"],
        lignes if canaux else [],
        tuple(range(len(canaux))),
        empile=True,
    )


def _issues(conversations: QuerySet) -> Chiffre:
    comptes = dict(conversations.values_list("issue").annotate(n=Count("pk")).order_by())
    total = sum(comptes.values())
    lignes = [
        (str(Issue(i).label), [comptes.get(i, 0), _part(comptes.get(i, 0), total)])
        for i in Issue.values
        if i != Issue.ILLISIBLE or i in comptes
    ]
    legende = (
        "Une conversation en cours compte comme un abandon tant que la personne n'a pas répondu."
    )
    return Chiffre(
        "issues",
        "Issues",
        "Issue",
        ["conversations", "part"],
        lignes if total else [],
        legende=legende,
    )


def _entonnoir(tours: QuerySet) -> Chiffre:
    """For each question, in how many conversations it was put, and in how many it was answered."""
    posees = dict(
        tours.exclude(question="")
        .values_list("question")
        .annotate(n=Count("conversation", distinct=True))
        .order_by()
    )
    repondues = dict(
        tours.filter(repondue=True)
        .values_list("posee")
        .annotate(n=Count("conversation", distinct=True))
        .order_by()
    )
    lignes = [
        (
            libelle,
            [
                posees.get(cle, 0),
                repondues.get(cle, 0),
                _part(repondues.get(cle, 0), posees.get(cle, 0)),
            ],
        )
        for cle, libelle in QUESTIONS.items()
        if cle in posees or cle in repondues
    ]
    legende = "Un fait dit sans qu'on l'ait demandé n'y compte pas : sa question n'a pas été posée."
    return Chiffre(
        "entonnoir",
        "Question par question",
        "Question",
        ["conversations où elle est posée", "où l'on y répond", "part"],
        lignes,
        (0, 1),
        legende,
    )


def _incompris_par_jour(tours: QuerySet, periode: Periode) -> Chiffre:
    par_jour = (
        tours.filter(bouton=False)
        .annotate(jour=TruncDate("le"))
        .values("jour")
        .annotate(n=Count("pk"), non=Count("pk", filter=Q(compris=False)))
        .order_by()
    )
    comptes = {r["jour"]: (r["n"], r["non"]) for r in par_jour}
    lignes = [
        (f"{jour:%d/%m/%Y}", [round(100 * non / n, 1), non, n])
        for jour in periode.jours
        for n, non in [comptes.get(jour, (0, 0))]
        if n
    ]
    n, non = sum(c[0] for c in comptes.values()), sum(c[1] for c in comptes.values())
    return Chiffre(
        "incompris",
        "Messages pas compris",
        "Jour",
        ["part (%)", "pas compris", "messages écrits"],
        lignes,
        legende=f"Sur la période : {_part(non, n)}." if n else "",
    )


def _messages_incompris(tours: QuerySet) -> Chiffre:
    textes = tours.filter(compris=False, bouton=False).values_list("texte", flat=True).iterator()
    comptes = Counter(" ".join(t.lower().split())[:120] for t in textes)
    lignes = [(texte, [n]) for texte, n in comptes.most_common(LIGNES_MAX) if n > 1]
    legende = (
        "Un message dit une seule fois n'y est pas : il peut désigner quelqu'un."
        " La liste des conversations le montre."
    )
    return Chiffre(
        "frequents",
        "Messages pas compris les plus fréquents",
        "Message",
        ["fois"],
        lignes,
        legende=legende,
    )


def _territoires(conversations: QuerySet) -> Chiffre:
    """The verdicts that stand at the end of the conversations, by Territoire d'industrie."""
    comptes: dict[str, Counter[str]] = {}
    for nom, statut, n in (
        conversations.exclude(statut="")
        .exclude(commune="")
        .values_list("territoire", "statut")
        .annotate(n=Count("pk"))
        .order_by()
    ):
        comptes.setdefault(nom or "hors des territoires", Counter())[statut] += n
    rangs = sorted(comptes.items(), key=lambda c: (-sum(c[1].values()), c[0]))[:LIGNES_MAX]
    lignes = [(nom, [sum(c.values()), *(c[s] for s in STATUTS_DE_VERDICT)]) for nom, c in rangs]
    return Chiffre(
        "territoires",
        "Verdicts par territoire",
        "Territoire d'industrie",
        ["verdicts", *STATUTS_DE_VERDICT.values()],
        lignes,
    )


def _delai(conversations: QuerySet) -> Chiffre:
    delais = sorted(
        conversations.filter(delai_verdict__isnull=False).values_list("delai_verdict", flat=True)
    )
    comptes: Counter[str] = Counter()
    for delai in delais:
        comptes[next(nom for borne, nom in _CLASSES if borne is None or delai < borne)] += 1
    legende = (
        f"Du premier message au premier verdict ; médiane : {duree(statistics.median(delais))}."
        if delais
        else ""
    )
    return Chiffre(
        "delai",
        "Temps jusqu'au verdict",
        "Temps",
        ["conversations"],
        [(nom, [comptes[nom]]) for _, nom in _CLASSES] if delais else [],
        legende=legende,
    )


def _demandes(periode: Periode) -> Chiffre:
    recues = [
        d
        for d in Demandes().envoyees()
        if periode.debut <= datetime.fromisoformat(d.le) < periode.fin
    ]
    etats = dict(
        SuiviDemande.objects.filter(demande__in=[d.id for d in recues]).values_list(
            "demande", "etat"
        )
    )
    comptes = Counter(etats.get(d.id, Traitement.NOUVELLE) for d in recues)
    return Chiffre(
        "demandes",
        "Demandes de rappel",
        "État",
        ["demandes"],
        [(str(e.label), [comptes[e]]) for e in Traitement] if recues else [],
    )


def _part(n: int, total: int) -> str:
    return f"{100 * n / total:.0f}\u00a0%" if total else "—"
