"""What gunicorn serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from gunicorn.errors import AppImportError

from vte.erreurs import ErreurVTE
from vte.reglages import check_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings")
try:
    check_at_start()
    application = get_wsgi_application()
except ErreurVTE as error:
    raise AppImportError(str(error)) from None  # gunicorn prints it, without a trace, and stops
