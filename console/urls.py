"""Every address of the console, and which of them the header offers."""

from __future__ import annotations

from django.contrib.auth import views as comptes
from django.urls import path
from django.views.generic import RedirectView

from console.admin import site
from console.menu import Entree
from console.views import (
    access,
    conversations,
    corrections,
    erasure,
    figures,
    health,
    login,
    relays,
    requests,
    results,
    retention,
    sources,
    transcript,
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="conversations"), name="accueil"),
    path("connexion/", login.Connexion.as_view(), name="connexion"),
    path("deconnexion/", comptes.LogoutView.as_view(), name="deconnexion"),
    path(
        "mot-de-passe/",
        comptes.PasswordChangeView.as_view(
            template_name="console/mot_de_passe.html", success_url="/"
        ),
        name="mot_de_passe",
    ),
    path("conversations/", conversations.lister, name="conversations"),
    path("conversations/export.csv", conversations.exporter, name="exporter"),
    path("conversations/<int:cle>/", transcript.lire, name="conversation"),
    path("conversations/<int:cle>/relecture/", transcript.relire, name="relire"),
    path("conversations/<int:cle>/notes/", transcript.annoter, name="annoter"),
    path("conversations/<int:cle>/relais/", relays.lire, name="relais"),
    path("conversations/<int:cle>/relais/fil/", relays.suivre, name="suivre_relais"),
    path("conversations/<int:cle>/relais/prendre/", relays.prendre, name="prendre_la_main"),
    path("conversations/<int:cle>/relais/repondre/", relays.dire, name="repondre"),
    path("conversations/<int:cle>/relais/rendre/", relays.rendre, name="rendre_la_main"),
    path("conversations/<int:cle>/effacer/", erasure.effacer, name="effacer"),
    path("tours/<int:cle>/corriger/", corrections.proposer, name="proposer"),
    path("corrections/", corrections.lister, name="corrections"),
    path("corrections/<int:cle>/", corrections.juger, name="juger"),
    path("corrections/corrections.yml", corrections.exporter, name="exporter_corrections"),
    path("corrections/corrections.jsonl", corrections.exporter_exemples, name="exporter_exemples"),
    path("resultats/", results.chercher, name="chercher_resultat"),
    path("resultats/<str:reference>/", results.lire, name="resultat"),
    path("resultats/<str:reference>/page/", results.montrer, name="montrer_resultat"),
    path("filtres/", conversations.garder_un_filtre, name="garder_un_filtre"),
    path("filtres/<int:cle>/oublier/", conversations.oublier_un_filtre, name="oublier_un_filtre"),
    path("demandes/", requests.lister, name="demandes"),
    path("demandes/<int:cle>/", requests.traiter, name="traiter"),
    path("demandes/<int:cle>/demasquer/", requests.demasquer, name="demasquer"),
    path("chiffres/", figures.lire, name="chiffres"),
    path("chiffres/themes/", figures.lire_les_themes, name="themes"),
    path("chiffres/<slug:nom>.csv", figures.en_csv, name="chiffre_csv"),
    path("chiffres/<slug:nom>.png", figures.en_png, name="chiffre_png"),
    path("sources/", sources.lister, name="sources"),
    path("sources/<str:cle>/lectures/", sources.noter_une_lecture, name="noter_lecture"),
    path("acces/", access.lister, name="acces"),
    path("conservation/", retention.conserver, name="conservation"),
    path("sante/", health.repondre, name="sante"),
    path("administration/", site.urls),
]

MENU = (
    Entree(
        "conversations",
        "Conversations",
        "console.view_conversation",
        ("conversation", "resultat", "relais"),
    ),
    Entree("corrections", "Corrections", "console.view_correction"),
    Entree("demandes", "Demandes", "console.view_suividemande", ("demasquer",)),
    Entree("chiffres", "Chiffres", "console.voir_chiffres", ("themes",)),
    Entree("sources", "Sources", "console.voir_sources", ("noter_lecture",)),
    Entree("acces", "Accès", "console.view_acces"),
)
