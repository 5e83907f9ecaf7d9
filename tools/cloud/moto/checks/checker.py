"""Notes of each request whether it is what AWS takes."""

import json
import re
from io import BytesIO
from threading import Lock
from urllib.parse import unquote

from moto.core.request import Request

from .asked import NotRead, model_name, read
from .bounds import beyond
from .limits import broken

# Of the header, or of a presigned address.
CREDENTIAL = re.compile(r"Credential=([^,&\s]+)")


class Checker:
    """
    Its file has a line for each request, in JSON: {"service": "ssm", "operation": "PutParameter"}, with "violations", a
    list of words, where there are any. None of them quotes a value, which may be a secret.
    """

    def __init__(self, file):
        self.file = open(file, "a", buffering=1)
        self.lock = Lock()

    def check(self, environ, body):
        note = json.dumps(noted(environ, body)) + "\n"
        with self.lock:
            self.file.write(note)


def noted(environ, body):
    request = Request({**environ, "wsgi.input": BytesIO(body)})
    service, operation = service_of(request), called(request)
    try:
        asked = read(service, request)
        operation = asked.operation.name
        violations = list(violations_of(service, asked))
    except NotRead as error:
        violations = [str(error)]
    except Exception as error:
        # Whatever cannot be checked must not pass for checked.
        violations = [f"its check failed ({type(error).__name__})"]
    note = {"service": service, "operation": operation}
    return {**note, "violations": violations} if violations else note


def service_of(request):
    signed = request.headers.get("Authorization") or unquote(request.query_string.decode())
    found = CREDENTIAL.search(signed)
    scope = found[1].split("/") if found else []
    return model_name(scope[3] if len(scope) == 5 else "unsigned")


def called(request):
    return request.headers.get("X-Amz-Target") or request.values.get("Action") or f"{request.method} a path"


def violations_of(service, asked):
    for part in asked.unknown:
        yield f"{part.strip('.')}: the model has no such member"
    shape = asked.operation.input_shape
    if shape:
        for fault in (*broken(shape, asked.given), *beyond(service, asked.operation.name, asked.given)):
            yield in_words(fault)


def in_words(fault):
    return f"{'.'.join(map(str, fault.path)) or 'the input'}: {kind(fault.value)}, but AWS asks for: {fault.constraint}"


def kind(value):
    """What a value is, without saying it."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"text of {len(value)} characters"
    if isinstance(value, (dict, list, bytes)):
        return f"{type(value).__name__} of {len(value)}"
    return type(value).__name__
