"""Whether the console answers and how far it has read the tracker.

For a supervisor, without login and without data.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from console.projection import passes


@require_GET
@login_not_required
def repondre(requete: HttpRequest) -> JsonResponse:
    try:
        return JsonResponse({"status": "ok", "watermark": passes.dernier_lu()})
    except DatabaseError:
        return JsonResponse({"status": "starting"}, status=503)
