from unittest import TestCase

from cloud import client

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
CERTIFICATE = "arn:aws:acm:us-east-1:222222222222:certificate/00000000-0000-0000-0000-000000000000"

WRITTEN = {
    "CallerReference": "written",
    "Comment": "written",
    "Enabled": True,
    "HttpVersion": "http2and3",
    "Aliases": {"Quantity": 1, "Items": ["acme.example"]},
    "Origins": {
        "Quantity": 1,
        "Items": [
            {
                "Id": "assets",
                "DomainName": "assets.s3.eu-west-1.amazonaws.com",
                "OriginAccessControlId": "E123",
                "S3OriginConfig": {"OriginAccessIdentity": ""},
            }
        ],
    },
    "DefaultCacheBehavior": {
        "TargetOriginId": "assets",
        "ViewerProtocolPolicy": "redirect-to-https",
        "CachePolicyId": CACHING_DISABLED,
        "OriginRequestPolicyId": ALL_VIEWER,
        "ResponseHeadersPolicyId": SECURITY_HEADERS,
    },
    "Logging": {"Enabled": True, "IncludeCookies": False, "Bucket": "logs.s3.amazonaws.com", "Prefix": "cdn/"},
    "ViewerCertificate": {
        "ACMCertificateArn": CERTIFICATE,
        "SSLSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    },
    "WebACLId": "arn:aws:wafv2:us-east-1:222222222222:global/webacl/acme/1",
}


class Distribution(TestCase):
    def setUp(self):
        self.cloudfront = client("cloudfront")

    def create(self, config):
        return self.cloudfront.create_distribution(DistributionConfig=config)["Distribution"]

    def test_is_answered_as_it_was_written(self):
        id = self.create(WRITTEN)["Id"]
        read = self.cloudfront.get_distribution(Id=id)["Distribution"]["DistributionConfig"]
        self.assertEqual({name: read[name] for name in WRITTEN}, WRITTEN)

    def test_is_answered_as_it_was_changed(self):
        made = self.cloudfront.create_distribution(DistributionConfig={**WRITTEN, "CallerReference": "changed"})
        changed = {**WRITTEN, "CallerReference": "changed", "HttpVersion": "http2", "Aliases": {"Quantity": 0}}
        id = made["Distribution"]["Id"]
        self.cloudfront.update_distribution(Id=id, IfMatch=made["ETag"], DistributionConfig=changed)
        read = self.cloudfront.get_distribution_config(Id=id)["DistributionConfig"]
        self.assertEqual({name: read[name] for name in changed}, changed)

    def test_has_the_defaults_of_aws(self):
        bare = {name: WRITTEN[name] for name in ("Comment", "Enabled", "Origins", "DefaultCacheBehavior")}
        read = self.create({**bare, "CallerReference": "bare"})["DistributionConfig"]
        self.assertTrue(read["ViewerCertificate"]["CloudFrontDefaultCertificate"])
        self.assertEqual(read["PriceClass"], "PriceClass_All")
        self.assertEqual(read["Restrictions"]["GeoRestriction"]["RestrictionType"], "none")
        self.assertFalse(read["Logging"]["Enabled"])

    def test_still_needs_its_origins(self):
        behaviour = {**WRITTEN["DefaultCacheBehavior"], "TargetOriginId": "nowhere"}
        with self.assertRaisesRegex(self.cloudfront.exceptions.ClientError, "NoSuchOrigin"):
            self.create({**WRITTEN, "CallerReference": "lost", "DefaultCacheBehavior": behaviour})
