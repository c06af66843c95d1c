"""The four groups and what each may do; a group may do all that the one before it may."""

from __future__ import annotations

from typing import Any

from django.apps import apps as applications

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = (
    "lecteur",
    "relecteur",
    "responsable",
    "administrateur",
)
# Each adds to the one before.
DROITS: dict[str, tuple[str, ...]] = {
    LECTEUR: (
        "console.view_conversation",
        "console.voir_chiffres",
        "console.voir_sources",
        "console.view_correction",
        "console.view_suividemande",
    ),
    RELECTEUR: (
        "console.relire",
        "console.proposer",
        "console.juger",
        "console.traiter_demande",
        "console.repondre",
        "console.noter_lecture",
    ),
    RESPONSABLE: (
        "console.exporter",
        "console.exporter_corrections",
        "console.demasquer",
        "console.effacer",
        "console.annoncer",
        "console.view_acces",
        "console.view_etiquette",
        "console.add_etiquette",
        "console.change_etiquette",
        "console.delete_etiquette",
    ),
    ADMINISTRATEUR: (
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.delete_user",
        "auth.view_group",
        "axes.view_accessattempt",
        "axes.delete_accessattempt",
    ),
}


def creer_les_groupes(apps: Any = None, **_: Any) -> None:
    """After each migration: the groups, each with its rights.

    A right given by hand to a group is taken back.
    """
    from django.contrib.auth.management import create_permissions

    for nom in ("console", "auth", "axes"):  # their own signal may come after ours
        create_permissions(applications.get_app_config(nom), verbosity=0)
    modeles = apps or applications
    groupe_modele, droit_modele = (
        modeles.get_model("auth", "Group"),
        modeles.get_model("auth", "Permission"),
    )
    acquis: list[Any] = []
    for nom, droits in DROITS.items():
        acquis += [
            droit_modele.objects.get(
                content_type__app_label=d.split(".")[0], codename=d.split(".")[1]
            )
            for d in droits
        ]
        groupe_modele.objects.get_or_create(name=nom)[0].permissions.set(acquis)
