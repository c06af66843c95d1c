"""The console: staff find what went wrong, see why, and turn it into better training data.

A Django project of its own process and tables. It reads what the tracker stored (projection/), and
writes there only to erase.
"""
