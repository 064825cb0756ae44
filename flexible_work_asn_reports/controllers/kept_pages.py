"""Pages that are kept in the server process for as long as nothing changes that they are made of."""

from dataclasses import dataclass
from datetime import datetime

from odoo.tools.lru import LRU

#: pages of one database in one server process, some kB each
PAGES_MAX = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was made at ``since``, from what ``stamp`` says, and right until ``until`` (UTC)."""

    content: bytes
    stamp: tuple
    since: datetime
    until: datetime


def kept_page(env, key, stamp, now, make) -> Page:
    """The page that is kept under ``key``, or a new one.

    :param stamp: what the page is made of; with another one it is made again
    :param now: naive UTC
    :param make: called for a new page; gives its content and the UTC time until which it is right
    """
    pages = env.registry.__dict__.setdefault("_flexible_work_public_pages", LRU(PAGES_MAX))
    page = pages.get(key)
    if page is None or page.stamp != stamp or not page.since <= now < page.until:
        content, until = make()
        page = pages[key] = Page(content, stamp, now, until)
    return page
