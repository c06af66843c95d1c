"""A small site of its own, on its own port.

The page that hosts the widget, with the policy and the CSS that a test wants.
"""

from __future__ import annotations

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlencode, urlsplit

from vte.widget import WIDGET, fichiers

ECOUTE = """
globalThis.entendus = [];
for (const nom of ["open", "close", "message", "verdict", "erased", "error"])
  document.addEventListener(`assistant:${nom}`, (e) => {
    globalThis.entendus.push({ nom, ...structuredClone(e.detail) });
  });
"""
# Rules such as a careless or hostile style sheet has: each would ruin a widget that is not shut
# away from them.
AGRESSIF = """
* { all: unset !important; color: lime !important; font: 40px/3 fantasy !important; }
html { font-size: 62.5% !important; }
assistant-vte, assistant-vte * {
  display: inline !important; opacity: .1; visibility: hidden; position: static; float: left;
}
button, div, dialog, p {
  display: none !important; text-transform: uppercase; letter-spacing: 1em; transform: rotate(3deg);
}
"""


FICHIERS = {
    "ecoute.js": (ECOUTE, "text/javascript"),
    "agressif.css": (AGRESSIF, "text/css"),
    "favicon.ico": ("", "image/x-icon"),
} | {  # the widget's own files, copied to this site
    f"copie/{f.relative_to(WIDGET).as_posix()}": (f.read_text(encoding="utf-8"), "text/javascript")
    for f in fichiers()
}


class Hote:
    """`origine`: where it listens, http://127.0.0.1:port."""

    def __init__(self, origine: str) -> None:
        self.origine = origine
        port = urlsplit(origine).port
        self._serveur = ThreadingHTTPServer(("127.0.0.1", port or 0), _Requete)

    def adresse(self, page: str, attributs: dict[str, str], canal: str) -> str:
        """`page`: "" for a plain page, "stricte", "agressive", "element" (the page writes the
        element itself).
        """
        demande = {"canal": canal, **{f"a.{n}": v for n, v in attributs.items()}}
        return f"{self.origine}/{page}?{urlencode(demande)}"

    def avec(self, ligne: str) -> str:
        """The address of a page that has nothing but this line."""
        return f"{self.origine}/ligne?{urlencode({'ligne': ligne})}"

    def __enter__(self) -> Hote:
        threading.Thread(target=self._serveur.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._serveur.shutdown()
        self._serveur.server_close()


class _Requete(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        demande, page = dict(parse_qsl(url.query, keep_blank_values=True)), url.path.strip("/")
        if page in FICHIERS:
            return self._repondre(*FICHIERS[page], {})
        serveur = "{0.scheme}://{0.netloc}".format(urlsplit(demande.get("canal", "")))
        self._repondre(
            _page(page, demande),
            "text/html",
            {"Content-Security-Policy": _politique(serveur)} if page == "stricte" else {},
        )

    def _repondre(self, texte: str, nature: str, entetes: dict[str, str]) -> None:
        corps = texte.encode()
        self.send_response(200)
        for nom, valeur in {
            "Content-Type": f"{nature}; charset=utf-8",
            "Content-Length": str(len(corps)),
            **entetes,
        }.items():
            self.send_header(nom, valeur)
        self.end_headers()
        self.wfile.write(corps)

    def log_message(self, *_: object) -> None:
        """Silent: the tests say what they see."""


def _politique(serveur: str) -> str:
    """The strictest policy under which a page can have the widget (docs/integration.md)."""
    return (
        f"default-src 'none'; img-src 'self'; script-src 'self' {serveur}; connect-src {serveur}; "
        "style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _page(nom: str, demande: dict[str, str]) -> str:
    if nom == "ligne":
        tete = f"<head><title>Exemple</title>{demande['ligne']}</head>"
        return f"<!doctype html><html lang=fr>{tete}<body></body></html>"
    adresse = f"{html.escape(demande.get('canal', ''))}/widget/widget.js"
    donnees = _ecrire(demande, "data-") if nom != "element" else ""
    script = f'<script type="module" src="{adresse}" {donnees}></script>'
    style = '<link rel="stylesheet" href="agressif.css">' if nom == "agressive" else ""
    element = f"<assistant-vte {_ecrire(demande, '')}></assistant-vte>" if nom == "element" else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exemple</title>{style}<script src="ecoute.js"></script>{script}</head>
<body><main><h1>A town</h1>
<button id="avant">Before</button>{element}<button id="apres">After</button></main></body></html>"""


def _ecrire(demande: dict[str, str], prefixe: str) -> str:
    """The attributes that the request asks for (`a.color=red`), as markup."""
    attributs = {n.removeprefix("a."): v for n, v in demande.items() if n.startswith("a.")}
    return " ".join(f'{prefixe}{n}="{html.escape(v)}"' for n, v in attributs.items())
