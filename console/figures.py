"""Figures over a period: each a table, which pictures.py draws and which stands under its picture.

They are of the conversations whose last message was on a day of the period: so a figure and the
list of conversations that it leads to count the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from console.chiffre import Chiffre, Part, Valeur
from console.counting import ends, people
from console.counting.selection import comptes_de, conversations_de
from console.dates import Periode
from console.models import SuiviDemande
from console.models.constats import Genre
from console.models.demandes import Traitement
from console.requests import relever
from console.words import CANAUX, QUESTIONS

__all__ = ["FIGURES", "Chiffre", "tous", "un"]


def tous(periode: Periode) -> list[Chiffre]:
    """Every figure of the page, in its order."""
    return [faire(periode) for faire in FIGURES.values()]


def un(nom: str, periode: Periode) -> Chiffre:
    """The figure of this name. Error: KeyError."""
    return FIGURES[nom](periode)


def _par_jour(periode: Periode) -> Chiffre:
    comptes = {
        (r["jour"], r["canal"]): r["n"]
        for r in conversations_de(periode).values("jour", "canal").annotate(n=Count("*"))
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
    parjour = Chiffre(
        "par-jour",
        "Conversations par jour et par canal",
        "Jour",
        noms or ["conversations"],
        lignes if canaux else [],
        tuple(range(len(canaux))),
        empile=True,
        liens=[
            {rang: _du_jour(jour.isoformat()) | {"canal": c} for rang, c in enumerate(canaux) if c}
            for jour in periode.jours
        ],
    )
    sommes = [(nom, [sum(v[rang] for _, v in lignes)]) for rang, nom in enumerate(noms)]
    liens = [{0: {"canal": c}} if c else {} for c in canaux]
    return replace(
        parjour,
        a_comparer=Chiffre(
            "par-jour",
            "Conversations par canal",
            "Canal",
            ["conversations"],
            sommes,
            liens=liens,
        ),
    )


def _du_jour(jour: str) -> dict[str, str]:
    return {"du": jour, "au": jour}


def _entonnoir(periode: Periode) -> Chiffre:
    """For each question, in how many conversations it was put, and in how many it was answered."""
    posees = comptes_de(periode, Genre.POSEE, QUESTIONS)
    repondues = comptes_de(periode, Genre.REPONDUE, QUESTIONS)
    lignes: list[tuple[str, list[Valeur]]] = []
    liens: list[dict[int, dict[str, str]]] = []
    for cle, libelle in QUESTIONS.items():
        posee, repondue = posees.get(cle, (0, 0))[1], repondues.get(cle, (0, 0))[1]
        if posee or repondue:
            lignes.append((libelle, [posee, repondue, Part(repondue, posee)]))
            liens.append({0: {"posee": cle}, 1: {"repondue": cle}})
    return Chiffre(
        "entonnoir",
        "Question par question",
        "Question",
        ["conversations où elle est posée", "où l'on y répond", "part"],
        lignes,
        (0, 1),
        "Un fait dit sans qu'on l'ait demandé n'y compte pas : sa question n'a pas été posée.",
        liens=liens,
    )


def _incompris(periode: Periode) -> Chiffre:
    sommes = {
        r["jour"]: (r["non"], r["n"], r["touchees"])
        for r in conversations_de(periode)
        .values("jour")
        .annotate(
            n=Sum("ecrits"),
            non=Sum("ecrits_incompris"),
            touchees=Count("jour", filter=Q(incompris__gt=0)),
        )
    }
    jours = [jour for jour in periode.jours if sommes.get(jour, (0, 0, 0))[1]]
    series = ["part (%)", "pas compris", "messages écrits", "conversations"]
    lignes = [
        (f"{jour:%d/%m/%Y}", [Part(*sommes[jour][:2]).pourcent, *sommes[jour]]) for jour in jours
    ]
    non, n, conversations = (sum(s[rang] for s in sommes.values()) for rang in range(3))
    return Chiffre(
        "incompris",
        "Messages pas compris",
        "Jour",
        series,
        lignes,
        legende=f"Sur la période : {Part(non, n)}. Un message compris de travers n'y est pas :"
        " voyez les faits corrigés."
        if n
        else "",
        liens=[{3: {"incompris": "oui"} | _du_jour(j.isoformat())} for j in jours],
        a_comparer=Chiffre(
            "incompris",
            "Messages pas compris",
            "Messages",
            ["part", "pas compris", "messages écrits", "conversations"],
            [("écrits", [Part(non, n), non, n, conversations])] if n else [],
            liens=[{3: {"incompris": "oui"}}],
        ),
    )


def _demandes(periode: Periode) -> Chiffre:
    relever()
    recues = SuiviDemande.objects.filter(recue_le__gte=periode.debut, recue_le__lt=periode.fin)
    comptes = dict(recues.order_by().values_list("etat").annotate(n=Count("*")))
    return Chiffre(
        "demandes",
        "Demandes de rappel",
        "État",
        ["demandes"],
        [(str(e.label), [comptes.get(e, 0)]) for e in Traitement] if comptes else [],
        liens=[{0: _des_demandes(e, periode)} for e in Traitement],
    )


def _des_demandes(etat: str, periode: Periode) -> str:
    """The address of the requests of this state that came in the period."""
    dates = {"du": periode.du.isoformat(), "au": periode.au.isoformat()}
    return f"{reverse('demandes')}?{urlencode({'etat': etat} | dates)}"


# By the name that the addresses have.
FIGURES: dict[str, Callable[[Periode], Chiffre]] = {
    "par-jour": _par_jour,
    "issues": ends.issues,
    "resolution": ends.resolution,
    "satisfaction": people.satisfaction,
    "motifs": people.motifs,
    "entonnoir": _entonnoir,
    "incompris": _incompris,
    "corriges": people.corriges,
    "territoires": ends.territoires,
    "delai": ends.delai,
    "demandes": _demandes,
}
