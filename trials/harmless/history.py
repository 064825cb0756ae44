"""Released states of the addons, and what an upgrade from them may leave otherwise than an installation, with why."""

#: the last commit of each version; of the first one, the first commit with which all three addons had a demonstration
STATES = {
    "19.0.1.0.0": "22f56fe",
    "19.0.1.1.0": "ff45c9c",
    "19.0.1.2.0": "eb66f55",
    "19.0.1.3.0": "f8970fd",
    "19.0.1.4.0": "0899ab2",
}
#: how a difference in the definition begins: why it stays
KNOWN = {"comment": "Odoo does not rewrite the comment of a column or table whose label has changed"}
