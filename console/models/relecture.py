"""What staff say of a conversation, beside the marks on the conversation itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from console.models.conversations import Conversation


class Etiquette(models.Model):
    """A tag that the team agreed on."""

    nom = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["nom"]
        verbose_name = "étiquette"

    def __str__(self) -> str:
        return self.nom


class Note(models.Model):
    """A remark for colleagues; it goes with the conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    le = models.DateTimeField(auto_now_add=True)
    texte = models.TextField()

    class Meta:
        ordering = ["le", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.texte[:60]
