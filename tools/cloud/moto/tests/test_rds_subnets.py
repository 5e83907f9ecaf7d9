from unittest import TestCase

from cloud import client, make_network


class SubnetGroup(TestCase):
    def setUp(self):
        self.rds = client("rds")
        self.vpc, self.subnets, _ = make_network()
        self.name = f"group-{self.vpc}"
        self.rds.create_db_subnet_group(
            DBSubnetGroupName=self.name, DBSubnetGroupDescription="group", SubnetIds=self.subnets
        )

    def add_zone(self):
        ec2 = client("ec2")
        made = ec2.create_subnet(
            VpcId=self.vpc, CidrBlock="10.0.9.0/24", AvailabilityZone=f"{ec2.meta.region_name}c"
        )
        return made["Subnet"]["SubnetId"]

    def change(self, subnets):
        self.rds.modify_db_subnet_group(DBSubnetGroupName=self.name, SubnetIds=subnets)

    def read(self):
        [group] = self.rds.describe_db_subnet_groups(DBSubnetGroupName=self.name)["DBSubnetGroups"]
        return [subnet["SubnetIdentifier"] for subnet in group["Subnets"]]

    def test_is_there_after_a_change(self):
        more = [*self.subnets, self.add_zone()]
        self.change(more)
        self.assertEqual(self.read(), more)
        self.change(self.subnets)
        self.assertEqual(self.read(), self.subnets)

    def test_that_is_not_there_is_refused(self):
        with self.assertRaises(self.rds.exceptions.DBSubnetGroupNotFoundFault):
            self.rds.modify_db_subnet_group(DBSubnetGroupName="none", SubnetIds=self.subnets)

    def test_keeps_the_zone_of_its_database(self):
        zone = f"{self.rds.meta.region_name}a"
        self.rds.create_db_instance(
            DBInstanceIdentifier=f"in-{self.vpc}",
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            EngineVersion="17.6",
            AllocatedStorage=20,
            MasterUsername="postgres",
            ManageMasterUserPassword=True,
            DBSubnetGroupName=self.name,
            AvailabilityZone=zone,
        )
        _, other = self.subnets
        with self.assertRaisesRegex(self.rds.exceptions.ClientError, "SubnetAlreadyInUse"):
            self.change([other, self.add_zone()])
        self.assertEqual(self.read(), self.subnets)
        self.rds.delete_db_instance(DBInstanceIdentifier=f"in-{self.vpc}", SkipFinalSnapshot=True)
