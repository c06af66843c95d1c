"""Sanic, once imported, shows all deprecations: imported here, pytest's own filters come after."""

import sanic  # noqa: F401
