"""What can be asked of the addons over HTTP, as the running registry says: routes, methods, models and their fields."""

import inspect
import threading

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .doors import READING, WRITING

OURS = "odoo.addons.flexible_work_asn"
#: what models can do, those that have it
ORM = (*READING, *WRITING)
#: models of Odoo's that got methods or protected fields from the addons
SHARED = (
    "hr.employee",
    "hr.employee.public",
    "hr.department",
    "hr.attendance",
    "hr.leave",
    "hr.version",
    "hr.work.location",
    "res.company",
    "res.users",
    "ir.attachment",
    "mail.message",
    "mail.activity",
)


def find_routes(env):
    """``[{"rule", "methods", "type", "auth", "params"}]`` of every route that a controller of the addons answers."""
    threading.current_thread().dbname = env.cr.dbname
    found = []
    for rule in env["ir.http"].routing_map().iter_rules():
        endpoint = rule.endpoint
        name = endpoint.func.__name__
        classes = type(getattr(endpoint.func, "__self__", None)).__mro__
        if any(cls.__module__.startswith(OURS) and name in vars(cls) for cls in classes):
            found.append(
                {
                    "rule": rule.rule,
                    "methods": sorted(set(rule.methods or ("GET", "POST")) - {"HEAD", "OPTIONS"}),
                    "type": endpoint.routing["type"],
                    "auth": endpoint.routing["auth"],
                    "readonly": endpoint.routing.get("readonly") is True,
                    "params": _params(endpoint.func),
                }
            )
    return found


def find_methods(env):
    """``[{"model", "method", "params", "readonly", "on_model"}]``: public methods that the addons have or override."""
    found = []
    for model in _models(env):
        cls = type(env[model])
        for name in sorted(set(dir(cls))):
            definers = [base for base in cls.__mro__ if name in vars(base) and base.__module__.startswith(OURS)]
            if name.startswith("_") or not definers or not callable(getattr(cls, name)):
                continue
            try:
                method = get_public_method(env[model], name)
            except (AccessError, AttributeError):
                continue
            found.append(
                {
                    "model": model,
                    "method": name,
                    "params": _params(method),
                    "readonly": bool(getattr(method, "_readonly", False)),
                    "on_model": getattr(method, "_api_model", False),
                }
            )
    return found


def find_models(env):
    """``{model: {"transient", "fields": {name: {"type", "relation", "selection", "readonly"}}, "methods"}}``."""
    found = {}
    for model in _models(env):
        if env[model]._abstract:
            continue
        described = env[model].fields_get(attributes=["type", "relation", "selection", "readonly"])
        for values in described.values():
            if isinstance(values.get("selection"), list):
                values["selection"] = [key for key, *_rest in values["selection"]]
        found[model] = {
            "transient": env[model]._transient,
            "fields": described,
            "methods": [name for name in ORM if hasattr(env[model], name)],
        }
    return found


def _models(env):
    return sorted({name for name in env.registry if name.startswith("flexible.work.")} | {*SHARED} & set(env.registry))


def _params(function):
    parameters = list(inspect.signature(function).parameters.values())
    return [
        param.name
        for param in parameters
        if param.name != "self" and param.kind not in (param.VAR_KEYWORD, param.VAR_POSITIONAL)
    ]
