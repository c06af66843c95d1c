"""What guards an account beside its password."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Surete(models.Model):
    """`serie`: a session of another number is over. `secret`: of the second factor, encrypted.

    `mot_provisoire`: until when the password that an administrator gave lets its owner come in to
    choose one; None: the owner chose theirs. `dernier_pas`: the half minute of the last code that
    was taken, so that none is taken twice.
    """

    compte = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="surete"
    )
    serie = models.PositiveIntegerField(default=0, db_default=0)
    mot_provisoire = models.DateTimeField(null=True)
    secret = models.CharField(max_length=250, blank=True, default="", db_default="")
    enrole_le = models.DateTimeField(null=True)
    dernier_pas = models.BigIntegerField(default=0, db_default=0)
    echecs = models.PositiveSmallIntegerField(default=0, db_default=0)
    bloque_jusqu_a = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"sûreté du compte {self.compte_id}"

    @property
    def enrole(self) -> bool:
        """Whether a second factor is asked for at each login."""
        return bool(self.secret)


class CodeDeSecours(models.Model):
    """Ten for each account with a second factor; each is good once. Only its digest is kept."""

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="codes_de_secours"
    )
    empreinte = models.CharField(max_length=64)
    utilise_le = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["compte", "empreinte"], name="console_code_une_fois")
        ]

    def __str__(self) -> str:
        return f"code de secours du compte {self.compte_id}"
