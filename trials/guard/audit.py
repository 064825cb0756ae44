"""What a request has changed: a trigger in every table writes down each row that is added, changed or deleted."""

from dataclasses import dataclass

#: not the work of a request: sessions of the server itself, and the brake on guessing, which has its own tests; nor are
#: orm_signaling_..., by which one worker tells the others what to forget
LEFT_OUT = ("guard_audit", "flexible_work_attempt", "bus_bus", "bus_presence", "ir_logging", "ir_cron_trigger")
INSTALL = """
CREATE TABLE guard_audit (
    id bigserial, "table" text, what text, row_id bigint, company_id bigint, employee_id bigint,
    user_id bigint, department_id bigint,
    changed text[]
);
CREATE FUNCTION guard_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
    new jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}'::jsonb ELSE to_jsonb(NEW) END;
    whole jsonb := CASE WHEN TG_OP = 'INSERT' THEN new ELSE kept END;
    names text[];
BEGIN
    SELECT array_agg(key) INTO names FROM jsonb_each(new) WHERE value IS DISTINCT FROM kept -> key;
    IF TG_OP = 'UPDATE' AND names IS NULL THEN RETURN NULL; END IF;
    INSERT INTO guard_audit ("table", what, row_id, company_id, employee_id, user_id, department_id, changed)
    VALUES (TG_TABLE_NAME, TG_OP, (whole ->> 'id')::bigint, (whole ->> 'company_id')::bigint,
            (whole ->> 'employee_id')::bigint, (whole ->> 'user_id')::bigint,
            (whole ->> 'department_id')::bigint, names);
    RETURN NULL;
END $$;
"""
WATCHED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname != ALL(%s)
   AND c.relname NOT LIKE 'orm\\_signaling\\_%%' ORDER BY 1
"""


@dataclass(frozen=True)
class Change:
    """One row: ``what`` is INSERT, UPDATE or DELETE; ``columns`` those that are new or different."""

    table: str
    what: str
    row_id: int | None
    company_id: int | None
    employee_id: int | None
    user_id: int | None
    department_id: int | None
    columns: tuple


def install(cursor) -> int:
    """Watch every table; how many they are."""
    cursor.execute(INSTALL)
    cursor.execute(WATCHED, (list(LEFT_OUT),))
    tables = [row[0] for row in cursor.fetchall()]
    for table in tables:
        cursor.execute(
            f'CREATE TRIGGER guard AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            " FOR EACH ROW EXECUTE FUNCTION guard_note()"
        )
    return len(tables)


class Audit:
    """Reads what has been changed since it was read last; ``connection`` is psycopg2's, in autocommit."""

    def __init__(self, connection):
        self.connection = connection
        self.last = 0
        self.read()

    def read(self) -> list[Change]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                'SELECT id, "table", what, row_id, company_id, employee_id, user_id, department_id, changed'
                " FROM guard_audit WHERE id > %s ORDER BY id",
                (self.last,),
            )
            rows = cursor.fetchall()
        if rows:
            self.last = rows[-1][0]
        return [Change(*row[1:8], tuple(row[8] or ())) for row in rows]
