"""The accounts of staff: opened, changed, closed; each gesture ends the account's sessions and is
in the audit log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from console import second_factor, sessions
from console.access import noter
from console.drawn import tirer
from console.handling import liberer, qui_traite
from console.models.acces import Geste
from console.rights import ADMINISTRATEUR, DROITS
from vte.erreurs import ErreurVTE

PROVISOIRE = timedelta(days=3)  # to come in with a password that an administrator gave


class GesteRefuse(ErreurVTE):
    """This account may not be changed so, or not by this person; the message says why."""


def actifs() -> QuerySet:
    """Those that are open, by name."""
    return get_user_model().objects.filter(is_active=True).order_by("username")


def groupe_de(compte: Any) -> str:
    """The highest of the four groups that it is in; empty without any."""
    siens = {groupe.name for groupe in compte.groups.all()}
    return next((nom for nom in reversed(DROITS) if nom in siens), "")


def ouvrir(par: Any, compte: Any, groupe: str) -> str:
    """A new account (a row not yet saved), in this group; gives its password, which is said once.

    It lets its owner in for three days, to choose one.
    """
    with transaction.atomic():
        mot = tirer()
        compte.set_password(mot)
        compte.save()
        _mettre_dans(compte, groupe)
        _provisoire(compte)
        noter(par, Geste.DROITS, f"nouveau compte {compte.get_username()} ({groupe})")
        return mot


def ouvrir_avec(compte: Any, groupe: str, mot: str) -> None:
    """By command: opened, or changed, with a password that its owner chose."""
    with transaction.atomic():
        compte.is_active = True
        compte.set_password(mot)
        compte.save()
        _mettre_dans(compte, groupe)
        surete = second_factor.de(compte)
        surete.mot_provisoire = None
        surete.save(update_fields=["mot_provisoire"])
        noter(None, Geste.DROITS, f"compte {compte.get_username()} ({groupe}), par la commande")
        _rendre_ses_demandes(None, compte)


def changer_de_groupe(par: Any, compte: Any, groupe: str) -> None:
    """Error: GesteRefuse."""
    with transaction.atomic():
        _permettre(par, compte)
        if groupe != ADMINISTRATEUR:
            _garder_un_administrateur(compte)
        avant = groupe_de(compte) or "aucun groupe"
        _mettre_dans(compte, groupe)
        noter(par, Geste.DROITS, f"compte {compte.get_username()} : {avant}, puis {groupe}")
        _rendre_ses_demandes(par, compte)


def fermer(par: Any, compte: Any) -> None:
    """Nobody comes in by it any more; what it did stays. Error: GesteRefuse."""
    with transaction.atomic():
        _permettre(par, compte)
        _garder_un_administrateur(compte)
        _ouvert(compte, False)
        noter(par, Geste.DROITS, f"compte {compte.get_username()} fermé")
        _rendre_ses_demandes(par, compte)


def rouvrir(par: Any, compte: Any) -> None:
    """Error: GesteRefuse."""
    with transaction.atomic():
        _permettre(par, compte)
        _ouvert(compte, True)
        noter(par, Geste.DROITS, f"compte {compte.get_username()} rouvert")


def nouveau_mot(par: Any, compte: Any) -> str:
    """A password for three days in the place of a forgotten one; it is said once.

    Error: GesteRefuse.
    """
    with transaction.atomic():
        _permettre(par, compte)
        mot = tirer()
        compte.set_password(mot)
        compte.save(update_fields=["password"])
        _provisoire(compte)
        noter(par, Geste.DROITS, f"compte {compte.get_username()} : mot de passe redonné")
        return mot


def reinitialiser_le_facteur(par: Any, compte: Any) -> None:
    """For who lost the telephone and the recovery codes. Error: GesteRefuse."""
    with transaction.atomic():
        _permettre(par, compte)
        second_factor.oublier(compte)
        sessions.finir(compte)
        noter(par, Geste.FACTEUR, f"compte {compte.get_username()} : facteur réinitialisé")


def mot_choisi(compte: Any) -> None:
    """Its owner has chosen a password."""
    with transaction.atomic():
        surete = second_factor.de(compte)
        surete.mot_provisoire = None
        surete.save(update_fields=["mot_provisoire"])
        noter(compte, Geste.DROITS, "mot de passe changé")


def perime(compte: Any) -> bool:
    """Whether its password was given for three days, which are over."""
    surete = getattr(compte, "surete", None)
    jusqu_a = surete.mot_provisoire if surete else None
    return jusqu_a is not None and jusqu_a < timezone.now()


def _permettre(par: Any, compte: Any) -> None:
    """`par`: None for the command, which whoever holds the machine may run. Error: GesteRefuse."""
    if par is None:
        return
    if par.pk == compte.pk:
        raise GesteRefuse("Votre propre compte, c'est un autre administrateur qui le change.")
    if compte.is_superuser and not par.is_superuser:
        raise GesteRefuse("Ce compte peut tout : seul un compte de même rang le change.")


def _garder_un_administrateur(compte: Any) -> None:
    """Two who demote each other at the same moment come one after the other.

    Error: GesteRefuse.
    """
    Group.objects.select_for_update().get(name=ADMINISTRATEUR)
    autres = actifs().exclude(pk=compte.pk)
    if not autres.filter(Q(groups__name=ADMINISTRATEUR) | Q(is_superuser=True)).exists():
        raise GesteRefuse("C'est le dernier administrateur : nommez-en d'abord un autre.")


def _mettre_dans(compte: Any, groupe: str) -> None:
    """This group alone; the sessions end (sessions.py)."""
    compte.groups.set([Group.objects.get(name=groupe)], clear=True)


def _rendre_ses_demandes(par: Any, compte: Any) -> None:
    """Those of who may not handle them any more, which nobody would see."""
    if not qui_traite().filter(pk=compte.pk).exists():
        liberer(par, compte)


def _ouvert(compte: Any, ouvert: bool) -> None:
    compte.is_active = ouvert
    compte.save(update_fields=["is_active"])
    sessions.finir(compte)


def _provisoire(compte: Any) -> None:
    surete = second_factor.de(compte)
    surete.mot_provisoire = timezone.now() + PROVISOIRE
    surete.save(update_fields=["mot_provisoire"])
    sessions.finir(compte)
