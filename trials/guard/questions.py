"""Strategies for whole requests, and what is known of each: who asks, by which door, whether it only reads."""

import json
import re
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from .doors import ON_MODEL, READING, WRITING
from .values import ODD, ODD_TEXTS, argument, contexts, domains, ids, values

ROLES = ("nobody", "portal", "pegawai", "kepala", "operator", "bkpsdm", "walikota", "inspektorat", "admin", "elsewhere")
#: of Odoo's, untouched by the addons
TWIN = "res.partner.category"
ORM = {
    *READING,
    *WRITING,
    "copy_data",
    "search",
    "search_fetch",
    "read_group",
    "web_read",
    "message_unsubscribe",
    "message_update",
}
BREAKS = ("cut", "bytes", "type", "array", "big", "deep", "long", "session", "forged", "verb", "csrf", "utf16")
NO_PARAMS = (b"[]", b"null", b"1", b'"x"', b'{"params": []}', b'{"params": {"args": 1}}')
WRONG_TYPES = ("text/plain", "application/xml", "multipart/form-data", "x", "")
BIG = 10 * 1024 * 1024


@dataclass
class Question:
    """A request. ``door`` is how it comes in: route, rpc, json2, crud, wizard, report or broken."""

    role: str
    door: str
    target: str
    method: str
    path: str
    body: bytes | None = None
    headers: dict = field(default_factory=dict)
    reads: bool = False
    session: str = "own"
    #: the same question to a model of Odoo's own, for what every model can do
    twin: tuple = ()
    #: whether the records that the method is called on are no ids: Odoo's own door takes these
    odd_ids: bool = False

    @property
    def label(self):
        return f"{self.door} {self.target}"


def questions(world):
    """Any request at all, of any role."""
    return st.one_of(
        *[_methods(world)] * 6,
        *[_routes(world)] * 4,
        *[_records(world)] * 4,
        *[_wizards(world)] * 2,
        _reports(world),
        _broken(world),
    )


def foreign(world, roles):
    """Every button of the addons on records of the other region, as each of ``roles``: nothing may be told of them."""
    for found in world["methods"]:
        known = world["ids"].get(found["model"]) or {"own": [], "other": []}
        for number in [] if found["on_model"] else known["other"][:1]:
            for role in roles if number not in known["own"] else ():
                yield _asked(role, "foreign", found["model"], found["method"], [[number]], {}, False)


def each(world):
    """A strategy for every public method and every route, so that none is left to chance."""
    return [
        *(_methods(world, found) for found in world["methods"]),
        *(_routes(world, route) for route in world["routes"]),
    ]


def _dump(value):
    # a lone surrogate or NaN goes out as a client that is broken would send it
    return json.dumps(value).encode()


def _rpc(model, method, args, kwargs):
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
    return f"/web/dataset/call_kw/{quote(model)}/{quote(method)}", _dump(
        {"jsonrpc": "2.0", "method": "call", "params": params}
    )


def _asked(role, door, model, method, args, kwargs, reads):
    """A question by JSON-RPC, with its twin when every model has such a method."""
    path, body = _rpc(model, method, args, kwargs)
    twin = _rpc(TWIN, method, args, kwargs) if method in ORM else ()
    return Question(role, door, f"{model}.{method}", "POST", path, body, dict(JSON), reads, twin=twin)


JSON = {"Content-Type": "application/json"}


def _some_ids(world, model):
    """Mostly one, as buttons have it; sometimes none or several."""
    one = ids(world, model)
    return st.one_of(*[one.map(lambda number: [number])] * 4, st.lists(one, max_size=3))


@st.composite
def _methods(draw, world, found=None):
    """A public method of the addons, by JSON-RPC or JSON-2, with arguments that fit or do not; ``found``, if given."""
    found = found or draw(st.sampled_from(world["methods"]))
    model, name, role = found["model"], found["method"], draw(st.sampled_from(ROLES))
    kwargs = {param: draw(argument(world, param, model)) for param in found["params"] if draw(st.integers(0, 9))}
    context = draw(contexts(world))
    target = f"{model}.{name}"
    records = [] if found["on_model"] else draw(_some_ids(world, model))
    odd_ids = not found["on_model"] and draw(st.integers(0, 14)) == 0
    records = draw(ODD) if odd_ids else records
    if draw(st.integers(0, 3)) == 0:
        body = {**kwargs, "context": context} | ({} if found["on_model"] else {"ids": records})
        path, twin = f"/json/2/{model}/{name}", (f"/json/2/{TWIN}/{name}", _dump(body)) if name in ORM else ()
        return Question(
            *(role, "json2", target, "POST", path, _dump(body), dict(JSON), found["readonly"]),
            twin=twin,
            odd_ids=odd_ids,
        )
    args = [] if found["on_model"] else [records]
    if draw(st.integers(0, 19)) == 0:
        args.append(draw(ODD))
    return replace(
        _asked(role, "rpc", model, name, args, {**kwargs, "context": context}, found["readonly"]), odd_ids=odd_ids
    )


