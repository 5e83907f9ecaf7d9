import json
import re
from collections import defaultdict
from functools import partial

from checks.refusal import refusal
from moto.core.responses import ActionResult
from moto.ssm.exceptions import ValidationException
from moto.ssm.models import SimpleSystemManagerBackend
from moto.ssm.responses import SimpleSystemManagerResponse

from .patch import after, around

# https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
STANDARD_BYTES = 4096
ADVANCED_BYTES = 8192
LEVELS = 15


@after(SimpleSystemManagerBackend, "__init__")
def keep_tags_where_they_can_be_saved(self, *args, **kwargs):
    """moto makes places for tags with a function that has no name, and a file can say nothing of such a function."""
    self._resource_tags = defaultdict(partial(defaultdict, dict))


@around(SimpleSystemManagerResponse, "call_action")
def refuse_what_the_model_refuses(original, self):
    """SSM's model says how long, how many and of which form; moto asks for few of that."""
    refused = refusal("ssm", self._get_action(), json.loads(self.body or "{}"))
    if not refused:
        return original(self)
    status, headers, body = self.serialized(ActionResult(ValidationException(refused)))
    return status, headers, body


@around(SimpleSystemManagerBackend, "put_parameter")
def refuse_what_parameters_cannot_be(original, self, name, *args, **kwargs):
    """
    What the model does not say, in SSM's own words.
    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
    """
    arguments = dict(zip(("description", "value", "parameter_type", "allowed_pattern"), args, strict=False)) | kwargs
    check_name(name)
    check_value(arguments.get("value") or "", arguments.get("allowed_pattern"), kwargs.get("tier"))
    return original(self, name, *args, **kwargs)


def check_name(name):
    if not re.fullmatch(r"[a-zA-Z0-9_.\-/]+", name) or "//" in name or name.endswith("/"):
        raise ValidationException(
            "Parameter name must be a fully qualified name; it can consist of sub-paths divided by slash symbol; each "
            "sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_"
        )
    if "/" in name and not name.startswith("/"):
        raise ValidationException("Parameter name must be a fully qualified name.")
    if name.count("/") > LEVELS:
        raise ValidationException(f"Hierarchy level limit exceeded: a parameter name can have {LEVELS} levels at most.")


def check_value(value, allowed_pattern, tier):
    if re.search(r"\{\{.*\}\}", value, re.DOTALL):
        raise ValidationException("Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.")
    limit = STANDARD_BYTES if (tier or "Standard") == "Standard" else ADVANCED_BYTES
    if len(value.encode()) > limit:
        kind = "Standard" if limit == STANDARD_BYTES else "Advanced"
        raise ValidationException(f"{kind} tier parameters support a maximum parameter value of {limit} characters.")
    if allowed_pattern and not re.search(allowed_pattern, value):
        raise ValidationException(f"Parameter value, cannot be validated against allowedPattern: {allowed_pattern}")
