# Two commands: "make demo" and "make test". All others: "make help". Without make: python3 -m tools COMMAND
PYTHON ?= python3
TOOLS = @$(PYTHON) -m tools
COMMANDS = demo test addons-test lint docs dist screenshots i18n bench shell psql odoo setup stop clean
# long proofs, see trials/ and tools/trials.py
COMMANDS += guard harmless test-odoo lossless scale

.PHONY: help $(COMMANDS)
.DEFAULT_GOAL = help

help:
	$(TOOLS) help

$(COMMANDS):
	$(TOOLS) $@ $(ARGS)
