"""What a setting is: its name, its default, its sense, and the kind of value that it takes.

A kind reads the text of an environment variable into a typed value, or refuses it and says in
French what was expected. vte/reglages.py declares the settings.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Generic, TypeVar, overload
from urllib.parse import urlsplit

from vte import database_url
from vte.erreurs import ReglageInvalide

T = TypeVar("T")
ON, OFF = ("1", "oui", "true"), ("0", "non", "false", "")
_PASSWORD = re.compile(r"(://[^:/@]*:).*@")
_PASSWORD_ASKED = re.compile(r"([?&][^=&]*pass[^=&]*=)[^&]*", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]+")
_TRIMMED = re.compile(r"(\S(.*\S)?)?", re.DOTALL)
_ORIGIN = re.compile(r"https?://[^\s/?#]+")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """`expected`: what is said to who wrote something else; `read` raises ValueError then.

    `empty`: an empty variable is the default; `shown`: a wrong value is told back.
    """

    expected: str
    read: Callable[[str], T]
    empty: bool = True
    shown: bool = True


class Reglage(Generic[T]):
    """A setting: `lire` gives its typed value; an empty variable is the default."""

    @overload
    def __init__(self: Reglage[str], nom: str, defaut: str, sens: str) -> None: ...
    @overload
    def __init__(self, nom: str, defaut: str, sens: str, kind: Kind[T]) -> None: ...
    def __init__(self, nom: str, defaut: str, sens: str, kind: Kind[Any] | None = None) -> None:
        self.nom, self.defaut, self.sens = nom, defaut, sens
        self._kind: Kind[Any] = kind or text()

    def brut(self) -> str:
        """The text of the variable, or of the default, as it stands."""
        return os.environ.get(self.nom, "") or self.defaut

    def lire(self) -> T:
        """The typed value. Error: ReglageInvalide, one line that says what is expected."""
        brut = self.brut()
        try:
            if not self._kind.empty and os.environ.get(self.nom) == "":
                raise ValueError(self.nom)
            value: T = self._kind.read(brut)
        except ValueError:
            told = _without_password(brut) if self._kind.shown else "…"
            raise ReglageInvalide(
                f"{self.nom}={told} n'est pas valable\u00a0: {self._kind.expected}."
            ) from None
        return value


def _without_password(url: str) -> str:
    """Neither before the machine's name nor among what follows « ? »."""
    return _PASSWORD_ASKED.sub(r"\1…", _PASSWORD.sub(r"\1…@", url))


def text() -> Kind[str]:
    """Often a token: it is not told back. A blank around it is that of a file it was read from."""
    expected = "il faut un texte sans blanc au début ni à la fin"
    return Kind(expected, lambda raw: _matched(_TRIMMED, raw), shown=False)


def matching(pattern: str, expected: str) -> Kind[str]:
    """A text of this form; empty where the default is."""
    return Kind(expected, lambda raw: raw if not raw else _matched(re.compile(pattern), raw))


def integer(low: int, high: int) -> Kind[int]:
    return Kind(
        f"il faut un nombre entier de {low} à {_grouped(high)}",
        lambda raw: _between(_integer(raw), low, high),
    )


def duration(unit: str, plural: str, low: int, high: int) -> Kind[timedelta]:
    """`unit`: as timedelta names it (`minutes`); `plural`: as people do."""
    return Kind(
        f"il faut un nombre entier de {plural}, de {low} à {_grouped(high)}",
        lambda raw: timedelta(**{unit: _between(_integer(raw), low, high)}),
    )


def switch() -> Kind[bool]:
    on, off = " ou ".join(ON[:2]), " ou ".join(OFF[:2])
    return Kind(f"il faut {on} pour l'activer, {off} ou rien sinon", _switched)


def day() -> Kind[date | None]:
    """A date, or None where the variable is empty."""
    expected = "il faut une date qui existe, écrite AAAA-MM-JJ"
    return Kind(expected, lambda raw: date.fromisoformat(raw.strip()) if raw else None)


def address() -> Kind[str]:
    """An http address, kept to the letter; empty where the default is."""
    return Kind("il faut une adresse http:// ou https://", _addressed)


