"""Accounts, groups' members, tags and locked logins, in Django's own administration.

The daily work has its own pages (views/).
"""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from console.access import noter
from console.models import Etiquette
from console.models.acces import Geste


class Administration(admin.AdminSite):
    """Django's administration, for what is not daily work."""

    site_header = site_title = "Console VTE"
    index_title = "Comptes et étiquettes"
    site_url = "/"


site = Administration(name="console_admin")


@admin.register(get_user_model(), site=site)
class Comptes(UserAdmin):
    """Rights come from the four groups alone (rights.py).

    None is given one by one, and nobody makes a superuser here.
    """

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Personne", {"fields": ("first_name", "last_name", "email")}),
        ("Droits", {"fields": ("is_active", "is_staff", "groups")}),
    )
    list_display = ("username", "first_name", "last_name", "is_active", "last_login")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        noter(request.user, Geste.DROITS, f"compte {obj.get_username()}")
        return super().log_change(request, obj, message)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        noter(request.user, Geste.DROITS, f"nouveau compte {obj.get_username()}")
        return super().log_addition(request, obj, message)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account is changed by a superuser only."""
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )


@admin.register(Etiquette, site=site)
class Etiquettes(admin.ModelAdmin):
    search_fields = ("nom",)


@admin.register(AccessAttempt, site=site)
class Verrous(admin.ModelAdmin):
    """Deleting a line unlocks a login."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
