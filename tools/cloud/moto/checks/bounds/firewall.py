"""Firewall."""

from .bound import Bound, differ, one_of, text

RULE = "*WebACL.Rules.*"


def is_rule(rule):
    """Whether it has the setting that its statement asks for, and not the other."""
    of_group = {"RuleGroupReferenceStatement", "ManagedRuleGroupStatement"} & rule.get("Statement", {}).keys()
    return ("OverrideAction" if of_group else "Action") in rule and not {"Action", "OverrideAction"} <= rule.keys()


BOUNDS = (
    Bound(
        "wafv2",
        "*WebACL.Rules",
        "a priority of its own for each",
        lambda rules: differ(rule.get("Priority") for rule in rules),
        "they must all be different",
        said_of="CreateWebACL.Rules.*.Priority",
    ),
    Bound(
        "wafv2",
        RULE,
        "Action, or OverrideAction for a rule group",
        is_rule,
        "You must specify either this Action setting or the rule OverrideAction setting, but not both",
        said_of="CreateWebACL.Rules.*.Action",
    ),
    Bound(
        "wafv2",
        "**.VisibilityConfig.MetricName",
        *text("(?!(?:All|Default_Action)$)[a-zA-Z0-9_-]+", 128),
        (
            "The name can contain only the characters: A-Z, a-z, 0-9, - (hyphen), and _ (underscore). The name can "
            "be from one to 128 characters long. It can't contain whitespace or metric names that are reserved for "
            "WAF, for example All and Default_Action"
        ),
        said_of="CreateWebACL.VisibilityConfig.MetricName",
    ),
    Bound(
        "wafv2",
        "**.RateBasedStatement.EvaluationWindowSec",
        *one_of(60, 120, 300, 600),
        "Valid settings are 60, 120, 300, and 600",
        said_of="CreateWebACL.Rules.*.Statement.RateBasedStatement.EvaluationWindowSec",
    ),
    Bound(
        "wafv2",
        "PutLoggingConfiguration.LoggingConfiguration.LogDestinationConfigs",
        "one destination",
        lambda value: len(value) == 1,
        "You can associate one logging destination to a web ACL",
    ),
    Bound(
        "wafv2",
        "*WebACL.Tags",
        "at most 50 tags",
        lambda value: len(value) <= 50,
        "up to 50 tags for a resource",
        said_of="CreateWebACL.Tags.*",
    ),
    Bound(
        "wafv2",
        "PutLoggingConfiguration.LoggingConfiguration.RedactedFields.*",
        "UriPath, QueryString, SingleHeader or Method",
        lambda field: not field.keys() - {"UriPath", "QueryString", "SingleHeader", "Method"},
        "the only valid settings for field redaction are UriPath , QueryString , SingleHeader , and Method",
        said_of="PutLoggingConfiguration.LoggingConfiguration.RedactedFields.*",
    ),
)
