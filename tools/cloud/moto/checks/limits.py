"""Which constraints of a model an input breaks. https://smithy.io/2.0/spec/constraint-traits.html"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .patterns import Unreadable, is_matched

SIZED = {"string", "list", "map", "blob"}
NUMBERS = {"integer", "long", "short", "byte", "float", "double"}
TYPES = {
    **dict.fromkeys(("string", "character"), str),
    **dict.fromkeys(("integer", "long", "short", "byte"), int),
    **dict.fromkeys(("float", "double"), (int, float)),
    "boolean": bool,
    "timestamp": (datetime, str),
    "blob": (bytes, str),
    "structure": dict,
    "list": list,
    "map": dict,
}


class Key(str):
    """A step of a path to what a map has at a key. Names of members are plain text, and numbers of items count from 1."""


@dataclass(frozen=True)
class Broken:
    """
    path: a step each for members, items and keys
    value: what is there; it may be a secret
    constraint: what the model asks for, in words
    aws: the same in AWS's own words, if its answers have any
    """

    path: tuple
    value: Any
    constraint: str
    aws: str | None = None


def broken(shape, value, path=()):
    """Each constraint of a shape that a value breaks, with those of all that is in it."""
    if is_other_type(shape, value):
        yield Broken(path, value, f"is of type {shape.type_name}")
        return
    yield from broken_itself(shape, value, path)
    if shape.type_name == "structure" and not shape.is_document_type:
        yield from broken_members(shape, value, path)
    elif shape.type_name == "list":
        for number, item in enumerate(value, 1):
            yield from broken(shape.member, item, (*path, number))
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from broken(shape.key, key, (*path, "key"))
            yield from broken(shape.value, item, (*path, Key(key)))


def is_other_type(shape, value):
    if shape.type_name == "structure" and shape.is_document_type:
        return False
    if shape.type_name in NUMBERS and isinstance(value, bool):
        return True
    return not isinstance(value, TYPES[shape.type_name])


def broken_members(shape, value, path):
    for name in shape.required_members:
        if value.get(name) is None:
            yield Broken((*path, name), None, "is required", "Member must not be null")
    if shape.is_tagged_union and len(value) != 1:
        yield Broken(path, value, "has exactly one member")
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from broken(member, value[name], (*path, name))


def broken_itself(shape, value, path):
    rules = shape.metadata
    if shape.type_name == "string":
        yield from broken_text(rules, value, path)
    if shape.type_name in SIZED or shape.type_name in NUMBERS:
        size, what = (len(value), "length") if shape.type_name in SIZED else (value, "value")
        if size < rules.get("min", size):
            aws = f"Member must have {what} greater than or equal to {rules['min']}"
            yield Broken(path, value, f"{what} at least {rules['min']}", aws)
        if size > rules.get("max", size):
            aws = f"Member must have {what} less than or equal to {rules['max']}"
            yield Broken(path, value, f"{what} at most {rules['max']}", aws)


def broken_text(rules, value, path):
    if "enum" in rules and value not in rules["enum"]:
        values = ", ".join(sorted(rules["enum"]))
        yield Broken(path, value, f"one of {values}", f"Member must satisfy enum value set: [{values}]")
    if "pattern" in rules:
        try:
            if not is_matched(rules["pattern"], value):
                aws = f"Member must satisfy regular expression pattern: {rules['pattern']}"
                yield Broken(path, value, f"pattern {rules['pattern']}", aws)
        except Unreadable:
            yield Broken(path, value, f"pattern that cannot be read here: {rules['pattern']}")
