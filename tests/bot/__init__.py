"""The bot's tests. Sanic, once imported, shows all deprecations: pytest's filters come after."""

import sanic  # noqa: F401
