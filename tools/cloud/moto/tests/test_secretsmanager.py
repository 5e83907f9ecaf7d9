import json
from unittest import TestCase

from cloud import client


class ManagedSecret(TestCase):
    def test_is_rotated_by_rds(self):
        made = client("rds").create_db_instance(
            DBInstanceIdentifier="rotated-by-secret",
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            EngineVersion="17.6",
            AllocatedStorage=20,
            MasterUsername="postgres",
            ManageMasterUserPassword=True,
        )
        secrets = client("secretsmanager")
        arn = made["DBInstance"]["MasterUserSecret"]["SecretArn"]
        before = secrets.get_secret_value(SecretId=arn)["SecretString"]
        rotated = secrets.rotate_secret(SecretId=arn)
        after = secrets.get_secret_value(SecretId=arn)
        self.assertEqual(rotated["ARN"], arn)
        self.assertEqual(after["VersionId"], rotated["VersionId"])
        self.assertEqual(set(json.loads(after["SecretString"])), {"username", "password"})
        self.assertNotEqual(after["SecretString"], before)
