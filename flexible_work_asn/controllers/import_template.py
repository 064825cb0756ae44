import csv
import io
from collections import Counter

import xlsxwriter

from odoo import http
from odoo.http import request
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

MODELS = {
    "employees": "hr.employee",
    "units": "hr.department",
    "statements": "flexible.work.exemption",
    "roster_lines": "flexible.work.roster.line",
    "services": "flexible.work.service",
    "counters": "flexible.work.counter",
    "actuals": "flexible.work.service.actual",
    "travels": "flexible.work.travel",
}
TITLES = {
    "employees": _lt("Employees"),
    "units": _lt("Units"),
    "statements": _lt("Statements"),
    "roster_lines": _lt("Roster lines"),
    "services": _lt("Services"),
    "counters": _lt("Counters"),
    "actuals": _lt("Monthly actuals"),
    "travels": _lt("Travel times"),
}


class ImportTemplate(http.Controller):
    """Sheets to be filled in and imported, with headings in the language of the reader."""

    @http.route(
        "/flexible_work/import_template/<string:name>.<any(xlsx, csv):kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def template(self, name, kind):
        """The headings that the import knows and two lines to show; an XLSX also says what each column takes."""
        if name not in MODELS:
            raise request.not_found()
        model = request.env[MODELS[name]]
        model.check_access("read")
        title = request.env._(TITLES[name])
        write, content_type = WRITERS[kind]
        headers = [
            ("Content-Type", content_type),
            ("Content-Disposition", http.content_disposition(f"{title}.{kind}")),
        ]
        return request.make_response(write(model, title), headers=headers)


def _write_csv(model, _title):
    columns = model._import_columns()
    headings = _headings(model, columns)
    output = io.StringIO()
    csv.writer(output).writerows([[headings[name] for name in columns], *zip(*columns.values())])
    return output.getvalue().encode()


def _write_xlsx(model, title):
    columns = model._import_columns()
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    described = model.fields_get(list(columns))
    headings = _headings(model, columns)
    for column, (name, examples) in enumerate(columns.items()):
        sheet.set_column(column, column, max(14, len(headings[name]) + 2, *map(len, examples)), text)
        sheet.write_string(0, column, headings[name], bold)
        for row, example in enumerate(examples, 1):
            sheet.write_string(row, column, example, text)
    notes = book.add_worksheet(model.env._("What goes where")[:31])
    notes.set_column(0, 0, 28, wrapped)
    notes.set_column(1, 1, 90, wrapped)
    for row, name in enumerate(columns):
        notes.write_string(row, 0, headings[name], bold)
        notes.write_string(row, 1, _explain(model, name, described[name]), wrapped)
    book.close()
    return output.getvalue()


def _headings(model, columns):
    """What the import takes for each field: its label, its name where the label could be taken for another."""
    labels = {name: field["string"] for name, field in model.fields_get(attributes=["string"]).items()}
    used = Counter(label.casefold() for label in labels.values())
    # the import reads "a/b" as a field b of a field a
    return {
        name: labels[name] if "/" not in labels[name] and used[labels[name].casefold()] == 1 else name
        for name in columns
    }


def _explain(model, name, described):
    """What a column takes: its help, the words to choose from, how records and dates are written."""
    env = model.env
    parts = [described.get("help") or ""]
    if described["type"] == "selection":
        parts.append(env._("One of: %s.", ", ".join(label for _key, label in described["selection"] if label)))
    elif described["type"] == "date":
        parts.append(env._("As YYYY-MM-DD."))
    elif described["type"] == "boolean":
        parts.append(env._("1 for yes, 0 for no."))
    elif described["type"] == "many2one" and described["relation"] == "hr.employee":
        parts.append(env._("The NIP."))
    elif described["type"] == "many2one" and described["relation"] == "hr.department":
        parts.append(env._("The whole path of the unit, as Odoo shows it: upper unit / lower unit."))
    elif described["type"] == "many2one":
        names = env[described["relation"]].search([], limit=30).mapped("display_name")
        parts.append(env._("One of: %s.", ", ".join(names)) if names else "")
    if model._fields[name].required:
        parts.append(env._("Must be filled in."))
    return " ".join(filter(None, parts))


WRITERS = {
    "xlsx": (_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (_write_csv, "text/csv; charset=utf-8"),
}
