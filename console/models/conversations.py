"""A conversation, its turns, its verdicts.

Projected from the tracker's events (projection/), never written by hand.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from console.models.choices import TextChoices
from vte.regles.presentation import STATUTS_DE_VERDICT

EN_COURS = timedelta(minutes=60)  # as long as Rasa keeps a session (domain.yml)


class Issue(TextChoices):
    """How it ended; the first that holds."""

    ILLISIBLE = "illisible", "illisible"  # set aside by the projection
    PERSONNE = "personne", "personne demandée"
    VERDICT = "verdict", "verdict"
    A_PRECISER = "a_preciser", "verdict à préciser"  # announced, then reopened by a correction
    INCOMPRIS = "incompris", "pas comprise"
    ABANDON = "abandon", "abandon à une question"
    INFORMATION = "information", "information seule"


class Conversation(models.Model):
    """One session of one person; `personne` is the tracker's sender, a random or hashed id."""

    personne = models.CharField(max_length=255)
    premier = models.BigIntegerField("premier événement")
    dernier = models.BigIntegerField("dernier événement")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("dernier message")
    canal = models.CharField("canal", max_length=32)
    audience = models.CharField("audience", max_length=16, blank=True)
    commune = models.CharField("commune", max_length=120, blank=True)
    commune_pliee = models.CharField(
        max_length=120, blank=True
    )  # without case nor accents, as one types it
    departement = models.CharField("département", max_length=3, blank=True)
    territoire = models.CharField("territoire d'industrie", max_length=160, blank=True)
    issue = models.CharField("issue", max_length=16, choices=Issue)
    question = models.CharField("question ouverte", max_length=32, blank=True)
    statut = models.CharField(
        "verdict", max_length=16, blank=True, choices=list(STATUTS_DE_VERDICT.items())
    )
    tours = models.PositiveIntegerField("tours")
    incompris = models.PositiveIntegerField("tours pas compris")
    confiance_min = models.FloatField("plus faible confiance", null=True)
    delai_verdict = models.FloatField("secondes jusqu'au verdict", null=True)
    dossier = models.JSONField("dossier", default=dict)
    # Somebody said there that an answer was of no use (projection/feedback.py).
    avis_negatif = models.BooleanField("avis négatif", default=False, db_default=False)
    # A member of staff took it (projection/handovers.py).
    relayee = models.BooleanField("échange avec un conseiller", default=False, db_default=False)
    # What the figures and the list count and show, made with the rest; `jour`: of `fin`, in Paris.
    # Empty in a row of before (projection/completion.py fills it).
    jour = models.DateField("jour", null=True)
    ecrits = models.PositiveIntegerField("messages écrits", default=0, db_default=0)
    ecrits_incompris = models.PositiveIntegerField(
        "messages écrits pas compris", default=0, db_default=0
    )
    informee = models.BooleanField("a reçu une réponse", default=False, db_default=False)
    premiers_mots = models.CharField(
        "premiers mots", max_length=160, blank=True, default="", db_default=""
    )
    derniers_mots = models.CharField(
        "dernière réponse", max_length=160, blank=True, default="", db_default=""
    )
    # What staff say of it; the projection never touches these.
    relue = models.BooleanField("relue", default=False)
    relue_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="relectures"
    )
    relue_le = models.DateTimeField(null=True, blank=True)
    affectee_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="affectees"
    )
    signalee = models.BooleanField("signalée", default=False)
    etiquettes = models.ManyToManyField("Etiquette", blank=True, related_name="conversations")

    class Meta:
        ordering = ["-fin", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["personne", "premier"], name="une_conversation")
        ]
        indexes = [
            models.Index(fields=["-fin", "-id"], name="par_date"),
            models.Index(fields=["issue", "-fin"], name="par_issue"),
            models.Index(fields=["canal", "-fin"], name="par_canal"),
            models.Index(fields=["commune_pliee", "-fin"], name="par_commune"),
            models.Index(fields=["departement", "-fin"], name="par_departement"),
            models.Index(fields=["confiance_min", "-fin"], name="par_confiance"),
            models.Index(fields=["-fin"], name="signalees", condition=models.Q(signalee=True)),
            models.Index(
                fields=["-fin"], name="mal_avisees", condition=models.Q(avis_negatif=True)
            ),
            models.Index(
                fields=["fin"],
                name="mal_avisees_a_relire",
                condition=models.Q(avis_negatif=True, relue=False),
            ),
            models.Index(fields=["relue_par", "-fin"], name="par_relecteur"),
            # All that the figures count by, so that they read the index alone.
            models.Index(
                fields=[
                    *("jour", "canal", "issue", "statut", "avis_negatif", "relayee", "informee"),
                    *("ecrits", "ecrits_incompris", "incompris", "delai_verdict"),
                ],
                name="pour_les_chiffres",
            ),
            models.Index(fields=["jour", "statut", "territoire", "commune"], name="par_verdict"),
            models.Index(fields=["territoire", "statut", "-fin"], name="par_territoire"),
            models.Index(fields=["-id"], name="a_completer", condition=models.Q(jour=None)),
        ]
        default_permissions = ("view",)
        permissions = [
            ("relire", "Relire : marquer, signaler, étiqueter, noter, affecter"),
            ("exporter", "Exporter une liste de conversations"),
            ("effacer", "Effacer les données d'une personne"),
            ("repondre", "Prendre la main sur une conversation et y répondre"),
            ("voir_chiffres", "Voir les chiffres"),
            ("voir_sources", "Voir les sources et quand elles ont été lues"),
            ("annoncer", "Fermer l'assistant, publier une annonce"),
            ("noter_lecture", "Noter qu'une source a été relue"),
        ]

    def __str__(self) -> str:
        return f"Conversation {self.pk}"

    @property
    def en_cours(self) -> bool:
        """True while the person may still answer: an open question is no abandonment yet."""
        return self.issue == Issue.ABANDON and self.fin > timezone.now() - EN_COURS


