"""The console's tests. Django is set up here, not when pytest starts: other rooms do without it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings")
django.setup()
