"""Installing, upgrading and removing the addons harms nothing that a database held before.

``make harmless`` runs three proofs, each by its name as well (``make harmless ARGS="uninstall"``):

uninstall
    each addon, in every order that Odoo allows, after an installation with demo data: what is left is compared with the
    database before, row by row
install
    on a database with 10,000 employees and two years of attendance: how long it takes, and that nothing of theirs
    changed
upgrade
    from the first state that had version and data, with its data: compared with a fresh installation of today

``make test-odoo`` (``trials/harmless/odoo.py``) runs Odoo's own tests with the addons and without them.
"""
