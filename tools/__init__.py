"""Development tooling: an environment with Odoo 19, PostgreSQL and Chromium out of nothing but Python.

Standard library only. ``python3 -m tools help`` lists the commands; the Makefile calls the same.
"""
