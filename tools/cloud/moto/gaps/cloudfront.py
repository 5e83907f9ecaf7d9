from copy import deepcopy

from moto.cloudfront import models

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
        super().__init__(deepcopy(config))
        self.__dict__ = {**CONFIG_DEFAULTS, **config}
        self.caller_reference = config["CallerReference"]


models.DistributionConfig = WrittenConfig
