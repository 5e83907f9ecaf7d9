"""Prints, of the service model that AWS publishes with botocore, what a request to some operations of ECS may look like.

Arguments are names of operations. The JSON that comes out is kept as request-model.json; a spec compares the two.
"""

import json
import sys

from botocore.session import Session

LIMITS = ("min", "max", "pattern")


def described(shape, shapes):
    """Puts a shape and all that it is made of into `shapes`, and returns its name there."""
    if shape.name in shapes:
        return shape.name
    entry = shapes[shape.name] = {"type": shape.type_name}
    if shape.type_name == "structure":
        if shape.required_members:
            entry["required"] = list(shape.required_members)
        entry["members"] = {name: described(member, shapes) for name, member in shape.members.items()}
    elif shape.type_name == "list":
        entry["member"] = described(shape.member, shapes)
    elif shape.type_name == "map":
        entry["value"] = described(shape.value, shapes)
    if getattr(shape, "enum", None):
        entry["enum"] = list(shape.enum)
    entry.update({name: shape.metadata[name] for name in LIMITS if name in shape.metadata})
    return shape.name


def main():
    model = Session().get_service_model("ecs")
    shapes = {}
    operations = {
        name: described(model.operation_model(name).input_shape, shapes) for name in sorted(sys.argv[1:])
    }
    print(json.dumps({"operations": operations, "shapes": dict(sorted(shapes.items()))}, indent=2))


main()
