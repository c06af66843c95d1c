"""The console's tests. Django is set up here, not when pytest starts: other rooms do without it."""

import os
import sys

import django

# TensorFlow's log handler, where the bot's tests loaded it, closes the stream that it was made
# with once Django configures logging anew: it must not be the one in which pytest captures.
if absl := sys.modules.get("absl.logging"):
    absl.get_absl_handler().python_handler.stream = sys.__stderr__
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings")
django.setup()
