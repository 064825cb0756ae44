"""Sends a question as its role would, and reads the answer."""

import http.client
import json
import re
from dataclasses import dataclass

#: characters that no request line may have; whoever sends them breaks the client, not the server
UNSAFE = re.compile(r"[\x00-\x20\x7f-\U0010ffff]")
READ_MAX = 4_000_000


@dataclass
class Answer:
    """``status`` 0: no answer at all. ``error`` is the class that a JSON answer names, ``debug`` its traceback."""

    status: int
    text: str = ""
    error: str = ""
    message: str = ""
    debug: str = ""


class Client:
    """Asks one server, one question after the other, so that what follows can be told apart."""

    def __init__(self, port, world):
        self.port, self.world = port, world

    def ask(self, question) -> Answer:
        path = UNSAFE.sub(lambda match: "%" + match[0].encode("utf-8", "replace").hex()[:2], question.path)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(question.method, path, question.body, {**question.headers, **self._who(question)})
            response = connection.getresponse()
            return _read(response.status, response.read(READ_MAX))
        except (BrokenPipeError, ConnectionResetError):
            # refused before all of it was sent, as Odoo does with a body that it does not want
            return Answer(413, "", "connection closed")
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, "", type(error).__name__, str(error))
        finally:
            connection.close()

    def _who(self, question):
        if question.role == "nobody":
            return {}
        role = self.world["roles"][question.role]
        if "/json/2/" in question.path:
            return {"Authorization": f"Bearer {role['key']}"}
        session = {"own": role["cookies"][0], "ended": self.world["ended"]}.get(question.session, question.session)
        return {"Cookie": f"session_id={session}"}


def _read(status, content):
    text = content.decode("utf-8", "replace")
    answer = Answer(status, text)
    if not text.startswith("{"):
        return answer
    try:
        whole = json.loads(text)
    except ValueError:
        return answer
    error = whole.get("error") if isinstance(whole.get("error"), dict) else None
    data = (error.get("data") or {}) if error else (whole if "debug" in whole else {})
    answer.error = str(data.get("name") or (error and error.get("message")) or "")
    answer.message = str(data.get("message") or "")
    answer.debug = str(data.get("debug") or "")
    # what the answer tells a person, without Odoo's traceback, which holds nothing but code
    if answer.debug:
        answer.text = answer.message
    return answer
