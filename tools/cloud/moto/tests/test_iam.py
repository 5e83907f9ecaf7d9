from unittest import TestCase

from cloud import client


class ManagedPolicies(TestCase):
    def test_of_aws_are_there(self):
        for name in ("AmazonSSMManagedInstanceCore", "service-role/AmazonRDSEnhancedMonitoringRole"):
            arn = f"arn:aws:iam::aws:policy/{name}"
            self.assertEqual(client("iam").get_policy(PolicyArn=arn)["Policy"]["Arn"], arn)