def base_address() -> Kind[str]:
    """An http address to which a path is added: without its last slash."""
    return Kind(address().expected, lambda raw: _addressed(raw).rstrip("/"))


_URLS = (
    "sqlite:///fichier, ou postgresql://compte@machine/base avec, après un «\u00a0?\u00a0», des"
    " options que PostgreSQL connaît"
)


def database() -> Kind[str]:
    """An SQLAlchemy URL with nothing in it that would be ignored (database_url.py)."""
    return Kind(f"il faut une URL SQLAlchemy, {_URLS}", database_url.checked)


def database_or_file() -> Kind[str]:
    """An SQLAlchemy URL, or the path of a SQLite file."""
    return Kind(
        f"il faut le chemin d'un fichier SQLite, ou une URL SQLAlchemy, {_URLS}",
        lambda raw: database_url.checked(raw) if "://" in raw else _matched(_TRIMMED, raw),
    )


def hosts() -> Kind[tuple[str, ...]]:
    """Names of machines, as a browser asks for them."""
    expected = "il faut des noms de machines séparés par des virgules, sans http:// ni chemin"
    return Kind(expected, lambda raw: _some(_each(re.compile(r"[^\s/]+"), raw)))


def networks() -> Kind[tuple[IPv4Network | IPv6Network, ...]]:
    """Machines, by their address, or by that of their network."""
    expected = "il faut des adresses ou des réseaux séparés par des virgules, comme 10.0.0.0/8"
    return Kind(
        expected, lambda raw: tuple(ip_network(x.strip()) for x in raw.split(",") if x.strip())
    )


def redis() -> Kind[str]:
    """The address of a Redis; empty where the default is."""
    return Kind("il faut une URL redis://… ou rediss://…", _of_redis)


def secret(least: int) -> Kind[str]:
    """A key that nobody guesses: `least` bytes; not given, the default. An empty one is none."""
    expected = f"il faut au moins {least} octets tirés au hasard, ou ne pas la donner"
    return Kind(
        expected, lambda raw: raw if not raw else _long(raw, least), empty=False, shown=False
    )


def origins() -> Kind[tuple[str, ...]]:
    """Sites, as a browser names them: no path, no last slash."""
    expected = "il faut des sites séparés par des virgules, comme https://exemple.fr, sans chemin"
    return Kind(expected, lambda raw: tuple(map(_addressed, _each(_ORIGIN, raw))))


def _matched(pattern: re.Pattern[str], raw: str) -> str:
    if not pattern.fullmatch(raw):
        raise ValueError(raw)
    return raw


def _each(pattern: re.Pattern[str], raw: str) -> tuple[str, ...]:
    items = (item.strip().rstrip("/") for item in raw.split(","))
    return tuple(_matched(pattern, item) for item in items if item)


def _some(items: tuple[str, ...]) -> tuple[str, ...]:
    if not items:
        raise ValueError(items)
    return items


def _integer(raw: str) -> int:
    """int() takes 5_005, blanks and the digits of every script: who is given the text does not."""
    return int(_matched(_NUMBER, raw))


def _of_redis(raw: str) -> str:
    if not raw:
        return raw
    from redis.connection import parse_url  # slow to import, and seldom given

    parse_url(_matched(re.compile(r"(rediss?|unix)://\S+"), raw))
    return raw


def _long(raw: str, least: int) -> str:
    if len(raw.encode()) < least:
        raise ValueError(least)
    return raw


def _grouped(number: int) -> str:
    """65 535: as one writes it in French."""
    return f"{number:_}".replace("_", "\u00a0")


def _between(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise ValueError(value)
    return value


def _switched(raw: str) -> bool:
    word = raw.strip().casefold()
    if word not in (*ON, *OFF):
        raise ValueError(raw)
    return word in ON


def _addressed(raw: str) -> str:
    parts = urlsplit(raw)
    if raw and (parts.scheme not in ("http", "https") or not parts.hostname or " " in raw):
        raise ValueError(raw)
    _ = parts.port  # ValueError, for one that is none
    return raw
