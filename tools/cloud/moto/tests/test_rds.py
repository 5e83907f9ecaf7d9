import json
import socket
from unittest import TestCase

from cloud import client, make_key


class Instance(TestCase):
    def setUp(self):
        self.rds = client("rds")

    def create(self, name, **configuration):
        made = self.rds.create_db_instance(
            DBInstanceIdentifier=name,
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            EngineVersion="17.6",
            AllocatedStorage=20,
            ManageMasterUserPassword=True,
            **{"MasterUsername": "postgres", **configuration},
        )
        return made["DBInstance"]

    def read(self, name):
        return self.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]

    def test_has_its_own_resource_id(self):
        one, other = self.create("one")["DbiResourceId"], self.create("other")["DbiResourceId"]
        self.assertNotEqual(one, other)
        by_id = [{"Name": "dbi-resource-id", "Values": [other]}]
        found = self.rds.describe_db_instances(Filters=by_id)["DBInstances"]
        self.assertEqual([instance["DBInstanceIdentifier"] for instance in found], ["other"])

    def test_keeps_performance_insights(self):
        key = make_key()
        self.create("insights", EnablePerformanceInsights=True, PerformanceInsightsKMSKeyId=key)
        kept = self.read("insights")
        self.assertTrue(kept["PerformanceInsightsEnabled"])
        self.assertEqual(kept["PerformanceInsightsKMSKeyId"], key)
        self.assertEqual(kept["PerformanceInsightsRetentionPeriod"], 7)

    def test_can_switch_performance_insights(self):
        self.create("switched")
        self.assertFalse(self.read("switched")["PerformanceInsightsEnabled"])
        self.rds.modify_db_instance(
            DBInstanceIdentifier="switched", EnablePerformanceInsights=True, PerformanceInsightsRetentionPeriod=31
        )
        changed = self.read("switched")
        self.assertTrue(changed["PerformanceInsightsEnabled"])
        self.assertEqual(changed["PerformanceInsightsRetentionPeriod"], 31)

    def test_is_available_at_once(self):
        self.create("ready")
        self.assertEqual(self.read("ready")["DBInstanceStatus"], "available")


    def test_has_a_secret_of_its_own(self):
        def secret(name):
            arn = self.create(name)["MasterUserSecret"]["SecretArn"]
            return json.loads(client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])

        one, other = secret("with-secret"), secret("with-other-secret")
        self.assertEqual(one["username"], "postgres")
        self.assertEqual(set(one), {"username", "password"})
        self.assertGreaterEqual(len(one["password"]), 28)
        self.assertNotEqual(one["password"], other["password"])


    def test_is_a_postgres_until_it_is_deleted(self):
        endpoint = self.create("real", DBName="app")["Endpoint"]
        address = (endpoint["Address"], endpoint["Port"])
        self.assertEqual(address[0], "127.0.0.1")
        # SSLRequest: https://www.postgresql.org/docs/17/protocol-message-formats.html
        with socket.create_connection(address, timeout=5) as connection:
            connection.sendall(bytes((0, 0, 0, 8, 4, 210, 22, 47)))
            self.assertEqual(connection.recv(1), b"S")
        self.rds.delete_db_instance(DBInstanceIdentifier="real", SkipFinalSnapshot=True)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(address, timeout=5)

    def test_rotates_its_password(self):
        secrets = client("secretsmanager")
        arn = self.create("rotated")["MasterUserSecret"]["SecretArn"]
        before = secrets.get_secret_value(SecretId=arn)
        with self.assertRaisesRegex(self.rds.exceptions.ClientError, "apply immediately"):
            self.rds.modify_db_instance(DBInstanceIdentifier="rotated", RotateMasterUserPassword=True)
        self.rds.modify_db_instance(
            DBInstanceIdentifier="rotated", RotateMasterUserPassword=True, ApplyImmediately=True
        )
        self.assertEqual(self.read("rotated")["MasterUserSecret"]["SecretArn"], arn)
        after = secrets.get_secret_value(SecretId=arn)
        self.assertNotEqual(after["VersionId"], before["VersionId"])
        one, other = json.loads(before["SecretString"]), json.loads(after["SecretString"])
        self.assertEqual(one["username"], other["username"])
        self.assertNotEqual(one["password"], other["password"])
        previous = secrets.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")
        self.assertEqual(previous["SecretString"], before["SecretString"])

    def takes_plain_connections(self, name):
        """The answer to a StartupMessage without TLS: R asks for a password, E refuses."""
        endpoint = self.read(name)["Endpoint"]
        words = b"user\0postgres\0database\0postgres\0\0"
        with socket.create_connection((endpoint["Address"], endpoint["Port"]), timeout=5) as connection:
            connection.sendall((len(words) + 8).to_bytes(4, "big") + (196608).to_bytes(4, "big") + words)
            return connection.recv(1) == b"R"

    def test_takes_tls_only_unless_its_parameters_say_otherwise(self):
        self.create("forced")
        self.assertFalse(self.takes_plain_connections("forced"))
        self.rds.create_db_parameter_group(
            DBParameterGroupName="lax", DBParameterGroupFamily="postgres17", Description="lax"
        )
        lax = {"ParameterName": "rds.force_ssl", "ParameterValue": "0", "ApplyMethod": "immediate"}
        self.rds.modify_db_parameter_group(DBParameterGroupName="lax", Parameters=[lax])
        self.rds.modify_db_instance(DBInstanceIdentifier="forced", DBParameterGroupName="lax")
        self.assertTrue(self.takes_plain_connections("forced"))
        self.rds.modify_db_parameter_group(
            DBParameterGroupName="lax", Parameters=[{**lax, "ParameterValue": "1"}]
        )
        self.assertFalse(self.takes_plain_connections("forced"))

    def test_refuses_the_user_that_rds_keeps_for_itself(self):
        with self.assertRaisesRegex(self.rds.exceptions.ClientError, "rdsadmin"):
            self.create("reserved", MasterUsername="rdsadmin")


class ParameterGroup(TestCase):
    def setUp(self):
        self.rds = client("rds")
        self.name = self.id().rsplit(".", 1)[1].replace("_", "-")
        self.rds.create_db_parameter_group(
            DBParameterGroupName=self.name, DBParameterGroupFamily="postgres17", Description="set"
        )

    def set(self, *names):
        made = [{"ParameterName": name, "ParameterValue": "1", "ApplyMethod": "immediate"} for name in names]
        self.rds.modify_db_parameter_group(DBParameterGroupName=self.name, Parameters=made)
        return made

    def read(self):
        return self.rds.describe_db_parameters(DBParameterGroupName=self.name, Source="user")["Parameters"]

    def test_says_what_a_user_has_set(self):
        made = self.set("rds.force_ssl")
        self.assertEqual(self.read(), [{**made[0], "Source": "user"}])

    def test_takes_settings_back(self):
        made = self.set("rds.force_ssl", "log_connections", "log_disconnections")
        self.rds.reset_db_parameter_group(DBParameterGroupName=self.name, Parameters=made[1:2])
        self.assertEqual([entry["ParameterName"] for entry in self.read()], ["rds.force_ssl", "log_disconnections"])
        self.rds.reset_db_parameter_group(DBParameterGroupName=self.name, ResetAllParameters=True)
        self.assertEqual(self.read(), [])
