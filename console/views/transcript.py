"""A conversation turn by turn, and what staff say of it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from console.access import noter
from console.accounts import actifs
from console.feedback import joindre_les_avis
from console.models import Conversation, Etiquette
from console.models.acces import Geste
from console.review import accorder_le_signalement, marquer_relue
from console.views import review


class Relecture(forms.ModelForm):
    """The marks on a conversation."""

    class Meta:
        model = Conversation
        fields = ["relue", "signalee", "affectee_a", "etiquettes"]
        labels = {"affectee_a": "Affectée à", "etiquettes": "Étiquettes"}
        widgets = {"etiquettes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["affectee_a"].queryset = actifs()
        self.fields["affectee_a"].empty_label = "personne"
        self.fields["etiquettes"].queryset = Etiquette.objects.all()


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lire(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation = get_object_or_404(
        Conversation.objects.select_related("relue_par", "affectee_a"), pk=cle
    )
    tours = list(conversation.les_tours.select_related("verdict").prefetch_related("corrections"))
    noter(requete.user, Geste.LECTURE, f"conversation {cle}")
    notes = list(conversation.notes.select_related("auteur"))
    relecture = review.contexte(requete, conversation, tours)
    contexte = relecture | {
        "conversation": conversation,
        "tours": tours,
        "verdict": next(
            (tour.verdict for tour in reversed(tours) if hasattr(tour, "verdict")), None
        ),
        "avis": joindre_les_avis(conversation, tours),
        "autres": Conversation.objects.filter(personne=conversation.personne)
        .exclude(pk=cle)
        .count(),
        "relecture": Relecture(instance=conversation)
        if requete.user.has_perm("console.relire")
        else None,
        "notes": notes,
        # Who judges one drawn at random is not told what the other thinks of it.
        "notes_montrees": [
            n for n in notes if not relecture["a_juger"] or n.auteur_id == requete.user.pk
        ],
    }
    return render(requete, "console/transcription.html", contexte)


@require_POST
@permission_required("console.relire", raise_exception=True)
def relire(requete: HttpRequest, cle: int) -> HttpResponse:
    """Marks: reviewed, flagged, assigned, tagged. Who marks it reviewed is its reviewer."""
    conversation = get_object_or_404(Conversation, pk=cle)
    deja = conversation.relue
    formulaire = Relecture(requete.POST, instance=conversation)
    if formulaire.is_valid():
        with transaction.atomic():
            formulaire.save()
            accorder_le_signalement(conversation)
            if conversation.relue != deja:
                marquer_relue(conversation, requete.user, conversation.relue)
        messages.success(requete, "La relecture est enregistrée.")
    else:
        messages.error(
            requete,
            "La relecture n'est pas enregistrée : un choix n'existe plus. Rechargez la page.",
        )
    return redirect("conversation", cle)


@require_POST
@permission_required("console.relire", raise_exception=True)
def annoter(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=cle)
    if texte := requete.POST.get("texte", "").strip():
        conversation.notes.create(auteur=requete.user, texte=texte[:4000])
        messages.success(requete, "La note est ajoutée.")
    return redirect("conversation", cle)
