"""`make bench-widget`: what the widget weighs and how soon it answers, beside published ones.

They come from the npm registry at the time of the measure (`npm pack`), in the same run; deep-chat,
a custom element too, is also timed in the same Chromium on the same page. The servers are
`make run`'s own. Writes bench/widget/RAPPORT.md.
"""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import statistics
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.rapports import dire, p95
from bot import launcher
from tests.serveurs import demarrer

RACINE = Path(__file__).parents[2]
RAPPORT = Path(__file__).with_name("RAPPORT.md")
POIDS_MAX, AVANT_MAX, OUVERTURE_MAX = 26_000, 8_000, 150  # bytes, bytes, milliseconds
ESSAIS = 30
# What a page loads of each: name and version on npm, file of the package.
PUBLIES = {
    "rasa-webchat": ("rasa-webchat@1.0.1", "package/lib/index.js"),
    "deep-chat": ("deep-chat@2.4.2", "package/dist/deepChat.bundle.js"),
    "n8n chat": ("@n8n/chat@1.37.0", "package/dist/chat.bundle.umd.js"),
}
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Milliseconds on the page's own clock until `condition` holds, looked at in each frame.
ATTENDRE = """async ([condition, geste]) => {
  const debut = performance.now();
  const racine = () => document.querySelector('assistant-vte, deep-chat')?.shadowRoot;
  if (geste) racine().querySelector(geste).click();
  const vraie = new Function('racine', `return ${condition}`);
  while (!vraie(racine())) await new Promise(requestAnimationFrame);
  return performance.now() - (geste ? debut : 0);
}"""


def compresse(corps: bytes) -> int:
    return len(gzip.compress(corps, 9, mtime=0))


def notre_poids() -> dict[str, int]:
    """Of each file that a page in French loads; not the server's own pages, which no site loads."""
    fichiers = [f for f in sorted((RACINE / "widget").rglob("*.js")) if f.parent.name != "pages"]
    return {f.name: compresse(f.read_bytes()) for f in fichiers if f.name != "en.js"}