@st.composite
def _records(draw, world):
    """What every model can do, on the addons' models and on those of Odoo's that they extend."""
    model, role = draw(st.sampled_from(sorted(world["models"]))), draw(st.sampled_from(ROLES))
    has = world["models"][model]["methods"]
    name = draw(st.sampled_from([name for name in (*READING, *WRITING) if name in has]))
    params = READING.get(name, WRITING.get(name))
    kwargs = {}
    for param in params:
        if param in ("offset", "limit", "order", "operator") and draw(st.booleans()):
            continue
        kwargs[param] = draw(argument(world, param, model))
    if name in ("onchange",):
        kwargs |= {"field_names": draw(st.lists(st.sampled_from(list(world["models"][model]["fields"])), max_size=2))}
        kwargs["fields_spec"] = {key: {} for key in world["models"][model]["fields"]}
    if name in ("web_search_read", "web_save"):
        names = draw(st.lists(st.sampled_from(list(world["models"][model]["fields"])), max_size=5))
        kwargs["specification"] = {key: {} for key in names}
    args = [] if name in ON_MODEL else [draw(_some_ids(world, model))]
    if name == "onchange":
        args = [[]]
    return _asked(role, "crud", model, name, args, {**kwargs, "context": draw(contexts(world))}, name in READING)


@st.composite
def _wizards(draw, world):
    """A wizard as a client makes one, from any records, and its buttons."""
    wizards = sorted(name for name, known in world["models"].items() if known["transient"])
    model, role = draw(st.sampled_from(wizards)), draw(st.sampled_from(ROLES))
    source = draw(st.sampled_from(sorted(world["ids"])))
    records = draw(st.lists(ids(world, source), min_size=1, max_size=3))
    context = {"active_model": source, "active_ids": records, "active_id": records[0], **draw(contexts(world))}
    buttons = [found["method"] for found in world["methods"] if found["model"] == model and not found["params"]]
    step = draw(st.sampled_from(["create", "default_get", *buttons]))
    if step == "create":
        args = [draw(values(world, model, least=1))]
    elif step == "default_get":
        args = [list(world["models"][model]["fields"])]
    else:
        # ids of wizards begin at 1 in a fresh database: those that others have just made
        args = [
            draw(
                st.one_of(
                    *[st.integers(1, 20).map(lambda number: [number])] * 4, st.lists(st.integers(1, 40), max_size=2)
                )
            )
        ]
    return _asked(role, "wizard", model, step, args, {"context": context}, step == "default_get")


