"""CDN, names and certificates."""

import re

from .bound import Bound, differ, longest, not_begun_by, one_of, text, within

DISTRIBUTION = "**.DistributionConfig"
ORIGIN = f"{DISTRIBUTION}.Origins.Items.*"
SAID = "CreateDistribution.DistributionConfig"
TAG = r"[a-zA-Z0-9 _\-.:/=+@]*"


def is_counted(part):
    """Quantity is how many items there are, wherever it stands."""
    if isinstance(part, list):
        return all(map(is_counted, part))
    if not isinstance(part, dict):
        return True
    is_right = "Quantity" not in part or part["Quantity"] == len(part.get("Items") or [])
    return is_right and all(map(is_counted, part.values()))


def has_certificate(certificate):
    arn = certificate.get("ACMCertificateArn")
    return not arn or {"MinimumProtocolVersion", "SSLSupportMethod"} <= certificate.keys()


def is_wildcard(name):
    return "*" not in name or re.fullmatch(r"\*\.[^*]+", name) is not None


def has_origins(distribution):
    groups = [distribution.get(name, {}).get("Items") or [] for name in ("Origins", "OriginGroups")]
    names = {item.get("Id") for items in groups for item in items}
    behaviors = [*(distribution.get("CacheBehaviors", {}).get("Items") or []), distribution.get("DefaultCacheBehavior")]
    return all(behavior.get("TargetOriginId") in names for behavior in behaviors if behavior)


BOUNDS = (
    Bound(
        "cloudfront",
        DISTRIBUTION,
        "each Quantity the number of its Items",
        is_counted,
        "The value of Quantity and the size of Items don't match",
        said_of="InconsistentQuantities",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.Comment",
        *longest(128),
        "The comment cannot be longer than 128 characters",
        said_of=f"{SAID}.Comment",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.DefaultRootObject",
        *not_begun_by("/"),
        "Your string can't begin with a forward slash",
        said_of=f"{SAID}.DefaultRootObject",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.Origins.Items",
        "an Id of its own for each",
        lambda items: differ(item.get("Id") for item in items),
        "This value must be unique within the distribution",
        said_of=f"{SAID}.Origins.Items.*.Id",
    ),
    Bound(
        "cloudfront",
        f"{ORIGIN}.ConnectionAttempts",
        *within(1, 3),
        "The minimum number is 1, the maximum is 3",
        said_of=f"{SAID}.Origins.Items.*.ConnectionAttempts",
    ),
    Bound(
        "cloudfront",
        f"{ORIGIN}.ConnectionTimeout",
        *within(1, 10),
        "The minimum timeout is 1 second, the maximum is 10 seconds",
        said_of=f"{SAID}.Origins.Items.*.ConnectionTimeout",
    ),
    Bound(
        "cloudfront",
        f"{ORIGIN}.CustomOriginConfig.OriginKeepaliveTimeout",
        *within(1, 120),
        "The minimum timeout is 1 second, the maximum is 120 seconds",
        said_of=f"{SAID}.Origins.Items.*.CustomOriginConfig.OriginKeepaliveTimeout",
    ),
    Bound(
        "cloudfront",
        f"{ORIGIN}.CustomOriginConfig.OriginReadTimeout",
        *within(1, 120),
        "The minimum timeout is 1 second, the maximum is 120 seconds",
        said_of=f"{SAID}.Origins.Items.*.CustomOriginConfig.OriginReadTimeout",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.CustomErrorResponses.Items.*",
        "ResponseCode and ResponsePagePath, or neither",
        lambda answer: bool(answer.get("ResponseCode")) == bool(answer.get("ResponsePagePath")),
        "If you specify a value for ResponseCode , you must also specify a value for ResponsePagePath",
        said_of=f"{SAID}.CustomErrorResponses.Items.*.ResponseCode",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.ViewerCertificate",
        "MinimumProtocolVersion and SSLSupportMethod beside a certificate of ACM",
        has_certificate,
        "you must also specify values for MinimumProtocolVersion and SSLSupportMethod",
        said_of=f"{SAID}.ViewerCertificate.ACMCertificateArn",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.ViewerCertificate.ACMCertificateArn",
        *text("arn:[a-z-]+:acm:us-east-1:.*"),
        "CloudFront only supports ACM certificates in the US East (N. Virginia) Region ( us-east-1 )",
        said_of=f"{SAID}.ViewerCertificate.ACMCertificateArn",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.DefaultCacheBehavior",
        "CachePolicyId or ForwardedValues",
        lambda behavior: bool(behavior.get("CachePolicyId")) != bool(behavior.get("ForwardedValues")),
        "A DefaultCacheBehavior must include either a CachePolicyId or ForwardedValues",
        said_of=f"{SAID}.DefaultCacheBehavior.CachePolicyId",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.CacheBehaviors.Items.*",
        "CachePolicyId or ForwardedValues",
        lambda behavior: bool(behavior.get("CachePolicyId")) != bool(behavior.get("ForwardedValues")),
        "A CacheBehavior must include either a CachePolicyId or ForwardedValues",
        said_of=f"{SAID}.CacheBehaviors.Items.*.CachePolicyId",
    ),
    Bound(
        "cloudfront",
        "**.Tags.Items.*.Key",
        *text(TAG, 128),
        (
            "The string length should be between 1 and 128 characters. Valid characters include a-z , A-Z , 0-9 , "
            "space, and the special characters _ - . : / = + @"
        ),
        said_of="CreateDistributionWithTags.DistributionConfigWithTags.Tags.Items.*.Key",
    ),
    Bound(
        "cloudfront",
        "**.Tags.Items.*.Value",
        *text(TAG, 256),
        (
            "The string length should be between 0 and 256 characters. Valid characters include a-z , A-Z , 0-9 , "
            "space, and the special characters _ - . : / = + @"
        ),
        said_of="CreateDistributionWithTags.DistributionConfigWithTags.Tags.Items.*.Value",
    ),
    Bound(
        "cloudfront",
        "*OriginAccessControl.OriginAccessControlConfig.Name",
        *longest(64),
        "You can specify up to 64 characters",
        said_of="CreateOriginAccessControl.OriginAccessControlConfig.Name",
    ),
    Bound(
        "acm", "RequestCertificate.DomainName", *longest(64), "cannot exceed 64 octets (characters), including periods"
    ),
    Bound(
        "route53",
        "ChangeResourceRecordSets.ChangeBatch.Changes.*.ResourceRecordSet.Name",
        "an asterisk for the whole first label only",
        is_wildcard,
        "The * must replace the entire label",
    ),
    Bound(
        "cloudfront",
        DISTRIBUTION,
        "an origin, or a group of them, for each behavior",
        has_origins,
        "No origin exists with the specified Origin Id",
        said_of="NoSuchOrigin",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.**AllowedMethods.Quantity",
        *one_of(2, 3, 7),
        "Valid values are 2 (for GET and HEAD requests), 3 (for GET , HEAD , and OPTIONS requests) and 7",
        said_of=f"{SAID}.DefaultCacheBehavior.AllowedMethods.Quantity",
    ),
    Bound(
        "cloudfront",
        f"{DISTRIBUTION}.**CachedMethods.Quantity",
        *one_of(2, 3),
        "Valid values are 2 (for caching responses to GET and HEAD requests) and 3",
        said_of=f"{SAID}.DefaultCacheBehavior.AllowedMethods.CachedMethods.Quantity",
    ),
)