def publies(dossier: Path) -> dict[str, Path]:
    """The file that a page loads of each published widget."""
    fichiers = {}
    for nom, (paquet, chemin) in PUBLIES.items():
        archive = subprocess.run(
            ["npm", "pack", paquet, "--silent"],
            cwd=dossier,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with tarfile.open(dossier / archive) as contenu:
            lu = contenu.extractfile(chemin)
            assert lu is not None, f"{paquet} has no {chemin}"
            fichiers[nom] = dossier / f"{nom.replace(' ', '-')}.js"
            fichiers[nom].write_bytes(lu.read())
    return fichiers


class _Silencieux(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """A bench prints its report."""


@contextmanager
def site(dossier: Path) -> Iterator[str]:
    """A host site that serves `dossier`; yields its origin."""
    serveur = ThreadingHTTPServer(("127.0.0.1", 5997), partial(_Silencieux, directory=str(dossier)))
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    try:
        yield "http://127.0.0.1:5997"
    finally:
        serveur.shutdown()
        serveur.server_close()


@contextmanager
def serveurs(dossier: Path) -> Iterator[str]:
    """The assistant, for that host site; yields the address of its web channel."""
    lances = demarrer(
        dossier,
        VTE_AUJOURDHUI="2021-06-15",
        VTE_SANS_LIMITE="1",
        VTE_ORIGINES="http://127.0.0.1:5997",
    )
    try:
        yield lances.url
    finally:
        launcher.stop(lances.processus)


def ecrire_pages(dossier: Path, canal: str) -> None:
    def page(nom: str, tete: str, corps: str = "") -> None:
        html = (
            "<!doctype html><html lang=fr><head><meta charset=utf-8><title>x</title>"
            f"{tete}</head><body><h1>Une page</h1>{corps}</body></html>"
        )
        (dossier / nom).write_text(html, encoding="utf-8")

    script = f'<script type="module" src="{canal}/widget/widget.js" data-server="{canal}"></script>'
    page("vide.html", "")
    page("coin.html", script)
    page("ligne.html", script, "<assistant-vte inline></assistant-vte>")
    page(
        "deep.html",
        '<script type="module" src="deep-chat.js"></script>',
        """<deep-chat introMessage='{"text": "Bonjour"}' demo="true"></deep-chat>""",
    )


PEINTE = "performance.getEntriesByName('first-contentful-paint')"
Mesure = Callable[[Page, str], float]


def attendre(page: Page, condition: str, geste: str | None = None) -> float:
    return float(page.evaluate(ATTENDRE, [condition, geste]))


def premiere_peinture(nom: str) -> Mesure:
    def mesurer(page: Page, hote: str) -> float:
        page.goto(f"{hote}/{nom}")
        page.wait_for_function(f"{PEINTE}.length")
        return float(page.evaluate(f"{PEINTE}[0].startTime"))

    return mesurer


def _lanceur(page: Page, hote: str) -> float:
    page.goto(f"{hote}/coin.html")
    return attendre(page, "racine?.querySelector('.lanceur')?.offsetWidth")


def _ouverture(page: Page, hote: str) -> float:
    page.goto(f"{hote}/coin.html")
    page.wait_for_function("document.querySelector('assistant-vte')?.shadowRoot")
    return attendre(page, "racine.querySelector('.bulle')?.offsetWidth", ".lanceur")


def _reponse(page: Page, hote: str) -> float:
    _ouverture(page, hote)
    page.get_by_label("Votre message").fill("on est 45 à Oyonnax")
    return attendre(
        page, "racine.querySelector('[role=log]').textContent.includes('noté')", "[type=submit]"
    )


def _premier_mot(nom: str, mot: str) -> Mesure:
    def mesurer(page: Page, hote: str) -> float:
        page.goto(f"{hote}/{nom}")
        return attendre(page, f"racine?.textContent.includes('{mot}')")

    return mesurer


PREMIER = "navigation to the first message, panel in the page"
MESURES: dict[str, Mesure] = {
    "first paint of a page without widget": premiere_peinture("vide.html"),
    "first paint of the same page with the launcher": premiere_peinture("coin.html"),
    "navigation to the launcher": _lanceur,
    "click on the launcher to the first message (nothing in the browser's cache)": _ouverture,
    "first message sent to its answer (session opened, whole turn)": _reponse,
    PREMIER: _premier_mot("ligne.html", "Bonjour"),
    f"deep-chat: {PREMIER}": _premier_mot("deep.html", "Bonjour"),
}


def chronometrer(navigateur: Browser, hote: str) -> dict[str, tuple[float, float]]:
    """(median, 95th percentile) in ms.

    Each try in a context of its own, the measures taken in turn.
    """
    durees: dict[str, list[float]] = {nom: [] for nom in MESURES}
    for _ in range(ESSAIS + 1):
        for nom, mesurer in MESURES.items():
            contexte = navigateur.new_context()
            durees[nom].append(mesurer(contexte.new_page(), hote))
            contexte.close()
    return {
        nom: (statistics.median(d[1:]), p95(d[1:])) for nom, d in durees.items()
    }  # the first try warms up


def _demande(duree: float) -> str:
    return f"≤ {OUVERTURE_MAX} ms | {dire(duree <= OUVERTURE_MAX)}"


def rapport(
    poids: dict[str, int], publies_: dict[str, int], temps: dict[str, tuple[float, float]]
) -> str:
    total, avant = sum(poids.values()), poids["widget.js"] + poids["base.js"]
    ouverture = temps["click on the launcher to the first message (nothing in the browser's cache)"]
    lignes = [
        "# The widget, beside published ones",
        "",
        f"`make bench-widget`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, Chromium without a screen.",
        "",
        "| weight, gzip -9, each file by itself | bytes | ours is | asked | |",
        "|---|---|---|---|---|",
        f"| ours, {len(poids)} files | {total} | | ≤ {POIDS_MAX} | {dire(total <= POIDS_MAX)} |",
        f"| of which before the first opening | {avant} | | ≤ {AVANT_MAX} | "
        f"{dire(avant <= AVANT_MAX)} |",
        *(
            f"| {nom} ({PUBLIES[nom][0].rpartition('@')[2]}) | {n} | {total / n:.2f} of it | | |"
            for nom, n in publies_.items()
        ),
        "",
        f"| time, {ESSAIS} tries each, in turn | median | 95th percentile | asked | |",
        "|---|---|---|---|---|",
        *(
            f"| {nom} | {m:.0f} ms | {p:.0f} ms | {_demande(p) if (m, p) == ouverture else '| '} |"
            for nom, (m, p) in temps.items()
        ),
        "",
        "- Ours to deep-chat, navigation to the first message: "
        f"{temps[PREMIER][0] / temps[f'deep-chat: {PREMIER}'][0]:.2f} (medians).",
        "- Every try starts with an empty cache, from a server on the same machine: the network of "
        "a visitor comes on top.",
        "- A published widget is the one file that a page loads of it; React, which rasa-webchat "
        "also needs, is not counted.",
        "",
    ]
    return "\n".join(lignes)


def principal() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)
        with site(dossier) as hote, serveurs(dossier) as canal, sync_playwright() as outils:
            fichiers = publies(dossier)
            ecrire_pages(dossier, canal)
            navigateur = outils.chromium.launch(executable_path=chromium, args=OPTIONS)
            temps = chronometrer(navigateur, hote)
            navigateur.close()
        texte = rapport(
            notre_poids(), {nom: compresse(f.read_bytes()) for nom, f in fichiers.items()}, temps
        )
    RAPPORT.write_text(texte, encoding="utf-8")
    print(texte)


if __name__ == "__main__":
    principal()
