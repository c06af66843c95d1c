"""Corrections: proposed on a turn, judged by a second person, exported as training data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from console import examples, marking, review, training
from console.access import noter
from console.dates import jour_de
from console.marking import Annotation, Ligne
from console.models import Correction, Tour
from console.models.acces import Geste
from console.models.corrections import Etat
from console.training import CorrectionRefusee
from console.words import combien, intention

_EXISTE = "Une correction de cette phrase existe déjà : voyez la page Corrections."


@require_http_methods(["GET", "POST"])
@permission_required("console.proposer", raise_exception=True)
def proposer(requete: HttpRequest, cle: int) -> HttpResponse:
    """The sentence of this turn, with its right intent, and all the facts that it says."""
    tour = get_object_or_404(Tour, pk=cle)
    saisie, erreur = requete.POST.dict() or {"texte": tour.texte}, ""
    lignes = marking.saisies(marking.depart(tour), requete.POST)
    if requete.method == "POST":
        try:
            _proposer(tour, requete.user, saisie, lignes)
            messages.success(
                requete, "La correction est proposée : une autre personne doit l'accepter."
            )
            return redirect(f"{reverse('conversation', args=[tour.conversation_id])}#{tour.ancre}")
        except CorrectionRefusee as refus:
            erreur = str(refus)
    question = marking.question(tour)
    contexte = {
        "tour": tour,
        "saisie": saisie,
        "erreur": erreur,
        "lignes": lignes,
        "suggestions": marking.suggestions(tour.texte, question, jour_de(tour.le).isoformat()),
        "question": question,
        "intentions": _intentions(tour),
    }
    return render(requete, "console/corriger.html", contexte)


def _intentions(tour: Tour) -> list[tuple[str, str, str]]:
    """(name, words, example) of each intent: the one read, the two that came next, the others."""
    proches = [tour.intention, *(s["nom"] for s in tour.suivantes)]
    toutes = [(nom, intention(nom), exemple) for nom, exemple in training.modeles().items()]
    return sorted(toutes, key=lambda une: (_rang(une[0], proches), une[1]))


def _rang(nom: str, proches: Sequence[str]) -> int:
    """« faq » alone is near all of its topics, after those that are named."""
    if nom in proches:
        return proches.index(nom)
    return len(proches) + (nom.partition("/")[0] not in proches)


def _proposer(tour: Tour, auteur: Any, saisie: Mapping[str, str], lignes: Sequence[Ligne]) -> None:
    """Error: CorrectionRefusee."""
    texte, juste = training.nettoyer(saisie.get("texte", "")), saisie.get("intention", "")
    if not juste:
        raise CorrectionRefusee("Choisissez l'intention juste de cette phrase.")
    if tour.bouton:
        raise CorrectionRefusee("Ce message vient d'un bouton : il n'y a rien à apprendre.")
    jour, question = jour_de(tour.le), marking.question(tour)
    annotation = _annoter(tour, texte, saisie, lignes, jour.isoformat())
    training.verifier(texte, juste, sauf_connue=annotation is not None)
    _refuser_les_doubles(texte, juste, question, annotation)
    neuve = Correction(
        tour=tour,
        texte=texte,
        cle_texte=training.cle(texte),
        intention=juste,
        faits=annotation.faits if annotation else {},
        places=annotation and annotation.places,
        question=question,
        jour=jour,
        auteur=auteur,
    )
    try:
        with transaction.atomic():
            neuve.save()
    except IntegrityError as erreur:  # somebody proposes it at the same time
        raise CorrectionRefusee(_EXISTE) from erreur


def _annoter(
    tour: Tour, texte: str, saisie: Mapping[str, str], lignes: Sequence[Ligne], jour: str
) -> Annotation | None:
    """The facts, if they are to be learnt too; None otherwise. Error: CorrectionRefusee."""
    if "faits" in saisie:
        return marking.annoter(texte, lignes, jour)
    if list(lignes) != marking.depart(tour):
        raise CorrectionRefusee(
            "Vous avez changé les faits : cochez « Apprendre aussi les faits », ou laissez-les"
            " comme ils étaient."
        )
    return None


def _refuser_les_doubles(
    texte: str, juste: str, question: str, annotation: Annotation | None
) -> None:
    """A sentence has one intent, and says its facts once for each question.

    Error: CorrectionRefusee.
    """
    autres = Correction.objects.vivantes().filter(cle_texte=training.cle(texte))
    if autres.filter(question=question).exists() or (annotation is None and autres.exists()):
        raise CorrectionRefusee(_EXISTE)
    if contraire := autres.exclude(intention=juste).first():
        raise CorrectionRefusee(
            "Une correction donne déjà à cette phrase l'intention"
            f" « {intention(contraire.intention)} »."
        )


@require_GET
@permission_required("console.view_correction", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    """Those of one state. What others propose says how they read a conversation: it is not shown to
    who is still to judge that one without knowing.
    """
    etat = requete.GET.get("etat", Etat.PROPOSEE)
    corrections = Correction.objects.filter(etat=etat).select_related("auteur", "jugee_par", "tour")
    if etat == Etat.PROPOSEE:  # what waits for longest is judged first
        corrections = corrections.order_by("le", "pk")
    page = Paginator(corrections, 50).get_page(requete.GET.get("page"))
    tues = review.a_juger(requete.user, {c.tour.conversation_id for c in page})
    for correction in page:
        correction.tue = correction.tour.conversation_id in tues
    contexte = {
        "page": page,
        "etat": etat,
        "etats": Etat.choices,
    }
    return render(requete, "console/corrections.html", contexte)


@require_POST
@permission_required("console.juger", raise_exception=True)
def juger(requete: HttpRequest, cle: int) -> HttpResponse:
    """Accepted or refused, by somebody else than its author."""
    correction = get_object_or_404(
        Correction.objects.select_related("tour"), pk=cle, etat=Etat.PROPOSEE
    )
    if correction.auteur_id == requete.user.pk:
        messages.error(requete, "Cette correction est la vôtre : une autre personne doit la juger.")
        return redirect("corrections")
    if review.a_juger(requete.user, [correction.tour.conversation_id]):
        messages.error(requete, "Jugez d'abord la lecture de cette conversation, tirée au hasard.")
        return redirect("conversation", correction.tour.conversation_id)
    correction.etat = Etat.ACCEPTEE if requete.POST.get("geste") == "accepter" else Etat.REFUSEE
    if not _juger(correction, requete.user):
        messages.error(requete, "Une autre personne vient de juger cette correction.")
        return redirect("corrections")
    noter(requete.user, Geste.CORRECTION, f"correction {cle} : {correction.get_etat_display()}")
    messages.success(
        requete, f"« {correction.texte[:60]} » : correction {correction.get_etat_display()}."
    )
    return redirect("corrections")


def _juger(correction: Correction, compte: Any) -> bool:
    """Whether it still waited: of two people at once, one judges it."""
    attend = Correction.objects.filter(pk=correction.pk, etat=Etat.PROPOSEE)
    jugee = {"etat": correction.etat, "jugee_par": compte, "jugee_le": timezone.now()}
    return attend.update(**jugee) == 1


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
def exporter_exemples(requete: HttpRequest) -> HttpResponse:
    """The accepted messages with their facts marked, as a file of data/lecture."""
    exemples = [examples.exemple(c) for c in Correction.objects.annotees()]
    noter(requete.user, Geste.EXPORT, combien(len(exemples), "exemple annoté"))
    return _fichier("corrections.jsonl", examples.ecrire(exemples), "application/jsonl")


def _fichier(nom: str, contenu: str, nature: str) -> HttpResponse:
    return HttpResponse(
        contenu,
        content_type=f"{nature}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )
