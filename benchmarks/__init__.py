"""Benchmarks: how long the chain takes for a whole city, beside what Odoo itself takes for the like.

``python -m benchmarks --help`` tells what there is; ``make bench`` runs all of it on a database of its own.
Nothing is left behind in the database.
"""
