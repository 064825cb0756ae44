"""What every model can do, by the methods that the web client calls."""

#: methods of every model, as the web client calls them, with their parameters; the first ones only read
READING = {
    "web_search_read": ("domain", "specification", "offset", "limit", "order"),
    "search_read": ("domain", "fields", "offset", "limit", "order"),
    "read": ("fields",),
    "search_count": ("domain",),
    "name_search": ("name", "domain", "operator", "limit"),
    "formatted_read_group": ("domain", "groupby", "aggregates"),
    "web_read_group": ("domain", "groupby", "aggregates"),
    "fields_get": ("allfields", "attributes"),
    "default_get": ("fields",),
    "export_data": ("fields",),
    "get_views": ("views",),
}
WRITING = {
    "create": ("vals_list",),
    "write": ("vals",),
    "web_save": ("vals", "specification"),
    "unlink": (),
    "copy": ("default",),
    "action_archive": (),
    "load": ("fields", "data"),
    "onchange": ("values", "field_names", "fields_spec"),
    "name_create": ("name",),
    "message_post": ("body",),
    "message_subscribe": ("partner_ids",),
    "activity_schedule": ("act_type_xmlid", "date_deadline", "summary", "note", "user_id"),
}
ON_MODEL = {
    "web_search_read",
    "search_read",
    "search_count",
    "name_search",
    "formatted_read_group",
    "web_read_group",
    "fields_get",
    "default_get",
    "get_views",
    "create",
    "load",
    "onchange",
    "name_create",
}
