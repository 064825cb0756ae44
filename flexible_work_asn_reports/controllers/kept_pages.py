"""What public pages are made of, and the pages, kept in the server process for as long as nothing changes."""

from dataclasses import dataclass
from datetime import datetime

from odoo.tools.lru import LRU

#: pages of one database in one server process, some kB each
PAGES_MAX = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """Something made at ``since`` of what ``stamp`` says, and right until ``until`` (UTC). It is never changed."""

    content: bytes | dict
    stamp: tuple
    since: datetime
    until: datetime


def kept(env, key, stamp, now, make) -> Kept:
    """What is kept under ``key``, or something new.

    :param stamp: what it is made of; with another one it is made again
    :param now: naive UTC
    :param make: called for something new; gives it and the UTC time until which it is right
    """
    shelf = env.registry.__dict__.setdefault("_flexible_work_public_pages", LRU(PAGES_MAX))
    found = shelf.get(key)
    if found is None or found.stamp != stamp or not found.since <= now < found.until:
        content, until = make()
        found = shelf[key] = Kept(content, stamp, now, until)
    return found
