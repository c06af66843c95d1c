"""Who calls: the address that counts for a limit, and how the page was reached.

Behind a proxy every call comes from the proxy. What it says of the visitor is believed only of
proxies that VTE_MANDATAIRES names: anybody may write such a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from sanic.request import Request

from vte.reglages import MANDATAIRES

IPV6_BITS = 64  # what one subscriber is given: more than he could count addresses of
Address = IPv4Address | IPv6Address
_PORT = re.compile(r"(?<=\d):\d+$|(?<=\]):\d+$")


def who(request: Request) -> str:
    """The visitor's address; of IPv6, the network of its subscriber."""
    address = _visitor(request)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), IPV6_BITS), strict=False))
    return str(address or "")


def scheme(request: Request) -> str:
    """« http » or « https », as the visitor's browser speaks it."""
    if _is_trusted(_address(request.ip)):
        said = request.headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if said in ("http", "https"):
            return said
    return "https" if request.conn_info and request.conn_info.ssl else "http"


def _visitor(request: Request) -> Address | None:
    """The right-most address that is no trusted proxy's: those before it are only said."""
    nearest = None
    for address in _from_the_right(request):
        if address is None:
            return nearest  # the proxy that wrote it counts
        nearest = address
        if not _is_trusted(address):
            return nearest
    return nearest


def _from_the_right(request: Request) -> Iterator[Address | None]:
    yield _address(request.ip)
    for header in reversed(request.headers.getall("x-forwarded-for", [])):
        yield from (_address(said) for said in reversed(header.split(",")))


def _address(said: str) -> Address | None:
    """An address with or without its port, as proxies write it; None for anything else."""
    plain = said.strip()
    if plain.count(":") == 1 or plain.startswith("["):
        plain = _PORT.sub("", plain).strip("[]")
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _is_trusted(address: Address | None) -> bool:
    return address is not None and any(address in network for network in MANDATAIRES.lire())
