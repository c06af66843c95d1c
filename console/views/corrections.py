"""Corrections: proposed on a turn, judged by a second person, exported as training data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from console import training
from console.access import noter
from console.models import Correction, Tour
from console.models.acces import Geste
from console.models.corrections import Etat
from console.training import CorrectionRefusee
from console.words import combien, intention, libelle
from vte.dossier import CLES, LES_CLES
from vte.lecture import lire


@require_http_methods(["GET", "POST"])
@permission_required("console.proposer", raise_exception=True)
def proposer(requete: HttpRequest, cle: int) -> HttpResponse:
    """The sentence of this turn, with its right intent, and the fact that it says."""
    tour = get_object_or_404(Tour, pk=cle)
    saisie, erreur = requete.POST.dict() or {"texte": tour.texte, "intention": tour.intention}, ""
    if requete.method == "POST":
        try:
            _proposer(tour, requete.user, saisie)
            messages.success(
                requete, "La correction est proposée : une autre personne doit l'accepter."
            )
            return redirect(f"{reverse('conversation', args=[tour.conversation_id])}#{tour.ancre}")
        except CorrectionRefusee as refus:
            erreur = str(refus)
    contexte = {
        "tour": tour,
        "saisie": saisie,
        "erreur": erreur,
        "cles": {c.nom: c.libelle for c in LES_CLES.values()},
        "intentions": [(nom, intention(nom)) for nom in training.intentions()],
    }
    return render(requete, "console/corriger.html", contexte)


def _proposer(tour: Tour, auteur: Any, saisie: Mapping[str, str]) -> None:
    """Error: CorrectionRefusee."""
    texte, juste = training.nettoyer(saisie.get("texte", "")), saisie.get("intention", "")
    faits = _fait(saisie.get("cle", ""), saisie.get("valeur", ""))
    if tour.bouton:
        raise CorrectionRefusee("Ce message vient d'un bouton : il n'y a rien à apprendre.")
    training.verifier(texte, juste, sauf_connue=bool(faits))
    if Correction.objects.filter(cle_texte=training.cle(texte)).exists():
        raise CorrectionRefusee(
            "Une correction de cette phrase existe déjà : voyez la page Corrections."
        )
    Correction.objects.create(
        tour=tour,
        texte=texte,
        cle_texte=training.cle(texte),
        intention=juste,
        faits=faits,
        auteur=auteur,
    )


def _fait(cle: str, valeur: str) -> dict[str, Any]:
    """The fact as a value of the dossier, read as an answer is. Error: CorrectionRefusee."""
    if not cle or not valeur.strip():
        return {}
    if cle not in CLES:
        raise CorrectionRefusee("Ce fait n'est pas dans le dossier.")
    lecture = lire(valeur, cle)
    if cle not in lecture.faits:
        raise CorrectionRefusee(
            f"« {valeur[:60]} » ne se lit pas comme {libelle(cle)} : écrivez la valeur seule,"
            " par exemple « 45 », « CDD » ou « 1er septembre 2021 »."
        )
    return {cle: lecture.faits[cle]}


@require_GET
@permission_required("console.view_correction", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    etat = requete.GET.get("etat", Etat.PROPOSEE)
    corrections = Correction.objects.filter(etat=etat).select_related("auteur", "jugee_par", "tour")
    contexte = {
        "page": Paginator(corrections, 50).get_page(requete.GET.get("page")),
        "etat": etat,
        "etats": Etat.choices,
    }
    return render(requete, "console/corrections.html", contexte)


@require_POST
@permission_required("console.juger", raise_exception=True)
def juger(requete: HttpRequest, cle: int) -> HttpResponse:
    """Accepted or refused, by somebody else than its author."""
    correction = get_object_or_404(Correction, pk=cle, etat=Etat.PROPOSEE)
    if correction.auteur_id == requete.user.pk:
        messages.error(requete, "Cette correction est la vôtre : une autre personne doit la juger.")
        return redirect("corrections")
    correction.etat = Etat.ACCEPTEE if requete.POST.get("geste") == "accepter" else Etat.REFUSEE
    correction.jugee_par, correction.jugee_le = requete.user, timezone.now()
    correction.save()
    messages.success(
        requete, f"« {correction.texte[:60]} » : correction {correction.get_etat_display()}."
    )
    return redirect("corrections")


@require_GET
@permission_required("console.exporter_corrections", raise_exception=True)
def exporter(requete: HttpRequest) -> HttpResponse:
    """The accepted sentences that the training data does not have yet, as a file of data/nlu."""
    phrases = [
        (c.texte, c.intention)
        for c in Correction.objects.acceptees()
        if training.connue(c.texte) is None
    ]
    noter(requete.user, Geste.EXPORT, combien(len(phrases), "correction"))
    return _fichier("corrections.yml", training.ecrire(phrases), "application/yaml")


@require_GET
@permission_required("console.exporter_corrections", raise_exception=True)
def exporter_les_faits(requete: HttpRequest) -> HttpResponse:
    """The accepted facts, one JSON line each, `{"texte", "question", "faits"}`.

    Cases for the reading of values (vte.lecture).
    """
    cas = [
        {"texte": c.texte, "question": c.tour.posee or None, "faits": c.faits}
        for c in Correction.objects.acceptees()
        if c.faits
    ]
    noter(requete.user, Geste.EXPORT, combien(len(cas), "fait corrigé"))
    return _fichier(
        "faits.jsonl",
        "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in cas),
        "application/jsonl",
    )


def _fichier(nom: str, contenu: str, nature: str) -> HttpResponse:
    return HttpResponse(
        contenu,
        content_type=f"{nature}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )
