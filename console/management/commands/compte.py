"""`manage.py compte NOM --groupe relecteur`: an account in one of the four groups, opened or
changed; its password is asked for, never on the command line.

`manage.py compte NOM --oublier-le-facteur`: for who lost the telephone and the recovery codes.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from console import accounts
from console.management.base import Commande
from console.rights import DROITS


class Command(Commande):
    help = "Ouvre un compte, ou change le groupe et le mot de passe de celui qui existe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nom")
        parser.add_argument("--groupe", choices=list(DROITS))
        parser.add_argument(
            "--oublier-le-facteur",
            action="store_true",
            help="ôte le second facteur de ce compte, qui en remettra un en place",
        )

    def handle(self, *args: Any, nom: str, groupe: str | None, **options: Any) -> None:
        modele = get_user_model()
        compte = modele.objects.filter(username=nom).first()
        oublier = options["oublier_le_facteur"]
        if not (groupe or oublier):
            raise CommandError("Dites le groupe du compte (--groupe), ou --oublier-le-facteur.")
        if oublier and compte is None:
            raise CommandError(f"Il n'y a pas de compte {nom}.")
        if groupe:
            compte = compte or modele(username=nom)
            accounts.ouvrir_avec(compte, groupe, _mot_de_passe(compte))
            self.stdout.write(f"Le compte {nom} est ouvert ({groupe}).")
        if oublier:
            accounts.reinitialiser_le_facteur(None, compte)
            self.stdout.write(f"Le second facteur du compte {nom} est réinitialisé.")


def _mot_de_passe(compte: Any) -> str:
    """Error: CommandError, for one that is too weak."""
    mot = (
        getpass(f"Mot de passe de {compte.get_username()} : ")
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    try:
        validate_password(mot, compte)
    except ValidationError as erreur:
        raise CommandError(" ".join(erreur.messages)) from None
    return mot
