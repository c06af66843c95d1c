"""Every address of the console, and which of them the header offers."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from console.menu import Entree
from console.views import (
    access,
    accounts,
    announcements,
    conversations,
    corrections,
    erasure,
    factor,
    figures,
    health,
    login,
    relays,
    requests,
    results,
    retention,
    sources,
    tags,
    transcript,
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="conversations"), name="accueil"),
    path("connexion/", login.Connexion.as_view(), name="connexion"),
    path("deconnexion/", LogoutView.as_view(), name="deconnexion"),
    path("connexion/code/", login.demander_le_code, name="code"),
    path("mot-de-passe/", login.MotDePasse.as_view(), name="mot_de_passe"),
    path("second-facteur/", factor.gerer, name="second_facteur"),
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
    path("sources/", sources.lister, name="sources"),
    path("sources/<str:cle>/lectures/", sources.noter_une_lecture, name="noter_lecture"),
    path("ouverture/", announcements.lire, name="annonces"),
    path("ouverture/<str:sorte>/publier/", announcements.publier, name="publier_annonce"),
    path("ouverture/<str:sorte>/retirer/", announcements.retirer, name="retirer_annonce"),
    path("acces/", access.lister, name="acces"),
    path("conservation/", retention.conserver, name="conservation"),
    path("sante/", health.repondre, name="sante"),
    path("comptes/", accounts.lister, name="comptes"),
    path("comptes/<int:cle>/", accounts.changer, name="compte"),
    path("verrous/", accounts.verrous, name="verrous"),
    path("etiquettes/", tags.gerer, name="etiquettes"),
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
    Entree("chiffres", "Chiffres", "console.voir_chiffres"),
    Entree("sources", "Sources", "console.voir_sources", ("noter_lecture",)),
    Entree("annonces", "Ouverture", "console.annoncer", ("publier_annonce",)),
    Entree("etiquettes", "Étiquettes", "console.change_etiquette"),
    Entree("acces", "Accès", "console.view_acces"),
    Entree("comptes", "Comptes", "auth.view_user", ("compte", "verrous")),
)
