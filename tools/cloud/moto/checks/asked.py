"""What a request asks for: its operation, its input, and what of it the model does not know."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from botocore.exceptions import UnknownServiceError
from botocore.serialize import create_serializer
from botocore.session import Session
from moto.core.model import ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.routing import ServiceOperationRouter
from werkzeug.exceptions import NotFound

# By signing name, where botocore's name is another one.
MODELS = {
    "elasticloadbalancing": "elbv2",
    "email": "ses",
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
}
# What belongs to protocols and signatures, not to operations.
OF_THE_PROTOCOL = {"Action", "Version", "x-id"}


class NotRead(Exception):
    """With the reason; it quotes no value."""


@dataclass(frozen=True)
class Asked:
    """
    operation: botocore's model of it
    given: the input, by the model's names
    unknown: paths, of what was sent, for which the model has no member
    """

    operation: Any
    given: dict
    unknown: tuple


@cache
def router_of(service):
    description = Session().get_component("data_loader").load_service_model(service, "service-2")
    return ServiceOperationRouter(ServiceModel(description, service))


def model_name(signing_name):
    return MODELS.get(signing_name, signing_name)


def read(service, request):
    """
    service: name of botocore's model

    Raises NotRead.
    """
    router = find_router(service)
    try:
        operation, in_path = router.match(request)
    except NotFound as error:
        raise NotRead("no operation of the model") from error
    protocol = determine_request_protocol(operation.service_model, request.content_type)
    body = request.get_data()
    try:
        given = PROTOCOL_PARSERS[protocol](operation).parse(
            {
                "body": body,
                "headers": request.headers,
                "method": request.method,
                "url_params": in_path,
                "url_path": request.raw_path,
                "values": request.values,
            }
        )
    except Exception as error:
        raise NotRead(f"its input cannot be read ({type(error).__name__})") from error
    known = create_serializer(protocol, include_validation=False).serialize_to_request(given, operation)
    sent, understood = sent_parts(protocol, request, body), understood_parts(protocol, known)
    return Asked(operation, given, tuple(sorted(sent - understood)))


def find_router(service):
    try:
        return router_of(service)
    except UnknownServiceError as error:
        raise NotRead("no model of such a service") from error


def sent_parts(protocol, request, body):
    query = set(parse_qs(request.query_string.decode(), keep_blank_values=True))
    if protocol in ("query", "ec2"):
        return (set(request.form) | query) - OF_THE_PROTOCOL
    return body_parts(protocol, body) | {name for name in query - OF_THE_PROTOCOL if not name.startswith("X-Amz-")}


def understood_parts(protocol, known):
    body = known["body"]
    if protocol in ("query", "ec2"):
        return set(body)
    in_path = set(parse_qs(urlsplit(known["url_path"]).query, keep_blank_values=True))
    return body_parts(protocol, body) | in_path | set(known["query_string"])


def body_parts(protocol, body):
    if not isinstance(body, (bytes, str)) or not body:
        return set()
    try:
        if protocol == "rest-xml":
            return set(xml_parts(ElementTree.fromstring(body), ""))
        return set(json_parts(json.loads(body), ""))
    except (ValueError, ElementTree.ParseError):
        # A payload of its own: bytes, or text.
        return set()


def json_parts(value, path):
    """Every path, with what JSON has there."""
    if isinstance(value, dict):
        for name, item in value.items():
            if item is not None:
                yield from json_parts(item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from json_parts(item, f"{path}.{number}")
    else:
        yield f"{path} ({'number' if type(value) in (int, float) else type(value).__name__})"


def xml_parts(element, path):
    for part in element:
        name = f"{path}.{part.tag.rpartition('}')[2]}"
        yield name
        yield from xml_parts(part, name)
