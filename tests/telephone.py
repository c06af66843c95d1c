"""A messenger as somebody sees it on a phone: what they wrote, and what the platform was sent.

Made of the fake platform's own record; buttons, quick replies and lists are where the real
application shows them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.messageries import Personne

COLOURS = {  # of the bar, of the page, of what they wrote, of what is written on it
    "messenger": ("#ffffff", "#ffffff", "#0a5bc4", "#ffffff"),
    "telegram": ("#2f6f9f", "#cfdfea", "#dcf5c7", "#111111"),
    "whatsapp": ("#075e54", "#e9e2d8", "#d9f7cf", "#111111"),
    "whatsapp_cloud": ("#075e54", "#e9e2d8", "#d9f7cf", "#111111"),
}
WAIT = 20.0  # seconds
STYLE = """
* { box-sizing: border-box; margin: 0; font: 15px/1.35 system-ui, "DejaVu Sans", sans-serif; }
body { width: 390px; background: var(--page); color: #111; }
header { padding: 14px 16px; background: var(--bar); color: var(--on-bar); font-weight: bold;
  border-bottom: 1px solid #0002; position: sticky; top: 0; }
main { padding: 12px; display: flex; flex-direction: column; gap: 6px; }
article { max-width: 84%; align-self: flex-start; }
article > p, .sheet { background: #fff; border-radius: 14px; padding: 8px 12px;
  white-space: pre-wrap; overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }
.messenger article > p { background: #f0f0f0; box-shadow: none; }
article.me { align-self: flex-end; }
article.me > p, .messenger article.me > p { background: var(--me); color: var(--on-me); }
ul { list-style: none; padding: 0; }
li { background: #fff; color: #0a5bc4; text-align: center; padding: 8px; margin-top: 4px;
  border-radius: 10px; box-shadow: 0 1px 1px #0002; }
.messenger li { background: #e4e6eb; color: #111; }
.telegram li { background: #4a6b84; color: #fff; }
ul.quick { display: flex; flex-wrap: wrap; gap: 6px; justify-content: flex-end; width: 366px; }
ul.quick li { background: #fff; color: #0a5bc4; border: 1px solid #0a5bc4; border-radius: 18px;
  padding: 6px 12px; }
.sheet { margin-top: 8px; width: 366px; } .sheet li { text-align: left; color: #111;
  box-shadow: none; border-bottom: 1px solid #0002; border-radius: 0; }
"""


@dataclass
class Telephone:
    """Of one person; `seen`: what is on the screen, oldest first, `{"me", "text", "choix", …}`."""

    personne: Personne
    name: str
    seen: list[dict[str, Any]] = field(default_factory=list)

    def dire(self, words: str) -> list[str]:
        """Says this, and the answers."""
        return self._show(words, lambda: self.personne.dire(words))

    def choisir(self, title: str) -> list[str]:
        """Touches this choice, and the answers."""
        return self._show(title, lambda: self.personne.choisir(title))

    def _show(self, words: str, act: Callable[[], list[str]]) -> list[str]:
        received = self.personne.plateforme.recus[self.personne.adresse]
        before = len(received)
        self.seen.append({"me": True, "text": words, "choix": []})
        act()
        self._settle()
        self.seen += [{"me": False, **message} for message in received[before:]]
        return [message["text"] for message in received[before:]]

    def _settle(self) -> None:
        """Until the whole answer is there: several messages may make it."""
        where = f"{self.personne.serveurs.racine}/{self.personne.canal}/health"
        limit = time.monotonic() + WAIT
        while self.personne.client.get(where).json()["pending"] and time.monotonic() < limit:
            time.sleep(0.1)

    def page(self) -> str:
        """The screen, as HTML."""
        bar, page, me, on_me = COLOURS[self.personne.canal]
        on_bar = "#111" if bar == "#ffffff" else "#fff"
        colours = f"--bar:{bar};--page:{page};--me:{me};--on-me:{on_me};--on-bar:{on_bar}"
        last = len(self.seen) - 1
        shown = "".join(_shown(m, place == last) for place, m in enumerate(self.seen))
        return (
            f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>{self.name}</title>'
            f'<style>{STYLE}</style><body class="{self.personne.canal}" style="{colours}">'
            f"<header>Assistant VTE · {self.name}</header><main>{shown}</main></body></html>"
        )


def _shown(message: dict[str, Any], last: bool) -> str:
    """Quick replies leave once something was said; a list is open under the last message."""
    who, kind = "me" if message["me"] else "", message.get("nature")
    choices = "".join(f"<li>{escape(title)}</li>" for title, _ in message["choix"])
    under = f"<ul>{choices}</ul>" if choices else ""
    if kind == "quick_reply":
        under = f'<ul class="quick">{choices}</ul>' if last and choices else ""
    if kind == "list":
        sheet = f'<div class="sheet"><ul>{choices}</ul></div>' if last else ""
        under = f"<ul><li>☰ {escape(message['ouvrir'])}</li></ul>{sheet}"
    return f'<article class="{who}"><p>{escape(message["text"])}</p>{under}</article>'
