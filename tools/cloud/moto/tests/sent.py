"""Requests as clients send them, without a cloud."""

from io import BytesIO
from urllib.parse import urlencode

from botocore.serialize import create_serializer
from botocore.session import Session
from werkzeug.test import EnvironBuilder

SIGNED = "AWS4-HMAC-SHA256 Credential=ASIAONE/20260101/eu-west-1/{}/aws4_request, SignedHeaders=host, Signature=none"


def sent(service, operation, given, signing_name=None):
    """What WSGI has of a request, which nobody has checked, and its body."""
    model = Session().get_service_model(service)
    protocol = model.protocol if model.protocol in ("ec2", "json", "query", "rest-json", "rest-xml") else "query"
    serializer = create_serializer(protocol, include_validation=False)
    request = serializer.serialize_to_request(given, model.operation_model(operation))
    body, path = request["body"], request["url_path"]
    if isinstance(body, dict):
        body = urlencode(body)
    if request["query_string"]:
        path += f"{'&' if '?' in path else '?'}{urlencode(request['query_string'])}"
    headers = {**request["headers"], "Authorization": SIGNED.format(signing_name or model.signing_name)}
    return raw(request["method"], path, headers, body)


def raw(method, path, headers, body=b""):
    body = body.encode() if isinstance(body, str) else body
    environ = EnvironBuilder(path, method=method, headers=headers, input_stream=BytesIO()).get_environ()
    return {**environ, "RAW_URI": path, "CONTENT_LENGTH": str(len(body))}, body


def signed(service, **headers):
    return {"Authorization": SIGNED.format(service), **{name.replace("_", "-"): text for name, text in headers.items()}}
