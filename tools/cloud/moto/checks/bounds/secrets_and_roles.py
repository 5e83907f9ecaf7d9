"""Secrets, parameters, keys and roles."""

import re

from .bound import Bound, longest, not_begun_by, text

QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"


def without_space(policy):
    return len(re.sub(r"\s", "", policy))


BOUNDS = (
    Bound(
        "kms",
        "CreateAlias.AliasName",
        *text("alias/(?!aws/).+"),
        "This value must begin with alias/ followed by a name",
    ),
    Bound(
        "kms",
        "CreateKey.Policy",
        *longest(32_768),
        "Key policy document size: 32 KB (32,768 bytes)",
        source="https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
    ),
    Bound(
        "secretsmanager",
        "CreateSecret.Name",
        *text("[a-zA-Z0-9/_+=.@-]+"),
        "The secret name can contain ASCII letters, numbers, and the following characters: /_+=.@-",
    ),
    Bound(
        "ssm",
        "PutParameter.Name",
        *text(r"/?[a-zA-Z0-9_.-]+(?:/[a-zA-Z0-9_.-]+)*", 966),
        "Parameter names can include only the following symbols and letters: a-zA-Z0-9_.-",
    ),
    Bound(
        "ssm",
        "PutParameter.Name",
        *not_begun_by("aws", "ssm", "/aws", "/ssm"),
        'A parameter name can\'t be prefixed with " aws " or " ssm " (case-insensitive)',
    ),
    Bound(
        "ssm",
        "PutParameter.Name",
        "a leading slash, and at most fifteen levels",
        lambda name: ("/" not in name or name.startswith("/")) and name.count("/") <= 15,
        "Parameter hierarchies are limited to a maximum depth of fifteen levels",
    ),
    Bound(
        "ssm",
        "PutParameter",
        "at most 4 KB, 8 KB for an advanced one",
        lambda asked: (
            len(asked.get("Value", "").encode()) <= (4096 if asked.get("Tier", "Standard") == "Standard" else 8192)
        ),
        "Standard parameters have a value limit of 4 KB. Advanced parameters have a value limit of 8 KB",
        said_of="PutParameter.Value",
    ),
    Bound(
        "ssm",
        "PutParameter.Value",
        "nothing in {{}}",
        lambda value: re.search(r"\{\{.*\}\}", value, re.DOTALL) is None,
        "You can't include values wrapped in double brackets {{}}",
    ),
    Bound(
        "iam",
        "CreateRole.AssumeRolePolicyDocument",
        "at most 2,048 characters",
        lambda policy: without_space(policy) <= 2048,
        "Role trust policy JSON text (the policy that determines who is allowed to assume the role): 2,048 characters",
        source=QUOTAS,
    ),
    Bound(
        "iam",
        "PutRolePolicy.PolicyDocument",
        "at most 10,240 characters",
        lambda policy: without_space(policy) <= 10_240,
        (
            "Role policy size cannot exceed 10,240 characters. Note: IAM doesn't count white space when calculating"
            " the size of a policy against these quotas."
        ),
        source=QUOTAS,
    ),
    Bound(
        "iam",
        "*.Tags.*.Key",
        *not_begun_by("aws:"),
        "You cannot create tag names or values that begin with aws:, as this prefix is reserved for AWS use",
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
    ),
)
