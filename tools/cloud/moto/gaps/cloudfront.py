from copy import deepcopy

from moto.cloudfront import models
from moto.cloudfront.exceptions import CloudFrontException, OriginDoesNotExist

from .patch import around

# What CloudFront fills in. Everything else is answered as it was written.
# https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
NONE = {"Quantity": 0}
CONFIG_DEFAULTS = {
    "Aliases": NONE,
    "CacheBehaviors": NONE,
    "CustomErrorResponses": NONE,
    "DefaultRootObject": "",
    "HttpVersion": "http2",
    "IsIPV6Enabled": True,
    "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
    "OriginGroups": NONE,
    "PriceClass": "PriceClass_All",
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    "Staging": False,
    "ViewerCertificate": {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"},
    "WebACLId": "",
}


class WrittenConfig(models.DistributionConfig):
    """
    AWS answers with the distribution that was written. moto answers with legacy forwarded values beside a cache
    policy, a default certificate beside a custom one, and without origin access controls.
    """

    def __init__(self, config):
        super().__init__(understood(config))
        check_targets(config)
        self.__dict__ = {**CONFIG_DEFAULTS, **config}
        self.caller_reference = config["CallerReference"]


models.DistributionConfig = WrittenConfig


def understood(config):
    """AWS lets the default behaviour, too, ask a group of origins. moto knows origins only."""
    copy = deepcopy(config)
    default = copy["DefaultCacheBehavior"]
    group = groups_of(copy).get(default["TargetOriginId"])
    if group:
        default["TargetOriginId"] = group["Members"]["Items"][0]["OriginId"]
    return copy


def check_targets(config):
    """
    AWS wants every behaviour, and every member of a group, to name an origin that there is, and passes nothing that
    changes things to a group of origins, as it could not send that twice.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
    """
    origins = {origin["Id"] for origin in config["Origins"]["Items"]}
    groups = groups_of(config)
    members = [member["OriginId"] for group in groups.values() for member in group["Members"]["Items"]]
    behaviours = [config["DefaultCacheBehavior"], *listed(config, "CacheBehaviors")]
    targets = [behaviour["TargetOriginId"] for behaviour in behaviours]
    if not origins.issuperset(members) or not (origins | groups.keys()).issuperset(targets):
        raise OriginDoesNotExist
    for behaviour in behaviours:
        methods = behaviour.get("AllowedMethods", {}).get("Items", [])
        if behaviour["TargetOriginId"] in groups and not {"GET", "HEAD", "OPTIONS"}.issuperset(methods):
            raise CloudFrontException(
                "InvalidArgument",
                "The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior "
                "associated with an origin group.",
            )


def groups_of(config):
    return {group["Id"]: group for group in listed(config, "OriginGroups")}


def listed(config, name):
    return (config.get(name) or {}).get("Items") or []


@around(models.CloudFrontBackend, "delete_origin_access_control")
def keep_what_is_used(original, self, control_id):
    """AWS does not delete an origin access control that a distribution signs with."""
    origins = [
        origin
        for distribution in self.distributions.values()
        for origin in distribution.distribution_config.Origins["Items"]
    ]
    if control_id in [origin.get("OriginAccessControlId") for origin in origins]:
        raise CloudFrontException(
            "OriginAccessControlInUse",
            "Cannot delete the origin access control because it's in use by one or more distributions.",
        )
    return original(self, control_id)
