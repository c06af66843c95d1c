"""The marks on a conversation: who writes at the same time as others changes only what they change.

The form carries what its page showed (`montre`), and only what differs from that is written.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict

from console.accounts import actifs
from console.models import Conversation, Etiquette
from console.review import accorder_le_signalement, marquer_relue, reouverte

MONTRE = "montre"


class Relecture(forms.ModelForm):
    """Reviewed, flagged, assigned, tagged; one that came back after its review is to be reviewed.

    `conversation`: as it is; `envoi`: what was sent, if anything was.
    """

    class Meta:
        model = Conversation
        fields = ["relue", "signalee", "affectee_a", "etiquettes"]
        labels = {"affectee_a": "Affectée à", "etiquettes": "Étiquettes"}
        widgets = {"etiquettes": forms.CheckboxSelectMultiple}

    def __init__(self, conversation: Conversation, envoi: QueryDict | None = None) -> None:
        self.revenue = conversation.relue and reouverte(conversation)
        montre = _montre(envoi) if envoi is not None and MONTRE in envoi else {}
        initial = {"relue": conversation.relue and not self.revenue} | montre
        super().__init__(envoi, instance=conversation, initial=initial)
        self.fields["affectee_a"].queryset = actifs()
        self.fields["affectee_a"].empty_label = "personne"
        self.fields["etiquettes"].queryset = Etiquette.objects.all()

    def montre(self) -> str:
        """What the page shows, as the form sends it when nothing is changed."""
        vu = QueryDict(mutable=True)
        for nom in ("relue", "signalee"):
            if self.initial[nom]:
                vu[nom] = "on"
        vu["affectee_a"] = self.initial["affectee_a"] or ""
        vu.setlist("etiquettes", _cles(self.initial["etiquettes"]))
        return vu.urlencode()

    def enregistrer(self, compte: Any) -> None:
        """Writes what was changed on the page; the form is valid."""
        conversation, changes = self.instance, set(self.changed_data)
        with transaction.atomic():
            conversation.save(update_fields=changes & {"signalee", "affectee_a"})
            if "etiquettes" in changes:
                self._etiqueter()
            if "signalee" in changes:
                accorder_le_signalement(conversation)
            if "relue" in changes:
                marquer_relue(conversation, compte, self.cleaned_data["relue"])

    def _etiqueter(self) -> None:
        vues = set(_cles(self.initial["etiquettes"]))
        voulues = {str(e.pk): e for e in self.cleaned_data["etiquettes"]}
        siennes = self.instance.etiquettes
        siennes.remove(*[e for e in siennes.all() if str(e.pk) in vues - set(voulues)])
        siennes.add(*[e for cle, e in voulues.items() if cle not in vues])


def _montre(envoi: QueryDict) -> dict[str, Any]:
    vu = QueryDict(envoi[MONTRE])
    champs = Relecture.base_fields
    return {nom: champ.widget.value_from_datadict(vu, {}, nom) for nom, champ in champs.items()}


def _cles(etiquettes: Any) -> list[str]:
    """Their keys, whether they are tags or what a page sent."""
    return [str(getattr(e, "pk", e)) for e in etiquettes]
