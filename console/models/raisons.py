"""Why a conversation is to be reviewed, and what two people say of those drawn at random."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from console.models.choices import TextChoices
from console.models.conversations import EN_COURS, Conversation, Tour


class MotifDeRelecture(TextChoices):
    """In the order in which the queues are shown."""

    AVIS = "avis", "avis négatif"
    REFUS = "refus", "refusée sur un fait, changé ensuite"
    CONTRADICTION = "contradiction", "la personne se contredit"
    REDEMANDE = "redemande", "la même chose demandée deux fois"
    INCOMPRIS = "incompris", "un message pas compris"
    CONFIANCE = "confiance", "confiance faible"
    ABANDON = "abandon", "abandonnée à une question"
    SIGNALEE = "signalee", "signalée par l'équipe"
    ALEATOIRE = "aleatoire", "tirée au hasard"


class Raisons(models.QuerySet):
    def ouvertes(self) -> Raisons:
        """Those that nobody reviewed yet."""
        return self.filter(ouverte=True)

    def mures(self) -> Raisons:
        """Without the open questions of conversations that may still go on: no abandonment yet."""
        vives = models.Q(motif=MotifDeRelecture.ABANDON, le__gt=timezone.now() - EN_COURS)
        return self.exclude(vives)


class Raison(models.Model):
    """One reason to review a conversation: `tour` is the first turn concerned, `rangs` all of them.

    `le`: when the conversation ended, by which a queue is ordered; `ouverte`: no review answered it
    yet. Written by the projection (projection/queues.py), but for SIGNALEE, which staff give.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="raisons")
    tour = models.ForeignKey(Tour, models.CASCADE, related_name="raisons")
    motif = models.CharField("raison", max_length=16, choices=MotifDeRelecture)
    rangs = models.JSONField(default=list)
    le = models.DateTimeField()
    ouverte = models.BooleanField(default=True)
    objects = Raisons.as_manager()

    class Meta:
        ordering = ["conversation_id", "id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "motif"], name="une_raison")]
        indexes = [
            models.Index(
                fields=["motif", "le", "conversation"],
                name="a_relire",
                condition=models.Q(ouverte=True),
            )
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_motif_display()} : conversation {self.conversation_id}"

    @property
    def mure(self) -> bool:
        """Whether `mures` keeps it."""
        return self.motif != MotifDeRelecture.ABANDON or self.le <= timezone.now() - EN_COURS


class Classe(TextChoices):
    """What a reviewer says of how a whole conversation was read; one answer, the worst."""

    JUSTE = "juste", "bien lue"
    FAIT = "fait", "un fait faux"
    INCOMPRISE = "incomprise", "pas comprise"
    VERDICT = "verdict", "un verdict faux"
    AUTRE = "autre", "autre défaut"


class Jugement(models.Model):
    """One of the two judgements of a conversation drawn at random; `rang`: who came first."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="jugements")
    rang = models.PositiveSmallIntegerField(choices=((1, "le premier"), (2, "le second")))
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jugements"
    )
    classe = models.CharField("jugement", max_length=16, choices=Classe)
    le = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["conversation_id", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "rang"], name="un_rang"),
            models.UniqueConstraint(fields=["conversation", "auteur"], name="un_jugement"),
            models.CheckConstraint(condition=models.Q(rang__in=(1, 2)), name="deux_jugements"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_classe_display()} : conversation {self.conversation_id}"
