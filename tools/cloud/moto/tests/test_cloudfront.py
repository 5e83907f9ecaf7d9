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


BALANCER = {
    "Id": "balancer",
    "DomainName": "origin.acme.example",
    "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
}
STATUSES = [403, 404, 500, 502, 503, 504]
GROUP = {
    "Id": "assets-or-balancer",
    "FailoverCriteria": {"StatusCodes": {"Quantity": len(STATUSES), "Items": STATUSES}},
    "Members": {"Quantity": 2, "Items": [{"OriginId": "assets"}, {"OriginId": "balancer"}]},
}


def grouped(reference, target="assets-or-balancer", methods=("GET", "HEAD")):
    """A distribution of which one behaviour asks a group of origins."""
    behaviour = {
        **WRITTEN["DefaultCacheBehavior"],
        "PathPattern": "/_next/static/*",
        "TargetOriginId": target,
        "AllowedMethods": {"Quantity": len(methods), "Items": list(methods)},
    }
    return {
        **WRITTEN,
        "CallerReference": reference,
        "Origins": {"Quantity": 2, "Items": [*WRITTEN["Origins"]["Items"], BALANCER]},
        "OriginGroups": {"Quantity": 1, "Items": [GROUP]},
        "CacheBehaviors": {"Quantity": 1, "Items": [behaviour]},
    }


class Distribution(TestCase):
    def setUp(self):
        self.cloudfront = client("cloudfront")

    def create(self, config):
        return self.cloudfront.create_distribution(DistributionConfig=config)["Distribution"]

    def refused(self, code, config):
        with self.assertRaisesRegex(self.cloudfront.exceptions.ClientError, code):
            self.create(config)

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
        self.refused("NoSuchOrigin", {**WRITTEN, "CallerReference": "lost", "DefaultCacheBehavior": behaviour})
        self.refused("NoSuchOrigin", grouped("lost-too", target="nowhere"))

    def test_may_ask_a_group_of_origins(self):
        id = self.create(grouped("grouped"))["Id"]
        read = self.cloudfront.get_distribution(Id=id)["Distribution"]["DistributionConfig"]
        self.assertEqual(read["OriginGroups"]["Items"], [GROUP])
        self.assertEqual(read["CacheBehaviors"]["Items"][0]["TargetOriginId"], GROUP["Id"])
        self.assertEqual(read["Origins"]["Items"][0], WRITTEN["Origins"]["Items"][0])

    def test_may_ask_a_group_of_origins_for_all_else(self):
        default = {**WRITTEN["DefaultCacheBehavior"], "TargetOriginId": GROUP["Id"]}
        made = self.create({**grouped("grouped-by-default"), "DefaultCacheBehavior": default})
        self.assertEqual(made["DistributionConfig"]["DefaultCacheBehavior"]["TargetOriginId"], GROUP["Id"])

    def test_sends_nothing_to_a_group_that_it_could_not_send_twice(self):
        every = ("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE")
        self.refused("InvalidArgument.*AllowedMethods", grouped("writing", methods=every))


class OriginAccessControl(TestCase):
    def setUp(self):
        self.cloudfront = client("cloudfront")
        self.written = {
            "Name": self.id().rsplit(".", 1)[1],
            "Description": "assets",
            "OriginAccessControlOriginType": "s3",
            "SigningBehavior": "always",
            "SigningProtocol": "sigv4",
        }
        made = self.cloudfront.create_origin_access_control(OriginAccessControlConfig=self.written)
        self.control_id, self.etag = made["OriginAccessControl"]["Id"], made["ETag"]

    def read(self):
        return self.cloudfront.get_origin_access_control(Id=self.control_id)["OriginAccessControl"]

    def test_is_answered_as_it_was_written_and_changed(self):
        self.assertEqual(self.read()["OriginAccessControlConfig"], self.written)
        changed = {**self.written, "Description": "files"}
        self.cloudfront.update_origin_access_control(
            Id=self.control_id, IfMatch=self.etag, OriginAccessControlConfig=changed
        )
        self.assertEqual(self.read()["OriginAccessControlConfig"], changed)

    def test_stays_while_a_distribution_signs_with_it(self):
        origin = {**WRITTEN["Origins"]["Items"][0], "OriginAccessControlId": self.control_id}
        config = {
            **WRITTEN,
            "CallerReference": "signing",
            "Enabled": False,
            "Origins": {"Quantity": 1, "Items": [origin]},
        }
        made = self.cloudfront.create_distribution(DistributionConfig=config)
        with self.assertRaisesRegex(self.cloudfront.exceptions.ClientError, "ControlInUse") as refused:
            self.cloudfront.delete_origin_access_control(Id=self.control_id, IfMatch=self.etag)
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 409)
        self.cloudfront.delete_distribution(Id=made["Distribution"]["Id"], IfMatch=made["ETag"])
        self.cloudfront.delete_origin_access_control(Id=self.control_id, IfMatch=self.etag)
        with self.assertRaisesRegex(self.cloudfront.exceptions.ClientError, "NoSuchOriginAccessControl"):
            self.read()
