from unittest import TestCase

from botocore.exceptions import ClientError
from cloud import client


class Version(TestCase):
    def setUp(self):
        self.rds = client("rds")

    def create(self, version):
        name = f"version-{version.replace('.', '-')}-{self._testMethodName[-12:].replace('_', '-')}"
        self.rds.create_db_instance(
            DBInstanceIdentifier=name,
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            EngineVersion=version,
            AllocatedStorage=20,
            MasterUsername="postgres",
            ManageMasterUserPassword=True,
        )
        self.addCleanup(self.rds.delete_db_instance, DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        return name

    def read(self, name):
        return self.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]["EngineVersion"]

    def refused(self, name, **change):
        with self.assertRaises(ClientError) as refused:
            self.rds.modify_db_instance(DBInstanceIdentifier=name, ApplyImmediately=True, **change)
        error = refused.exception.response["Error"]
        self.assertEqual(error["Code"], "InvalidParameterCombination")
        return error["Message"]

    def test_is_answered_in_full(self):
        for asked, answered in (("17", "17.10"), ("16", "16.14"), ("17.6", "17.6")):
            self.assertEqual(self.read(self.create(asked)), answered)

    def test_of_another_major_needs_its_switch(self):
        name = self.create("16.4")
        message = "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
        self.assertEqual(self.refused(name, EngineVersion="17"), message)
        self.assertEqual(self.refused(name, EngineVersion="17.6", AllowMajorVersionUpgrade=False), message)
        self.assertEqual(self.read(name), "16.4")
        self.rds.modify_db_instance(DBInstanceIdentifier=name, EngineVersion="17", AllowMajorVersionUpgrade=True)
        self.assertEqual(self.read(name), "17.10")

    def test_never_goes_back(self):
        name = self.create("17.6")
        for older in ("16", "17.5"):
            message = self.refused(name, EngineVersion=older, AllowMajorVersionUpgrade=True)
            self.assertIn("Cannot upgrade postgres from 17.6 to ", message)

    def test_of_the_same_major_changes_nothing(self):
        name = self.create("17.6")
        self.rds.modify_db_instance(DBInstanceIdentifier=name, EngineVersion="17")
        self.assertEqual(self.read(name), "17.6")
        self.rds.modify_db_instance(DBInstanceIdentifier=name, EngineVersion="17.9")
        self.assertEqual(self.read(name), "17.9")
