"""Long proofs that a region may put the addons on its real database: one package and one command for each.

Each is run by ``make NAME`` (``tools/trials.py``), which prepares the environment and the databases that it names, and
prints what it measured. What fits into a few seconds of each is among the tests, too.
"""
