"""What AWS's own model of a service says of an input, in the words in which AWS refuses it."""

from functools import cache

from botocore.session import Session
from checks.patterns import Unreadable, is_matched


@cache
def service_model(service):
    return Session().get_service_model(service)


def faults(service, operation, given):
    """
    One sentence for each constraint of the model that an input breaks; none for an operation that the model does not
    know. https://smithy.io/2.0/spec/constraint-traits.html
    """
    model = service_model(service)
    if operation not in model.operation_names:
        return []
    shape = model.operation_model(operation).input_shape
    return list(_faults(shape, given, "")) if shape else []


def sentence(found):
    """How AWS words them together."""
    many = "s" if len(found) > 1 else ""
    return f"{len(found)} validation error{many} detected: {'; '.join(found)}"


def _faults(shape, value, path):
    yield from _own_faults(shape, value, path)
    if shape.type_name == "structure" and isinstance(value, dict):
        for name in shape.required_members:
            if value.get(name) is None:
                yield _fault(None, f"{path}.{name}", "Member must not be null")
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _faults(member, value[name], f"{path}.{name}")
    elif shape.type_name == "list" and isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _faults(shape.member, item, f"{path}.{number}.member")
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, item in value.items():
            yield from _faults(shape.value, item, f"{path}.{key}.value")


def _own_faults(shape, value, path):
    rules = shape.metadata
    if shape.type_name == "string" and isinstance(value, str):
        if "enum" in rules and value not in rules["enum"]:
            yield _fault(value, path, f"Member must satisfy enum value set: [{', '.join(sorted(rules['enum']))}]")
        if "pattern" in rules and not matches(rules["pattern"], value):
            yield _fault(value, path, f"Member must satisfy regular expression pattern: {rules['pattern']}")
    is_sized = shape.type_name in ("string", "list", "map") and isinstance(value, (str, list, dict))
    if is_sized or (shape.type_name in ("integer", "long") and isinstance(value, int)):
        size, what = (len(value), "have length") if is_sized else (value, "have value")
        if size < rules.get("min", size):
            yield _fault(value, path, f"Member must {what} greater than or equal to {rules['min']}")
        if size > rules.get("max", size):
            yield _fault(value, path, f"Member must {what} less than or equal to {rules['max']}")


def matches(text, value):
    """Whoever cannot tell refuses nothing."""
    try:
        return is_matched(text, value)
    except Unreadable:
        return True


def _fault(value, path, constraint):
    names = ".".join(name[:1].lower() + name[1:] for name in path.strip(".").split("."))
    said = "null" if value is None else f"'{value}'"
    return f"Value {said} at '{names}' failed to satisfy constraint: {constraint}"
