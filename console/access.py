"""Who comes in and what they may see: headers, the audit log's entries, locked logins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import signals
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from console import journal
from console.models.acces import Acces, Geste

INCONNU = "inconnu"
# Nothing from elsewhere, no inline script.
POLITIQUE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)

SUIT = "X-Suit"  # the header by which vivant.js says that nobody asked


def noter(compte: Any, geste: Geste, quoi: str, motif: str = "") -> None:
    """Writes a line of the audit log; `compte`: a user, or None for somebody who is not known."""
    connu = compte is not None and compte.is_authenticated
    ligne = Acces(
        compte=compte if connu else None,
        qui=compte.get_username() if connu else INCONNU,
        geste=geste,
        quoi=quoi,
    )
    journal.ecrire(ligne, motif)


def adresse(requete: HttpRequest) -> str:
    """Where the call comes from: what the proxy in front says, if there is one by the settings."""
    relayee = (
        requete.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if settings.HTTPS
        else ""
    )
    return relayee or str(requete.META.get("REMOTE_ADDR", ""))


def politique_de_contenu(
    suite: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that says what a page may load, and that no browser keeps it."""

    def appliquer(requete: HttpRequest) -> HttpResponse:
        reponse = suite(requete)
        reponse.headers.setdefault("Content-Security-Policy", POLITIQUE)
        if not requete.path.startswith("/static/"):
            reponse.headers.setdefault("Cache-Control", "no-store")
        return reponse

    return appliquer


def refuser_les_nuls(
    suite: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that answers 400 to a NUL in an address or a field.

    No keyboard writes one, and PostgreSQL refuses it wherever it is stored or searched.
    """

    def appliquer(requete: HttpRequest) -> HttpResponse:
        donnees = (*requete.GET.lists(), *requete.POST.lists())
        mots = (requete.path, *(mot for nom, valeurs in donnees for mot in (nom, *valeurs)))
        if any("\x00" in mot for mot in mots):
            return HttpResponseBadRequest("Cette adresse ou ce formulaire n'est pas lisible.")
        return suite(requete)

    return appliquer


def noter_les_refus(
    suite: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that notes each page that was refused to an account.

    Somebody who has none is sent to the login page: its failures are noted, and slowed down.
    """

    def noter_un_refus(requete: HttpRequest) -> HttpResponse:
        reponse = suite(requete)
        if reponse.status_code == 403 and requete.user.is_authenticated:
            noter(requete.user, Geste.REFUS, f"{requete.method} {_page(requete)}")
        return reponse

    return noter_un_refus


def _page(requete: HttpRequest) -> str:
    """Its name and numbers, of no address that somebody made up."""
    trouvee = requete.resolver_match
    if trouvee is None:
        return "page inconnue"
    nombres = (str(valeur) for valeur in trouvee.kwargs.values() if isinstance(valeur, int))
    return " ".join([trouvee.url_name or "page", *nombres])


def suivre(
    suite: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware of what an open page asks for again and again, by itself (SUIT).

    That is no gesture of anybody: it does not make the login last longer, and takes no message that
    the next page is to show.
    """

    def appliquer(requete: HttpRequest) -> HttpResponse:
        requete.suit = requete.method == "GET" and SUIT in requete.headers
        reponse = suite(requete)
        if requete.suit:
            del requete.session  # which would be saved, and live on
        return reponse

    return appliquer


def ecouter() -> None:
    """Logins, failed ones too, go to the audit log."""
    signals.user_logged_in.connect(_connexion, dispatch_uid="acces_connexion")
    signals.user_login_failed.connect(_echec, dispatch_uid="acces_echec")


def _connexion(sender: Any, user: Any, **_: Any) -> None:
    noter(user, Geste.CONNEXION, "console")


def _echec(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    # What was typed for a name may be a password: only its beginning is kept, and not for ever.
    noter(None, Geste.ECHEC, "console", f"{str(credentials.get('username', ''))[:3]}…")
