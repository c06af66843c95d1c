"""`vte sources`: when each source of the facts was read, and what rests on it."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from vte.commandes.output import console, write_json
from vte.horloge import aujourdhui
from vte.mots import jour
from vte.relectures import Relectures
from vte.sources import A_RELIRE_APRES, EtatDeSource, changement_dit, etats, resume


def sources(en_json: bool = typer.Option(False, "--json")) -> None:
    """Dit quand chaque source a été lue, son âge et ce qui en dépend ; d'abord celles à relire."""
    lus = etats(Relectures().toutes())
    if en_json:
        write_json(
            {
                "aujourdhui": aujourdhui().isoformat(),
                "a_relire_apres": A_RELIRE_APRES,
                "sources": [e.en_json() for e in lus],
            }
        )
        return
    console.print(_tableau(lus))
    for e in lus:
        if e.changement:
            console.print(_phrase(e), highlight=False, markup=False)


def _tableau(lus: list[EtatDeSource]) -> Table:
    tableau = Table(title=resume(lus), show_lines=True)
    for colonne in ("source", "lue", "état", "ce qui en dépend"):
        tableau.add_column(colonne)
    for e in lus:
        tableau.add_row(*map(escape, (_nom(e), _lue(e), _etat(e), _appuis(e))))
    return tableau


def _nom(e: EtatDeSource) -> str:
    return f"{e.source.titre} ({e.source.date})\n{e.id}"


def _lue(e: EtatDeSource) -> str:
    par = f"\npar {e.relecture.lecteur}" if e.relecture else ""
    return f"{jour(e.lue_le)}\n{e.anciennete}{par}"


def _etat(e: EtatDeSource) -> str:
    dits = ["À RELIRE"] * e.a_relire + ["changée"] * (e.changement is not None)
    return "\n".join(dits) or "à jour"


def _appuis(e: EtatDeSource) -> str:
    dits = [f"{sorte}\u00a0: {' · '.join(libelles)}" for sorte, libelles in e.par_sorte.items()]
    return "\n".join(dits) or "rien"


def _phrase(e: EtatDeSource) -> str:
    assert e.changement is not None
    return (
        f"{e.id} a changé {changement_dit(e.changement)}\u00a0: mettez à jour ce qui en dépend,"
        " puis sa date «\u00a0lu\u00a0» dans dispositifs/sources.yaml."
    )
