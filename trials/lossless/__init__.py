"""Nothing is lost: servers and databases are killed while people work, and an auditor looks at what is left.

Everything is real: PostgreSQL in a cluster of its own with all its safety on, Odoo with two workers and its jobs,
people with sessions over HTTP, a mail server. ``make lossless`` runs all chapters, ``ARGS="--kills 100"`` with more
kills, ``ARGS="kills"`` one chapter.
"""
