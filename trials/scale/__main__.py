"""``python -m trials.scale PART``: run one of the parts and print what it measured; without a part all, one by one."""

import argparse
import sys

from . import growth, load, replica

PARTS = {"growth": growth, "load": load, "replica": replica}


def parsed(words):
    parser = argparse.ArgumentParser(prog="python -m trials.scale", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    for name, part in PARTS.items():
        part.add_arguments(parts.add_parser(name, help=part.__doc__.splitlines()[0]))
    return parser.parse_args(words)


def main():
    words = sys.argv[1:]
    chosen = [parsed(words)] if words else [parsed([name]) for name in PARTS]
    return max(PARTS[options.part].run(options) for options in chosen)


if __name__ == "__main__":
    sys.exit(main())
