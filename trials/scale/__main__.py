"""``python -m trials.scale PART``: run one of the parts and print what it measured."""

import argparse
import sys

from . import growth, load, replica

PARTS = {"growth": growth, "load": load, "replica": replica}


def main():
    parser = argparse.ArgumentParser(prog="python -m trials.scale", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    for name, part in PARTS.items():
        part.add_arguments(parts.add_parser(name, help=part.__doc__.splitlines()[0]))
    options = parser.parse_args()
    return PARTS[options.part].run(options)


if __name__ == "__main__":
    sys.exit(main())
