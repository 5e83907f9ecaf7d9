"""What stands before moto in its own process: refusals in AWS's own form instead of a page of HTML."""

import io
import json
import re
import traceback
from urllib.parse import parse_qs

from reading import is_read

QUERY_TYPE = "application/x-www-form-urlencoded"
XML_SERVICES = {"cloudfront", "ec2", "route53", "s3"}
# https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
RPC_PATH = re.compile(r"^/service/[^/]+/operation/(\w+)$")


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Call:
    """What a request asks for, as far as an error needs it."""

    def __init__(self, environ):
        scope = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].split(",")[0].split("/")
        self.access_key, self.service = (scope[0], scope[3]) if len(scope) == 5 else ("", "-")
        self.target = environ.get("HTTP_X_AMZ_TARGET")
        self.query = environ.get("CONTENT_TYPE", "").startswith(QUERY_TYPE)
        self.action = self._action(environ, read_body(environ))

    def _action(self, environ, body):
        if self.target:
            return self.target.rpartition(".")[2]
        if self.query:
            return parse_qs(body.decode("utf-8", "replace")).get("Action", ["?"])[0]
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        named = []
        if "HTTP_SMITHY_PROTOCOL" in environ:
            named = RPC_PATH.findall(path)
        elif method == "GET":
            named = parse_qs(environ.get("QUERY_STRING", "")).get("Action", [])
        return named[0] if named else f"{method} {path}"

    def error(self, refused):
        """https://smithy.io/2.0/aws/protocols: each protocol wraps the same code and message differently."""
        code, message = refused.code, refused.message
        if not self.query and self.service not in XML_SERVICES:
            body = json.dumps({"__type": code, "message": message})
            return "application/json", body
        error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        if self.service == "ec2":
            error = f"<Response><Errors>{error}</Errors></Response>"
        elif self.service != "s3":
            error = f"<ErrorResponse>{error}</ErrorResponse>"
        return "text/xml", error


def read_body(environ):
    """
    The whole body, which stays there for moto. It must be read even if nobody wants it: of a body that is left over,
    the server waits for more before it sends the end of its answer, and the client waits for that end.
    """
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if body:
        environ["wsgi.input"] = io.BytesIO(body)
    return body


class Front:
    """
    era: how many calls that may have changed something were answered; the same number means that nothing has changed
    """

    def __init__(self, moto, is_known_key, turns):
        self.moto, self.is_known_key, self.turns = moto, is_known_key, turns
        self.era = 0

    def __call__(self, environ, start_response):
        call = Call(environ)
        with self.turns.turn():
            try:
                self._check_session(call)
                return self.moto(environ, start_response)
            except Exception as error:
                return self._refuse(call, error, start_response)
            finally:
                self.era += not is_read(call.action)

    def _check_session(self, call):
        """moto takes an access key that it does not know for the default account's, and quietly builds there."""
        if call.access_key.startswith("ASIA") and not self.is_known_key(call.access_key):
            raise Refused(
                403,
                "ExpiredToken",
                "The embedded cloud does not know these credentials, as it was reset or went back to an earlier state: make new ones.",
            )

    def _refuse(self, call, error, start_response):
        """
        An operation that moto lacks is 501, which the SDKs do not retry: a 500 costs minutes before anyone sees it.
        """
        if isinstance(error, NotImplementedError):
            what = f"{call.service} {call.action}"
            error = Refused(501, "NotImplemented", f"The embedded cloud does not know {what}.")
        elif not isinstance(error, Refused):
            traceback.print_exc()
            error = Refused(500, "InternalFailure", f"The embedded cloud failed, its log says why: {error!r}")
        content_type, text = call.error(error)
        body = text.encode()
        headers = [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("x-amzn-ErrorType", error.code),
        ]
        start_response(f"{error.status} {error.code}", headers)
        return [body]
