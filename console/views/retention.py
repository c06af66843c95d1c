"""What is kept too long, and the button that erases it now.

The projection that follows does it each hour.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from console.access import noter
from console.effacement import purger
from console.models import Conversation
from console.models.acces import Geste
from console.words import combien
from vte.reglages import CONSERVATION


@require_http_methods(["GET", "POST"])
@permission_required("console.effacer", raise_exception=True)
def conserver(requete: HttpRequest) -> HttpResponse:
    jours = CONSERVATION.lire().days
    if requete.method == "POST":
        dit = f"{combien(purger(), 'conversation')} de plus de {jours} jours"
        noter(requete.user, Geste.EFFACEMENT, dit)
        messages.success(requete, f"C'est fait : {dit}.")
        return redirect("conservation")
    limite = timezone.now() - timedelta(days=jours)
    contexte = {
        "jours": jours,
        "anciennes": Conversation.objects.filter(fin__lt=limite).count(),
        "limite": limite,
    }
    return render(requete, "console/conservation.html", contexte)
