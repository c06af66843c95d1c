"""The filters of the list; their names are those of the query string, which saved filters keep."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django import forms
from django.db.models import F, Q, QuerySet

from console.accounts import actifs
from console.counting.ends import CLASSES, HORS, RENDU
from console.dates import BORNES, debut_du_jour, fin_du_jour
from console.models import Constat, Conversation, Etiquette, Raison
from console.models.conversations import Issue
from console.models.raisons import MotifDeRelecture
from console.relays import les_relais
from console.resolution import LIBELLES, resolues
from console.search import chercher
from console.selection import PARMI_MAX, depuis_texte
from console.words import AUDIENCES, CANAUX, QUESTIONS, libelle
from vte.avis import MOTIFS
from vte.dossier import CLES
from vte.regles.presentation import STATUTS_DE_VERDICT
from vte.texte import aplatir

TRIS = {
    "confiance": ("confiance, la plus faible d'abord", F("confiance_min").asc(nulls_last=True)),
    "incompris": ("tours pas compris, le plus d'abord", F("incompris").desc()),
    "tours": ("tours, le plus d'abord", F("tours").desc()),
}
TEXTE_MAX = 255  # characters: what is stored is no longer, and no database searches for more
_OUI_NON = [("oui", "oui"), ("non", "non")]
AVIS = [("oui", "utile"), ("non", "pas utile")]
FAITS = [(cle, libelle(cle)) for cle in CLES]


def _date() -> forms.DateInput:
    return forms.DateInput(
        format="%Y-%m-%d", attrs={"type": "date"}
    )  # what the browser's own field wants


def _canaux() -> list[tuple[str, str]]:
    """The channels that have a name for staff, and others that somebody wrote on, by their own."""
    autres = Conversation.objects.exclude(canal__in=CANAUX).values_list("canal", flat=True)
    return [*CANAUX.items(), *((nom, nom) for nom in autres.distinct().order_by("canal"))]


class Filtres(df.FilterSet):
    """What narrows the list of conversations."""

    q = df.CharFilter(label="Mots", method="_mots", max_length=TEXTE_MAX)
    du = df.DateFilter(label="Depuis le", method="_du", widget=_date(), validators=BORNES)
    au = df.DateFilter(label="Jusqu'au", method="_au", widget=_date(), validators=BORNES)
    canal = df.ChoiceFilter(label="Canal", choices=_canaux, empty_label="tous")
    audience = df.ChoiceFilter(
        label="Audience", choices=list(AUDIENCES.items()), empty_label="toutes"
    )
    commune = df.CharFilter(label="Commune", method="_commune", max_length=TEXTE_MAX)
    departement = df.CharFilter(label="Département", lookup_expr="exact", max_length=TEXTE_MAX)
    issue = df.ChoiceFilter(label="Issue", choices=Issue.choices, empty_label="toutes")
    question = df.ChoiceFilter(
        label="Abandon à la question",
        choices=list(QUESTIONS.items()),
        method="_abandon",
        empty_label="toutes",
    )
    statut = df.ChoiceFilter(
        label="Verdict",
        choices=[(RENDU, "un verdict, quel qu'il soit"), *STATUTS_DE_VERDICT.items()],
        method="_statut",
        empty_label="tous",
    )
    territoire = df.CharFilter(
        label="Territoire d'industrie (-\u00a0: aucun)", method="_territoire", max_length=TEXTE_MAX
    )
    delai = df.ChoiceFilter(
        label="Temps jusqu'au verdict",
        choices=[(cle, nom) for cle, (_, _, nom) in CLASSES.items()],
        method="_delai",
        empty_label="indifférent",
    )
    resolution = df.ChoiceFilter(
        label="Résolue sans personne",
        choices=list(LIBELLES.items()),
        method="_resolution",
        empty_label="indifférent",
    )
    tours_min = df.NumberFilter(label="Tours, au moins", field_name="tours", lookup_expr="gte")
    tours_max = df.NumberFilter(label="Tours, au plus", field_name="tours", lookup_expr="lte")
    confiance = df.NumberFilter(
        label="Confiance au plus (%)", method="_confiance", min_value=0, max_value=100
    )
    incompris = df.ChoiceFilter(
        label="Un tour pas compris",
        choices=_OUI_NON,
        method="_incompris",
        empty_label="indifférent",
    )
    signalee = df.ChoiceFilter(
        label="Signalée", choices=_OUI_NON, method="_oui_non", empty_label="indifférent"
    )
    avis_negatif = df.ChoiceFilter(
        label="Avis négatif", choices=_OUI_NON, method="_oui_non", empty_label="indifférent"
    )
    echange = df.ChoiceFilter(
        label="Échange ouvert avec un conseiller",
        choices=_OUI_NON,
        method="_echange",
        empty_label="indifférent",
    )
    raison = df.ChoiceFilter(
        label="À relire parce que",
        choices=MotifDeRelecture.choices,
        method="_raison",
        empty_label="indifférent",
    )
    avis = df.ChoiceFilter(
        label="Avis donné", choices=AVIS, method="_constat", empty_label="indifférent"
    )
    motif = df.ChoiceFilter(
        label="Motif de l'avis",
        choices=list(MOTIFS.items()),
        method="_constat",
        empty_label="indifférent",
    )
    corrige = df.ChoiceFilter(
        label="Fait pris, puis corrigé", choices=FAITS, method="_constat", empty_label="indifférent"
    )
    posee = df.ChoiceFilter(
        label="Question posée",
        choices=list(QUESTIONS.items()),
        method="_constat",
        empty_label="indifférente",
    )
    repondue = df.ChoiceFilter(
        label="Question qui a eu sa réponse",
        choices=list(QUESTIONS.items()),
        method="_constat",
        empty_label="indifférente",
    )
    relue = df.ChoiceFilter(
        label="Relue", choices=_OUI_NON, method="_oui_non", empty_label="indifférent"
    )
    relue_par = df.ModelChoiceFilter(
        label="Relue par", queryset=lambda _: actifs(), empty_label="tous"
    )
    affectee_a = df.ModelChoiceFilter(
        label="Affectée à", queryset=lambda _: actifs(), empty_label="tous"
    )
    etiquettes = df.ModelChoiceFilter(
        label="Étiquette", queryset=lambda _: Etiquette.objects.all(), empty_label="toutes"
    )
    personne = df.CharFilter(
        label="Personne (identifiant)", lookup_expr="exact", max_length=TEXTE_MAX
    )
    parmi = df.CharFilter(
        label="Choisies (un thème des chiffres)", method="_parmi", max_length=PARMI_MAX
    )

    tri = df.ChoiceFilter(
        label="Trier par",
        choices=[(nom, dit) for nom, (dit, _) in TRIS.items()],
        method="_trier",
        empty_label="date, la plus récente d'abord",
    )

    class Meta:
        model = Conversation
        fields: list[str] = []

    def _mots(self, conversations: QuerySet, _: str, demande: str) -> QuerySet:
        return chercher(conversations, demande)

    def _commune(self, conversations: QuerySet, _: str, debut: str) -> QuerySet:
        return conversations.filter(commune_pliee__startswith=aplatir(debut))

    def _du(self, conversations: QuerySet, _: str, jour: Any) -> QuerySet:
        return conversations.filter(fin__gte=debut_du_jour(jour))

    def _au(self, conversations: QuerySet, _: str, jour: Any) -> QuerySet:
        return conversations.filter(fin__lt=fin_du_jour(jour))

    def _abandon(self, conversations: QuerySet, _: str, cle: str) -> QuerySet:
        return conversations.filter(issue=Issue.ABANDON, question=cle)

    def _statut(self, conversations: QuerySet, _: str, statut: str) -> QuerySet:
        if statut == RENDU:
            return conversations.exclude(statut="")
        return conversations.filter(statut=statut)

    def _territoire(self, conversations: QuerySet, _: str, nom: str) -> QuerySet:
        if nom == HORS:
            return conversations.filter(territoire="").exclude(commune="")
        return conversations.filter(territoire=nom)

    def _delai(self, conversations: QuerySet, _: str, cle: str) -> QuerySet:
        de, jusqu_a, _nom = CLASSES[cle]
        conversations = conversations.filter(delai_verdict__gte=de)
        return conversations if jusqu_a is None else conversations.filter(delai_verdict__lt=jusqu_a)

    def _resolution(self, conversations: QuerySet, _: str, cle: str) -> QuerySet:
        return resolues(conversations, cle)

    def _constat(self, conversations: QuerySet, genre: str, cle: str) -> QuerySet:
        siens = Constat.objects.filter(genre=genre, cle=cle)
        return conversations.filter(pk__in=siens.values("conversation"))

    def _parmi(self, conversations: QuerySet, _: str, lesquelles: str) -> QuerySet:
        return conversations.filter(pk__in=depuis_texte(lesquelles))

    def _confiance(self, conversations: QuerySet, _: str, pourcent: Any) -> QuerySet:
        return conversations.filter(confiance_min__lte=float(pourcent) / 100)

    def _incompris(self, conversations: QuerySet, _: str, reponse: str) -> QuerySet:
        return (
            conversations.filter(incompris__gt=0)
            if reponse == "oui"
            else conversations.filter(incompris=0)
        )

    def _echange(self, conversations: QuerySet, _: str, reponse: str) -> QuerySet:
        with les_relais() as relais:
            tenues = Q(personne__in=[tenu.session for tenu in relais.tenus()])
        return conversations.filter(tenues if reponse == "oui" else ~tenues)

    def _raison(self, conversations: QuerySet, _: str, motif: str) -> QuerySet:
        ouvertes = Raison.objects.ouvertes().mures().filter(motif=motif)
        return conversations.filter(pk__in=ouvertes.values("conversation"))

    def _trier(self, conversations: QuerySet, _: str, nom: str) -> QuerySet:
        return conversations.order_by(TRIS[nom][1], "-fin", "-id")

    def _oui_non(self, conversations: QuerySet, nom: str, reponse: str) -> QuerySet:
        return conversations.filter(**{nom: reponse == "oui"})
