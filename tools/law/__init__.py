"""From the law to the code and its tests: docs/law.md.

provisions.csv   articles, what each asks of flexible work, and why there is no function or no test of it, if so
needs.csv        what regional governments need beyond single articles; ``done`` names models, fields (``model.field``),
                 methods (``model.method``), functions (``file.function``) and files, ``tests`` are ``file.test``
places.py        finds where code and tests cite articles
table.py         makes the document of all that, and says what is missing
"""
