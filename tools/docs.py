"""What ``make docs`` writes: everything in the repository that is made from something else in it."""

import sys

from . import readme
from .law import table
from .paths import ROOT


def documents():
    """{path: content, text or bytes} as they should be."""
    found = {**readme.documents(), table.TARGET: table.document()}
    return {path: content.encode() if isinstance(content, str) else content for path, content in found.items()}


def stale():
    """Paths of documents that are not what they are made from."""
    return [path for path, content in documents().items() if not path.exists() or path.read_bytes() != content]


def problems():
    """What ``make lint`` says about them."""
    yield from readme.problems()
    yield from table.problems()
    for path in stale():
        yield f"{path.relative_to(ROOT)}: not what it is made from; make docs"


def main():
    found = documents()
    for path in stale():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found[path])
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
