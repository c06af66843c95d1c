"""How far the random walk goes."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tours", type=int, default=600, help="turns of the random walk (make marche: 10 000)"
    )
