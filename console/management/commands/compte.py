"""`manage.py compte NOM --groupe relecteur`: a new account in one of the four groups.

The password is asked for, never on the command line.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from console.management.base import Commande
from console.rights import ADMINISTRATEUR, DROITS


class Command(Commande):
    help = "Ouvre un compte, ou change le groupe et le mot de passe de celui qui existe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nom")
        parser.add_argument("--groupe", choices=list(DROITS), required=True)

    def handle(self, *args: Any, nom: str, groupe: str, **options: Any) -> None:
        modele = get_user_model()
        compte = modele.objects.filter(username=nom).first() or modele(username=nom)
        mot = (
            getpass(f"Mot de passe de {nom} : ")
            if sys.stdin.isatty()
            else sys.stdin.readline().rstrip("\n")
        )
        try:
            validate_password(mot, compte)
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from None
        compte.set_password(mot)
        compte.is_staff = groupe == ADMINISTRATEUR
        compte.save()
        compte.groups.set([Group.objects.get(name=groupe)])
        self.stdout.write(f"Le compte {nom} est ouvert ({groupe}).")
