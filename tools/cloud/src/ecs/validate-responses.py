"""Checks recorded ECS responses against the service model that AWS publishes with botocore.

Reads JSON lines {"operation": ..., "answer": ...} from stdin and prints what is wrong, a line each.
"""

import json
import re
import sys

from botocore.session import Session

SCALARS = {
    "string": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "timestamp": (int, float),
    "double": (int, float),
    "float": (int, float),
}


def problems(shape, value, path):
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is no structure"
            return
        for name in shape.required_members:
            if name not in value:
                yield f"{path}: {name} is missing"
        for name, member in value.items():
            if name not in shape.members:
                yield f"{path}: {name} is not a member of {shape.name}"
            else:
                yield from problems(shape.members[name], member, f"{path}.{name}")
    elif kind == "list":
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no list"
            return
        for index, item in enumerate(value):
            yield from problems(shape.member, item, f"{path}[{index}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is no map"
            return
        for name, item in value.items():
            yield from problems(shape.key, name, f"{path} key")
            yield from problems(shape.value, item, f"{path}.{name}")
    else:
        yield from scalar_problems(shape, value, path)


def scalar_problems(shape, value, path):
    expected = SCALARS[shape.type_name]
    is_flag = isinstance(value, bool) and shape.type_name != "boolean"
    if is_flag or not isinstance(value, expected):
        yield f"{path}: {value!r} is no {shape.type_name}"
        return
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        yield f"{path}: {value!r} is none of {allowed}"
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(in_python(pattern), value):
        yield f"{path}: {value!r} does not match {pattern}"


def in_python(pattern):
    """Python has no names for kinds of characters; these are what its own classes come closest to."""
    return pattern.replace(r"\p{L}", r"\w").replace(r"\p{N}", r"\d").replace(r"\p{Z}", r"\s")


def main():
    model = Session().get_service_model("ecs")
    count = 0
    for line in sys.stdin:
        record = json.loads(line)
        name = record["operation"]
        count += 1
        if name not in model.operation_names:
            print(f"{name}: no such operation")
            continue
        for problem in problems(model.operation_model(name).output_shape, record["answer"], name):
            print(problem)
    print(f"{count} responses checked")


main()
