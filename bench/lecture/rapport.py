"""docs/lecture.md: what the assistant reads of facts, on authors that it never saw."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from datetime import date

from bench.lecture import calibration, erreurs
from bench.lecture.besoins import besoins
from bench.lecture.cibles import CIBLES, Cible
from bench.lecture.comptes import Bilan, Dite, bilan, ouvertures, part, sans_fait
from bench.lecture.confusion import confusion, les_pires
from bench.lecture.depense import depense
from bench.lecture.mesures import Mesures
from bench.lecture.pli import ENSEMBLE, FOND, VITE
from bench.lecture.sortes import par_sorte
from bench.rapports import dire
from vte.lecture.roles.lecteur import SUR

GENRES_MIN = 10  # messages of a register, to have a line of its own
PIRES = 12


def ecrire(m: Mesures) -> str:
    """The report, in Markdown."""
    sections = (
        titre(m),
        demandees(m),
        cascade(m),
        depense(m),
        sortes(m.dites(m.dernier)),
        auteurs(m.dites(m.dernier)),
        calibree(m),
        confondus(m),
        apprentissage(m),
        fautes(m),
        besoins(m),
    )
    return "\n".join(ligne for section in sections for ligne in [*section, ""])


def titre(m: Mesures) -> list[str]:
    lus = len(m.lus.communes())
    manque = [] if m.affine else ["**The tuned weights are missing: no cost of reading is shown.**"]
    if FOND not in m.lus.dites:
        manque.append("**The encoder has read no author unseen: its figures are missing.**")
    elif lus < len(m.messages):
        manque.append(
            f"**The encoder has read {lus} of the {len(m.messages)} messages unseen (the others, "
            "or candidates found since, are left out): compare within a table only.**"
        )
    return [
        "# What the assistant reads of facts",
        "",
        f"`make eval`, {date.today():%Y-%m-%d}, Python {platform.python_version()}: "
        f"{len(m.messages)} marked messages by {len(m.auteurs)} authors (data/lecture).",
        "Every figure is of messages whose author was left out: of the quick model, of the tuned "
        "encoder, of the mixture that weighs the two, and of the thresholds.",
        "One trace is left: the mixture (a few dozen numbers a kind) and the thresholds are learnt "
        "from what models said of other authors, and some of these models had",
        "seen the author left out. The served reader has learnt from all of them.",
        *([""] if manque else []),
        *manque,
    ]


def demandees(m: Mesures) -> list[str]:
    lecteurs = list(m.lus.dites)
    dites = {nom: m.dites(nom) for nom in lecteurs}
    reference = dites[m.dernier]
    return [
        "## What was asked",
        "",
        f"| of {len(reference)} messages | {' | '.join(lecteurs)} | asked | | goal |",
        "|---|" + "---|" * (len(lecteurs) + 3),
        *(_cible(c, [c.mesure(ds) for ds in dites.values()]) for c in CIBLES),
        "",
        f"Of these messages {len(ouvertures(reference))} are plain openings, and "
        f"{len(sans_fait(reference))} state nothing.",
        *_tous(m),
    ]


def _cible(c: Cible, valeurs: Sequence[float]) -> str:
    dites = " | ".join(part(v) for v in valeurs)
    demande = f"{c.signe} {c.demande:.0%} | {dire(c.atteinte(valeurs[-1]))}" if c.demande else " | "
    return f"| {c.nom} | {dites} | {demande} | {f'{c.signe} {c.but:.0%}' if c.but else ''} |"


def _tous(m: Mesures) -> list[str]:
    tous = list(m.lus.dites[VITE].values())
    if len(tous) == len(m.lus.communes()):
        return []
    b = bilan(tous)
    return [
        f"The quick model on all {len(tous)}: {part(b.part('justes'))} right, "
        f"{part(b.part('avec_faux'))} with a false fact, {part(b.part('demandes'))} asked back."
    ]


def cascade(m: Mesures) -> list[str]:
    if ENSEMBLE not in m.lus.dites:
        return []
    return [
        "## The cascade",
        "",
        "The quick model speaks first; where it is less sure of anything than the threshold, the "
        f"encoder runs. Served: {SUR:g}.",
        "",
        "| threshold | the encoder runs for | all right | with a false fact | asked back |",
        "|---|---|---|---|---|",
        *(
            f"| {sur:g} | {part(len(m.lus.a_fond[sur]) / b.messages)} | {_trois(b)} |"
            for sur, dites in m.lus.cascades.items()
            for b in [bilan(dites.values())]
        ),
    ]


def _trois(b: Bilan) -> str:
    return " | ".join(part(b.part(champ)) for champ in ("justes", "avec_faux", "demandes"))


def sortes(dites: Sequence[Dite]) -> list[str]:
    return [
        "## Facts by kind",
        "",
        "| fact | said | read right | read wrong | asked back | left | read though not said | "
        "asked though not said |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| `{cle}` | {s.dits} | {s.justes} | {s.errones} | {s.demandes} | {s.omis} | "
            f"{s.inventes} | {s.demandes_en_trop} |"
            for cle, s in par_sorte(dites).items()
        ),
    ]


def par_auteur(dites: Iterable[Dite]) -> dict[str, Bilan]:
    groupes: dict[str, list[Dite]] = {}
    for d in dites:
        groupes.setdefault(d.message.auteur, []).append(d)
    return {auteur: bilan(ds) for auteur, ds in sorted(groupes.items())}


def auteurs(dites: Sequence[Dite]) -> list[str]:
    return [
        "## By author",
        "",
        "![Share of each author's messages all right, and with a false fact]"
        "(images/lecture-auteurs.png)",
        "",
        "| author | messages | all right | with a false fact | asked back |",
        "|---|---|---|---|---|",
        *(f"| {a} | {b.messages} | {_trois(b)} |" for a, b in par_auteur(dites).items()),
    ]


def calibree(m: Mesures) -> list[str]:
    return [
        "## Calibration",
        "",
        "Of each message the likeliest value of each key, whether it is taken or not: the "
        "probability announced, and the share that was right.",
        "",
        "![Share right by probability announced](images/lecture-calibration.png)",
        "",
        "| reader | facts | mean distance between announced and true |",
        "|---|---|---|",
        *(
            f"| {nom} | {sum(c.nombre for c in cases)} | {calibration.ecart(cases):.3f} |"
            for nom in m.lus.dites
            for cases in [calibration.cases(calibration.paris(m.dites(nom)))]
        ),
    ]


def confondus(m: Mesures) -> list[str]:
    paires = confusion(m.dites(m.dernier), m.exemples)
    return [
        "## Which role is taken for which",
        "",
        "Of each candidate the likeliest role, before any threshold; `rien`: states nothing of "
        "this recruitment.",
        "",
        "![Confusion matrix of the roles](images/lecture-confusion.png)",
        "",
        "| is | taken for | times |",
        "|---|---|---|",
        *(f"| `{a}` | `{b}` | {n} |" for a, b, n in les_pires(paires, PIRES)),
    ]


def apprentissage(m: Mesures) -> list[str]:
    return [
        "## Learning curve",
        "",
        "The quick model by itself, without the mixture, a fact taken from 0.6 on at every point; "
        "every author is read once, by models of others.",
        "",
        "![Share right and false by authors learnt from](images/lecture-courbe.png)",
        "",
        "| authors learnt from | messages | all right | with a false fact | asked back |",
        "|---|---|---|---|---|",
        *(f"| {p.auteurs} | {p.messages:.0f} | {_trois(p.bilan)} |" for p in m.points),
        "",
        *(
            ["Of the encoder only the last point is known: to tune it for each would take hours."]
            if FOND in m.lus.dites
            else []
        ),
    ]


def fautes(m: Mesures) -> list[str]:
    dites = m.dites(m.dernier)
    compte = erreurs.par_nature(dites, m.exemples)
    natures = sorted({n for n, _ in compte}, key=lambda n: -_somme(compte, n))
    genres = erreurs.par_genre(dites).items()
    return [
        "## Errors by kind",
        "",
        "| error | facts | of which |",
        "|---|---|---|",
        *(f"| {n} | {_somme(compte, n)} | {_de_quoi(compte, n)} |" for n in natures),
        "",
        "| register | messages | all right | with a false fact | asked back |",
        "|---|---|---|---|---|",
        *(
            f"| {genre} | {len(ds)} | {_trois(bilan(ds))} |"
            for genre, ds in genres
            if len(ds) >= GENRES_MIN
        ),
    ]


def _somme(compte: erreurs.Compte, nature: str) -> int:
    return sum(n for (une, _), n in compte.items() if une == nature)


def _de_quoi(compte: erreurs.Compte, nature: str) -> str:
    return ", ".join(f"`{cle}` {n}" for (une, cle), n in compte.most_common() if une == nature)
