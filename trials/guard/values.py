"""Strategies for single values: good ones, wrong ones, other people's, and what no client would ever send."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

#: of this machine: the dates that are sent lie around it
TODAY = datetime.now(tz=timezone.utc).date()
DATES = st.integers(-400, 60).map(lambda days: str(TODAY + timedelta(days)))
#: what programs that take anything stumble over
ODD_TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "²",
    "٣",
    "-0",
    "1e400",
    "NaN",
    "' OR 1=1 --",
    "%s%s%n",
    "{0.__class__}",
    "${7*7}",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2026-01-01T00:00:00Z",
    "true",
    "null",
    "\u202eabc",
    "9" * 50,
    "id desc; drop table res_users",
    "flexible.work.day",
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 2**200, 10**30]),
    st.sampled_from([0.5, -0.0, 1e308, float("nan"), float("inf"), 1e-320]),
    st.sampled_from(ODD_TEXTS),
    st.sampled_from([300, 100_000]).map("A".__mul__),
    st.text(max_size=12),
    st.sampled_from(
        [[], [[]], {}, {"a": 1}, [None], [0], ["x"], [1, "x"], {"id": {}}, [[6, 0, [1]]], [[2, 1, 0]], [[0]]]
    ),
    st.recursive(st.integers(-3, 3) | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=8),
)
#: of what record a parameter is the id, where its name does not say so
RELATIONS = {
    "department_id": "hr.department",
    "unit_id": "hr.department",
    "employee_id": "hr.employee",
    "attendance_id": "hr.attendance",
}
#: flags of Odoo and of the addons that change what a method does; no client may get past anything by them
FLAGS = (
    "active_test",
    "tracking_disable",
    "mail_notrack",
    "mail_create_nolog",
    "install_mode",
    "import_file",
    "import_updates",
    "import_updates_nips",
    "bin_size",
    "lang",
    "tz",
    "uid",
    "su",
    "allowed_company_ids",
    "active_id",
    "active_ids",
    "active_model",
    "default_state",
    "default_company_id",
    "default_employee_id",
    "default_user_id",
    "flexible_check",
    "flexible_fetching",
    "flexible_home_change",
    "flexible_work_plan_quiet",
    "ask_enacting_reason",
    "prefetch_fields",
    "force_delete",
    "search_default_mine",
)


def ids(world, model):
    """One id of ``model``: of the own region, of the other one, of nobody."""
    known = world["ids"].get(model) or {"own": [], "other": []}
    good = known["own"] or [1]
    return st.one_of(
        *[st.sampled_from(good)] * 4,
        st.sampled_from(known["other"] or [3]),
        st.sampled_from([0, -1, 2**31 - 1]),
    )


def contexts(world):
    """A context as a client may send one: mostly none, else flags with anything as their value."""
    companies = st.sampled_from([[1], list(world["companies"].values()), [world["companies"]["other"]], [999_999]])
    value = st.one_of(st.just(True), companies, ODD, st.sampled_from([*world["models"]]))
    flags = st.dictionaries(st.sampled_from(FLAGS), value, min_size=1, max_size=4)
    return st.one_of(*[st.just({})] * 4, companies.map(lambda ids_: {"allowed_company_ids": ids_}), flags)


def field_value(world, field):
    """A value that fits the ``field``, as `fields_get` describes it, seven times of eight."""
    kind = field["type"]
    good = {
        "char": st.sampled_from(["Words", "1", "K"]),
        "text": st.just("Words"),
        "html": st.just("<p>Words</p>"),
        "integer": st.integers(-5, 500),
        "float": st.sampled_from([0.0, 7.5, 12, 24.5, -1, 1e12]),
        "monetary": st.just(5.0),
        "boolean": st.booleans(),
        "date": DATES,
        "datetime": DATES.map(lambda day: f"{day} 01:00:00"),
        "selection": st.sampled_from(field.get("selection") or [False]),
        "binary": st.sampled_from(["AAAA", "not base64"]),
        "json": st.just({"a": 1}),
    }.get(kind)
    if good is None:
        one = ids(world, field.get("relation"))
        good = one if kind == "many2one" else st.lists(one, max_size=2).map(lambda some: [[6, 0, some]])
    return st.one_of(*[good] * 7, ODD)


def values(world, model, least=0):
    """What `create`, `write` or a wizard gets for ``model``."""
    fields = world["models"][model]["fields"]
    names = [name for name in fields if name not in ("id", "display_name")]
    chosen = st.lists(st.sampled_from(names), min_size=least, max_size=4, unique=True)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({name: field_value(world, fields[name]) for name in some}))


def domains(world, model):
    """A domain: conditions on any field and beyond, operators that exist and others."""
    fields = list(world["models"].get(model, {"fields": {"id": {}}})["fields"])
    path = st.one_of(
        st.sampled_from(fields),
        st.sampled_from(
            ["employee_id.pin", "create_uid.password", "company_id.name", "employee_id.home_latitude", "no.such"]
        ),
    )
    operator = st.sampled_from(
        ["=", "!=", "in", "not in", "ilike", "child_of", "any", "not any", "<", "=like", "any!", "<=>"]
    )
    condition = st.tuples(path, operator, ODD).map(list)
    return st.one_of(
        st.just([]),
        st.lists(condition, max_size=3),
        st.lists(st.one_of(condition, st.sampled_from(["&", "|", "!"])), max_size=4),
        ODD,
    )


def argument(world, name, model):
    """A value for a parameter, by its name: one that fits, five times of six.

    What ``vals`` hold is wrong often enough; that they are none at all, Odoo answers with an error of its own.
    """
    if name in ("vals", "values") and model in world["models"]:
        return values(world, model)
    if name == "vals_list" and model in world["models"]:
        return st.lists(values(world, model), max_size=2)
    good = _plain(name)
    if good is None:
        good = _related(world, name, model)
    return ODD if good is None else st.one_of(*[good] * 5, ODD)


def _plain(name):
    if "date" in name or name == "month":
        return DATES
    return {
        "kind": st.sampled_from(["in", "out", "presence", "mode", "swap", "report", "apel", "people", "xlsx", "csv"]),
        "mode": st.sampled_from(["wfo", "wfh", "wfa", "other_office"]),
        "reason": st.just("Because of the trial"),
        "data": st.lists(st.lists(st.one_of(st.text(max_size=6), DATES, ODD), max_size=4), max_size=3),
        **dict.fromkeys(
            ("latitude", "longitude", "accuracy", "elapsed", "client_time", "limit", "offset"),
            st.sampled_from([0, 5, 0.79, 127.38, 1e9]),
        ),
    }.get(name)


def _related(world, name, model):
    if name == "domain":
        return domains(world, model)
    if name in ("fields", "groupby", "aggregates"):
        known = world["models"].get(model, {"fields": ["id"]})["fields"]
        return st.lists(st.sampled_from(list(known)), max_size=4)
    if name == "company_id":
        return st.sampled_from([*world["companies"].values()])
    if name.endswith("_id") or name == "id":
        return ids(world, RELATIONS.get(name, "flexible.work." + name.removesuffix("_id")))
    if name in ("cells", "changes"):
        people = ids(world, "hr.employee")
        cell = {"employee_id": people, "date": DATES, "value": st.sampled_from(["K", "R", "", None, "XX"])}
        odd = st.lists(st.lists(st.one_of(people, DATES, ODD), max_size=3), max_size=3)
        return st.one_of(st.lists(st.fixed_dictionaries(cell), max_size=3), odd)
    return None