@st.composite
def _routes(draw, world, route=None):
    """A route of the addons, ``route`` if given: its path, parameters, verb and body."""
    route, role = route or draw(st.sampled_from(world["routes"])), draw(st.sampled_from(ROLES))
    names = re.findall(r"<(?:[^:<>]*(?:\([^)]*\))?:)?(\w+)>", route["rule"])
    path = re.sub(r"<[^<>]*?(\w+)>", lambda match: quote(_piece(draw, world, match), safe=""), route["rule"])
    params = {
        name: draw(_parameter(world, name)) for name in route["params"] if name not in names and draw(st.integers(0, 9))
    }
    target = f"{route['rule']}"
    if route["type"] == "jsonrpc":
        body = _dump({"jsonrpc": "2.0", "method": "call", "params": params})
        return Question(role, "route", target, "POST", path, body, dict(JSON))
    verb = draw(st.sampled_from([*route["methods"], *route["methods"], "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]))
    pairs = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    if "kirim" in path and draw(st.booleans()):
        pairs |= {f"u{number}": draw(st.sampled_from(["1", "4", "9", "x", "²"])) for number in range(1, 10)}
    text = urlencode(pairs, errors="surrogatepass")
    if verb in ("GET", "HEAD", "OPTIONS") or draw(st.booleans()):
        return Question(
            role, "route", target, verb, f"{path}?{text[:7000]}", None, {}, route["readonly"] and verb != "POST"
        )
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return Question(role, "route", target, verb, path, text.encode(), form, route["readonly"] and verb != "POST")


def _piece(draw, world, match):
    """A value for one converter of a path."""
    whole, name = match[0], match[1]
    choices = re.findall(r"any\(([^)]*)\)", whole)
    if choices:
        return draw(st.sampled_from([*re.findall(r"\w+", choices[0]), "else"]))
    if "int:" in whole:
        value = draw(argument(world, name, ""))
        return (
            str(value)
            if isinstance(value, int) and not isinstance(value, bool)
            else draw(st.sampled_from(["1", "-1", "9" * 12, "9" * 30]))
        )
    value = draw(_parameter(world, name))
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode()[:2000] or "x"


def _parameter(world, name):
    tokens = [token for some in world["tokens"].values() for token in some]
    if name in ("token", "secret", "slug", "barcode", "ticket"):
        return st.one_of(st.sampled_from(tokens), st.sampled_from(ODD_TEXTS), ODD)
    if name == "name":
        return st.sampled_from(["employees", "units", "statements", "services", "travels", "no", *ODD_TEXTS[:8]])
    if name == "domain":
        return domains(world, "hr.employee")
    if name in ("pin_code", "code"):
        return st.one_of(st.integers(0, 9999).map(str), ODD)
    return argument(world, name, "")


@st.composite
def _reports(draw, world):
    """Papers by the addresses of Odoo: of anything, as anybody, with options that a client adds."""
    role = draw(st.sampled_from(ROLES))
    name = draw(st.sampled_from(world["reports"]))
    model = draw(st.sampled_from(sorted(world["ids"])))
    number = draw(st.one_of(ids(world, model), st.sampled_from(["x", "1,2,x", "", "-", "9" * 30])))
    kind = draw(st.sampled_from(["html", "html", "html", "text", "pdf", "xlsx"]))
    options = draw(
        st.one_of(
            st.just({}), contexts(world).map(lambda some: {"context": json.dumps(some)}), st.just({"options": "{"})
        )
    )
    return Question(role, "report", name, "GET", f"/report/{kind}/{name}/{number}?{urlencode(options)[:4000]}")


@st.composite
def _broken(draw, world):
    """What no client sends: bodies that are none, wrong types, encodings, sessions and sizes."""
    question = draw(st.one_of(_routes(world), _methods(world), _records(world)))
    body = question.body or b"{}"
    kind = draw(st.sampled_from(BREAKS))
    question.door = f"broken:{kind}"
    _break(draw, question, kind, body)
    question.reads = False
    return question


def _break(draw, question, kind, body):
    # few of ten megabytes: they take their time
    size = BIG if kind == "big" and draw(st.integers(0, 3)) == 0 else 200_000
    bodies = {
        "cut": lambda: body[: len(body) // 2],
        "bytes": lambda: b"\xff\xfe\x00" + body,
        "array": lambda: draw(st.sampled_from(NO_PARAMS)),
        "big": lambda: b'{"params": {"a": "' + b"A" * size + b'"}}',
        "deep": lambda: b'{"params": ' + b"[" * 3000 + b"]" * 3000 + b"}",
        "utf16": lambda: body.decode("utf-8", "replace").encode("utf-16"),
        "csrf": lambda: b"csrf_token=0123456789abcdef",
    }
    if kind in bodies:
        question.body = bodies[kind]()
    if kind == "type":
        question.headers["Content-Type"] = draw(st.sampled_from(WRONG_TYPES))
    elif kind == "long":
        question.path += ("&" if "?" in question.path else "?") + "a=" + "b" * 20_000
    elif kind == "session":
        question.session = "ended"
    elif kind == "forged":
        question.session = draw(st.sampled_from(["x", "A" * 84, "../../../etc/passwd", "%00", "0" * 5000]))
    elif kind == "verb":
        question.method = draw(st.sampled_from(["GET", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]))
    elif kind == "csrf":
        # the cookie alone, from another site: a form with a token of nobody
        question.method = "POST"
        question.headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://example.org"}
    elif kind == "utf16":
        question.headers["Content-Type"] = "application/json; charset=utf-16"