class Tour(models.Model):
    """What a person said, what was understood and what was answered.

    Facts are `{"cle", "valeur"}`, in the contract's values; of those that words say, `place`:
    [start, end] in the text, `a_l_annee`: a date of which only the year is said, and `confiance`:
    how sure it is, 1 where it is not there (vte.lecture.Mention).
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="les_tours")
    evenement = models.BigIntegerField("événement de la personne", unique=True)
    rang = models.PositiveIntegerField()
    le = models.DateTimeField()
    texte = models.TextField(blank=True)
    bouton = models.BooleanField("par un bouton")
    intention = models.CharField(max_length=64, blank=True)
    confiance = models.FloatField(null=True)
    suivantes = models.JSONField(default=list)  # [{"nom", "confiance"}]: the next two
    faits = models.JSONField(default=list)  # what was read in the message
    # Facts that were likely and not sure; `demande`: the one that was asked back, if any
    doutes = models.JSONField(default=list)
    # {"communes", "autres", "groupe", "place"}: a place that may be several; how many more; of
    # which group; where it is said
    lieu = models.JSONField(default=dict)
    # The key as whose new value a bare one was read, while no question was open
    derniere = models.CharField(max_length=32, blank=True, default="")
    changements = models.JSONField(
        default=list
    )  # [{"cle", "avant", "apres"}]: what it changed in the dossier
    # [{"texte", "choix": [titles]}]; `autre_recrutement`: true of the one that begins another
    reponses = models.JSONField(default=list)
    posee = models.CharField("question à laquelle on répondait", max_length=32, blank=True)
    repondue = models.BooleanField("y a répondu", default=False)
    question = models.CharField("question posée ensuite", max_length=32, blank=True)
    compris = models.BooleanField(default=True)
    delai = models.FloatField("secondes jusqu'à la réponse", null=True)

    class Meta:
        ordering = ["conversation_id", "rang"]
        indexes = [
            models.Index(fields=["le", "compris"], name="tours_par_date"),
            models.Index(
                fields=["le"], name="incompris_par_date", condition=models.Q(compris=False)
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Tour {self.rang} de la conversation {self.conversation_id}"

    @property
    def ancre(self) -> str:
        """The part of the transcript's address that leads to this turn."""
        return f"tour-{self.rang}"


class Verdict(models.Model):
    """The verdict in force after a turn, as it was kept; `detail`: CONTRACT, section 2."""

    tour = models.OneToOneField(Tour, models.CASCADE, related_name="verdict")
    statut = models.CharField(max_length=16, choices=list(STATUTS_DE_VERDICT.items()))
    bareme = models.CharField("barème", max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Verdict {self.statut}"
