"""The page of a kept result: whole by itself, without a script, to be read, printed or sent."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vte.horloge import PARIS
from vte.mots import jour
from vte.regles.presentation import STATUTS
from vte.resultats.contenu import ne_tient_plus
from vte.resultats.garde import Resultat

GABARITS = Path(__file__).parent / "gabarits"
INTROUVABLE = (
    "Résultat introuvable",
    "Cette adresse n'est celle d'aucun résultat\u00a0: vérifiez qu'elle est entière.",
)
DISPARU = (
    "Résultat effacé",
    "Ce résultat a été gardé un temps, puis effacé\u00a0: avec la conversation dont il venait, ou"
    " parce qu'il était trop ancien. Une nouvelle simulation prend deux minutes.",
)


def page(resultat: Resultat) -> str:
    """The HTML of this result, with a warning where the rules would answer otherwise today.

    Error: BaseAbsente.
    """
    garde = resultat.contenu
    etabli = date.fromisoformat(garde["date"])
    return (
        _environnement()
        .get_template("resultat.html")
        .render(
            r=garde,
            style=_style(),
            reference=resultat.reference,
            date_iso=etabli.isoformat(),
            date=jour(etabli),
            jusqu_au=jour(_a_paris(resultat.jusqu_au)),
            a_change=ne_tient_plus(garde),
            critere_dit=STATUTS.__getitem__,
        )
    )


def page_sans_resultat(titre: str, explication: str) -> str:
    """The HTML that says why there is no result to be shown (INTROUVABLE, DISPARU, a refusal)."""
    gabarit = _environnement().get_template("absent.html")
    return gabarit.render(style=_style(), titre=titre, explication=explication)


@lru_cache(maxsize=1)
def politique() -> str:
    """The Content-Security-Policy of these pages: their own style, and nothing else."""
    empreinte = base64.b64encode(hashlib.sha256(str(_style()).encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{empreinte}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def _a_paris(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


@lru_cache(maxsize=1)
def _style() -> Markup:
    """Ours, and not escaped: it holds no word of anybody."""
    return Markup((GABARITS / "style.css").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _environnement() -> Environment:
    return Environment(
        loader=FileSystemLoader(GABARITS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
