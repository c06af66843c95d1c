"""What became of a request for a person, and who was told that it waits.

The request itself, with the name and the address, stays in the domain's table (vte/demandes.py).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from console.models.choices import TextChoices


class Traitement(TextChoices):
    NOUVELLE = "nouvelle", "nouvelle"
    AFFECTEE = "affectee", "affectée"
    REPONDUE = "repondue", "répondue"
    CLOSE = "close", "close"


A_REPONDRE = (Traitement.NOUVELLE, Traitement.AFFECTEE)


class SuivisDemandes(models.QuerySet):
    def a_repondre(self) -> SuivisDemandes:
        """Those that nobody has answered, the one that is due first at the head."""
        return self.filter(etat__in=A_REPONDRE).order_by("echeance", "demande")

    def en_retard(self) -> SuivisDemandes:
        return self.a_repondre().filter(echeance__lt=timezone.now())

    def a_l_heure(self) -> SuivisDemandes:
        """Those that are not due yet."""
        return self.filter(Q(echeance__gte=timezone.now()) | Q(echeance__isnull=True))

    def nouvelles(self) -> SuivisDemandes:
        """Nobody's; those that an account left as it was deleted too."""
        de_personne = Q(etat=Traitement.AFFECTEE, affectee_a=None)
        return self.filter(Q(etat=Traitement.NOUVELLE) | de_personne)

    def affectees(self, compte: Any) -> SuivisDemandes:
        """What this account is to answer; None: what anybody in particular is."""
        qui = {"affectee_a__isnull": False} if compte is None else {"affectee_a": compte}
        return self.a_repondre().filter(**qui)


class SuiviDemande(models.Model):
    """`demande`: the number of the request in the domain's table; absent, nobody has looked yet.

    `recue_le`, `personne` and `reference` are the request's own; `echeance`: under which an answer
    was promised when it came (console/requests.py fills them).
    """

    demande = models.BigIntegerField(primary_key=True)
    etat = models.CharField("état", max_length=16, choices=Traitement, default=Traitement.NOUVELLE)
    affectee_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="demandes"
    )
    le = models.DateTimeField("dernier changement", auto_now=True)
    recue_le = models.DateTimeField("reçue le", null=True)
    echeance = models.DateTimeField("à répondre avant", null=True)
    personne = models.CharField(max_length=255, default="", db_default="")
    reference = models.CharField("référence", max_length=16, default="", db_default="")
    objects = SuivisDemandes.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-recue_le", "-demande"], name="demandes_par_date"),
            models.Index(fields=["etat", "echeance"], name="demandes_a_repondre"),
            models.Index(fields=["reference"], name="demandes_par_reference"),
            models.Index(fields=["personne"], name="demandes_par_personne"),
        ]
        default_permissions = ("view",)
        permissions = [
            ("traiter_demande", "Affecter une demande, la dire répondue ou close"),
            ("demasquer", "Lire en clair les coordonnées d'une demande, avec un motif"),
        ]

    def __str__(self) -> str:
        return f"Demande {self.reference or self.demande}"

    @property
    def a_repondre(self) -> bool:
        return self.etat in A_REPONDRE

    @property
    def en_retard(self) -> bool:
        due: datetime | None = self.echeance
        return self.a_repondre and due is not None and due < timezone.now()


class Gestes(TextChoices):
    AFFECTATION = "affectation", "affectée"
    DEMASQUAGE = "demasquage", "démasquée"
    REPONSE = "reponse", "répondue ici"
    REPONDUE = "repondue", "répondue autrement"
    NOTE = "note", "note"
    CLOTURE = "cloture", "close"
    REPRISE = "reprise", "rouverte"


class Etape(models.Model):
    """A line of a request's history; `qui` is kept as a name, which outlives the account.

    `texte`: what the line says besides, without personal data: a note, a reason, whom it went to.
    `parole`: of an answer, its number among the words of the relays (vte/relais).
    """

    demande = models.BigIntegerField(db_index=True)
    personne = models.CharField(max_length=255, db_index=True)
    le = models.DateTimeField(auto_now_add=True)
    qui = models.CharField(max_length=150)
    geste = models.CharField(max_length=16, choices=Gestes)
    texte = models.TextField(blank=True)
    parole = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["le", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Demande {self.demande} : {self.get_geste_display()}"


class Voie(TextChoices):
    COURRIEL = "courriel", "courriel"
    APPEL = "appel", "appel sortant"


class Sujet(TextChoices):
    NOUVELLE = "nouvelle", "demande nouvelle"
    RETARD = "retard", "demande en retard"
    RESUME = "resume", "résumé du jour"


class Alerte(models.Model):
    """One thing that others are told, by one way: once, whatever fails and is tried again.

    `cle`: the number of the request, or the day of the digest. `identifiant` goes with each try, so
    that whoever gets it twice knows. `prochain`: when it is tried next; None once it is sent or
    given up, `envoyee_le` tells which. `echec`: a code, never a text of another machine.
    """

    voie = models.CharField(max_length=16, choices=Voie)
    sujet = models.CharField(max_length=16, choices=Sujet)
    cle = models.CharField(max_length=20)
    identifiant = models.UUIDField(default=uuid.uuid4)
    creee_le = models.DateTimeField(auto_now_add=True)
    prochain = models.DateTimeField(null=True, default=timezone.now)
    essais = models.PositiveIntegerField(default=0)
    envoyee_le = models.DateTimeField(null=True)
    echec = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voie", "sujet", "cle"], name="une_seule_alerte")
        ]
        indexes = [
            models.Index(
                fields=["prochain"],
                name="alertes_a_envoyer",
                condition=models.Q(prochain__isnull=False),
            )
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_sujet_display()} {self.cle}, par {self.get_voie_display()}"
