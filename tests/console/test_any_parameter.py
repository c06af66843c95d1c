"""No address of the console answers 500, whatever is in it: its parameters, its numbers, its forms.

Addresses come from the urlconf and their parameters from the code: a page that is new is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.datastructures import MultiValueDict

from console.filters import Filtres
from console.models import Conversation
from tests.console.conftest import MOT
from tests.console.evenements import abandonnee, eligible
from vte.demandes import Demandes

ROOM = Path(__file__).parents[2] / "console"
HUGE = ("0", "1", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5000)
HOSTILE = (
    *HUGE,
    "",
    "-1",
    "1e400",
    "nan",
    "inf",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2021-02-30",
    "1",
    "\x00",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "'",
    '"',
    '""""',
    "*" * 50,
    "( AND OR NEAR",
    "%",
    "é" * 3000,
    "x" * 100_000,
    "<script>",
    "../../etc/passwd",
    "[x](y)",
)
LEAVE = "/deconnexion/"  # who goes there sees nothing any more
ACCOUNTS = ("lecteur", "administrateur")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        here = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, here)
        else:
            yield here, found


def routes() -> list[str]:
    """Every address, with « <int:cle> » where something of it changes."""
    every = {"/" + re.sub(r"\^|\$|\\Z", "", route) for route, _ in patterns(get_resolver())}
    return sorted(route for route in every if "(" not in route)


def filled(route: str) -> Iterator[str]:
    """The address with each kind of thing in the place of what changes."""
    if "<" not in route:
        yield route
        return
    for value in (*HUGE, "x", "__", "%00", "é"):
        yield (
            re.sub(r"<int:\w+>", value if value.isdigit() else "7", route).replace(
                "<str:cle>", value
            )
        )


def parameters() -> list[str]:
    """Every name that a view reads in a form, and those of the filters and forms."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in ROOM.rglob("*.py"))
    read = set(re.findall(r"""(?:GET|POST|saisie)(?:\.get\(|\[)f?["'](\w+)["']""", code))
    fields = set(re.findall(r"^    (\w+) = forms\.\w+Field\(", code, re.M))
    html = "\n".join(f.read_text(encoding="utf-8") for f in (ROOM / "templates").rglob("*.html"))
    named = set(re.findall(r'name="(\w+)"', html))
    return sorted({*read, *fields, *named, *Filtres.base_filters, "page", "next"})


def read_by(client: Client, page: str) -> set[str]:
    """The parameters that this page asks for, found by watching it."""
    asked: set[str] = set()
    take = MultiValueDict.__getitem__

    def watched(self: MultiValueDict, name: str) -> Any:
        if isinstance(self, QueryDict):
            asked.add(name)
        return take(self, name)

    def looked_for(self: QueryDict, name: str) -> bool:
        asked.add(name)
        return dict.__contains__(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultiValueDict, "__getitem__", watched)
        patch.setattr(QueryDict, "__contains__", looked_for, raising=False)
        client.get(page, {"page": "1"})
    return asked


@pytest.fixture
def browsers(
    suivi: object, projetee: Callable[..., Conversation], entrer: Callable[..., Client]
) -> list[Client]:
    """Somebody who may read and somebody who may do all, before a console that holds something."""
    projetee(eligible(), "alice")
    projetee(abandonnee(), "bob")
    Demandes().noter("alice", nom="Alice", coordonnee="a@b.fr", sujet="?")
    Demandes().envoyer("alice")
    User.objects.filter(username="le-administrateur").update(is_superuser=True)
    clients = [entrer(group) for group in ACCOUNTS]
    for client in clients:
        client.raise_request_exception = False
    return clients


def whole(answer: Any) -> Any:
    """The same answer, heard to its end."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def refuse_500(tried: Iterator[tuple[str, int]]) -> None:
    broken = sorted({what for what, status in tried if status >= 500 and status != 503})
    assert not broken, "\n".join(broken)


def test_the_parameters_that_pages_read_are_found(browsers: list[Client]):
    assert {"motif", "affectee_a", "etat", "geste", "du"} <= set(parameters())
    assert {"du", "au", "q", "page", "tri"} <= read_by(browsers[1], "/conversations/")
    assert {"du", "au"} <= read_by(browsers[1], "/chiffres/")
    assert {"geste", "qui", "page"} <= read_by(browsers[1], "/acces/")
    assert {"/conversations/<int:cle>/", "/chiffres/", "/acces/"} <= set(routes())


def test_no_address_breaks_whatever_number_or_word_is_in_it(browsers: list[Client]):
    def tried() -> Iterator[tuple[str, int]]:
        for route in set(routes()) - {LEAVE}:
            for address in filled(route):
                for client in browsers:
                    yield f"GET {route} {address[:80]}", client.get(address).status_code
                yield f"POST {route} {address[:80]}", browsers[1].post(address).status_code

    refuse_500(tried())


def test_no_page_breaks_whatever_is_in_a_parameter(browsers: list[Client]):
    pages = [r for r in routes() if "<" not in r]

    def tried() -> Iterator[tuple[str, int]]:
        for page in pages:
            for name in read_by(browsers[1], page):
                for value in HOSTILE:
                    answer = whole(browsers[1].get(page, {name: value}))
                    yield f"{page}?{name}={value[:30]!r}", answer.status_code

    refuse_500(tried())


def test_no_pair_of_dates_breaks_the_figures_or_the_list(browsers: list[Client]):
    days = ("0001-01-01", "0001-01-02", "1900-01-01", "2021-06-15", "9999-12-31", "01/01/0001")

    def tried() -> Iterator[tuple[str, int]]:
        for page in ("/chiffres/", "/conversations/", "/conversations/export.csv"):
            for du in days:
                for au in days:
                    answer = whole(browsers[1].get(page, {"du": du, "au": au}))
                    yield f"{page} {du} {au}", answer.status_code

    refuse_500(tried())


def test_no_form_breaks_whatever_is_in_a_field(browsers: list[Client]):
    conversation = Conversation.objects.get(personne="alice")
    turn = conversation.les_tours.first()
    known = {"<int:cle>": str(conversation.pk), "<str:cle>": "vte"}

    def addresses(route: str) -> Iterator[str]:
        number = str(turn.pk) if route.startswith("/tours/") else known["<int:cle>"]
        yield route.replace("<int:cle>", number).replace("<str:cle>", known["<str:cle>"])

    def tried() -> Iterator[tuple[str, int]]:
        for route in routes():
            if route in (LEAVE, "/connexion/"):
                continue
            for address in addresses(route):
                for value in HOSTILE:
                    answer = browsers[1].post(address, dict.fromkeys(parameters(), value))
                    yield f"POST {address} {value[:30]!r}", answer.status_code

    refuse_500(tried())


def test_the_login_breaks_for_nothing_that_is_typed(db: None):
    client = Client(raise_request_exception=False)
    tried = (
        (
            repr(value[:30]),
            client.post("/connexion/", {"username": value, "password": MOT, "next": value}),
        )
        for value in HOSTILE
    )
    refuse_500((what, answer.status_code) for what, answer in tried)
