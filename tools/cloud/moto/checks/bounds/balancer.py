"""Load balancer."""

from itertools import pairwise

from .bound import Bound, longest, not_begun_by, one_of, text

BALANCER = r"(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
ATTRIBUTES = {
    "idle_timeout.timeout_seconds": (1, 4000),
    "client_keep_alive.seconds": (60, 604800),
    "deregistration_delay.timeout_seconds": (0, 3600),
    "slow_start.duration_seconds": (30, 900),
    "stickiness.lb_cookie.duration_seconds": (1, 604800),
}


def is_attribute(attribute):
    bounds = ATTRIBUTES.get(attribute.get("Key"))
    value = attribute.get("Value", "")
    if attribute.get("Key") == "slow_start.duration_seconds" and value == "0":
        return True
    return bounds is None or (value.isdigit() and bounds[0] <= int(value) <= bounds[1])


def ends_in_one_routing(actions):
    routing = [action.get("Type") in ("forward", "fixed-response", "redirect") for action in actions]
    return routing.count(True) == 1 and routing[-1]


def is_matcher(codes):
    numbers = [part.split("-") for part in codes.split(",")]
    return all(
        all(code.isdigit() and 200 <= int(code) <= 499 for code in span)
        and len(span) <= 2
        and all(int(low) <= int(high) for low, high in pairwise(span))
        for span in numbers
    )


def are_of_own_kinds(fields):
    single = [field for field in fields if field not in ("http-header", "query-string")]
    return len(single) == len(set(single))


BOUNDS = (
    Bound(
        "elbv2",
        "CreateLoadBalancer.Name",
        *text(BALANCER, 32),
        (
            "can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, must not "
            'begin or end with a hyphen, and must not begin with "internal-"'
        ),
    ),
    Bound(
        "elbv2",
        "CreateTargetGroup.Name",
        *text("[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?", 32),
        (
            "can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, and must "
            "not begin or end with a hyphen"
        ),
    ),
    Bound(
        "elbv2",
        "CreateLoadBalancer",
        "two subnets, for one of type application",
        lambda asked: (
            asked.get("Type", "application") != "application"
            or len(asked.get("Subnets", asked.get("SubnetMappings", []))) >= 2
        ),
        "You must specify subnets from at least two Availability Zones",
        said_of="CreateLoadBalancer.Subnets",
    ),
    Bound(
        "elbv2",
        "*TargetGroup.Matcher.HttpCode",
        "codes of 200 to 499",
        is_matcher,
        "you can specify values between 200 and 499",
        said_of="CreateTargetGroup.Matcher.HttpCode",
    ),
    Bound(
        "elbv2",
        "Modify*Attributes.Attributes.*",
        f"within {ATTRIBUTES}",
        is_attribute,
        "The valid range is 1-4000 seconds",
        said_of="ModifyLoadBalancerAttributes.Attributes.*.Key",
    ),
    Bound(
        "elbv2",
        "*.Tags.*.Key",
        *not_begun_by("aws:"),
        "Do not use the aws: prefix in your tag names or values",
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-tags.html",
    ),
    Bound(
        "elbv2",
        "*Listener.Certificates",
        "exactly one certificate",
        lambda value: len(value) == 1,
        "You must provide exactly one certificate",
        said_of="CreateListener.Certificates",
    ),
    Bound(
        "elbv2",
        "*Listener.DefaultActions",
        "one forward, fixed-response or redirect, which is the last",
        ends_in_one_routing,
        (
            "Each rule must include exactly one of the following routing actions: forward , fixed-response , or "
            "redirect , and it must be the last action to be performed"
        ),
        said_of="CreateListener.DefaultActions.*",
    ),
    Bound(
        "elbv2",
        "*Rule.Actions",
        "one forward, fixed-response or redirect, which is the last",
        ends_in_one_routing,
        (
            "Each rule must include exactly one of the following routing actions: forward , fixed-response , or "
            "redirect , and it must be the last action to be performed"
        ),
        said_of="CreateRule.Actions.*",
    ),
    Bound(
        "elbv2",
        "*Rule.Conditions.*.HttpHeaderConfig.HttpHeaderName",
        *text(r"(?!(?i:host)$)[!#$%&'*+\-.^_`|~0-9A-Za-z]+", 40),
        "The maximum length is 40 characters",
        said_of="CreateRule.Conditions.*.HttpHeaderConfig.HttpHeaderName",
    ),
    Bound(
        "elbv2",
        "*Rule.Conditions.*.HttpHeaderConfig.Values.*",
        *longest(128),
        "The maximum length of each string is 128 characters",
        said_of="CreateRule.Conditions.*.HttpHeaderConfig.Values",
    ),
    Bound(
        "elbv2",
        "CreateLoadBalancer",
        "Subnets or SubnetMappings",
        lambda asked: ("Subnets" in asked) != ("SubnetMappings" in asked),
        "You must specify either subnets or subnet mappings, but not both",
        said_of="CreateLoadBalancer.Subnets",
    ),
    Bound(
        "elbv2",
        "*.*Actions.*.FixedResponseConfig.ContentType",
        *one_of("text/plain", "text/css", "text/html", "application/javascript", "application/json"),
        "Valid Values: text/plain | text/css | text/html | application/javascript | application/json",
        said_of="CreateListener.DefaultActions.*.FixedResponseConfig.ContentType",
    ),
    Bound(
        "elbv2",
        "*Rule.Conditions",
        "one condition of each kind, but for http-header and query-string",
        lambda conditions: are_of_own_kinds(condition.get("Field") for condition in conditions),
        "up to one of each of the following conditions: http-request-method , host-header , path-pattern",
        said_of="CreateRule.Conditions.*",
    ),
)
