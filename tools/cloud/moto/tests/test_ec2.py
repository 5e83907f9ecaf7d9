from unittest import TestCase

from cloud import VPC_CIDR, client, make_network

HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
EDGE = "com.amazonaws.global.cloudfront.origin-facing"


class WithNetwork(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ec2 = client("ec2")
        cls.vpc, cls.subnets, cls.group = make_network()


class SecurityGroupRules(WithNetwork):
    def allow(self, **peer):
        made = self.ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[{**HTTPS, **peer}])
        return made["SecurityGroupRules"][0]["SecurityGroupRuleId"]

    def description(self, rule):
        rules = self.ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])
        return rules["SecurityGroupRules"][0].get("Description")

    def test_keep_their_description_whatever_the_peer(self):
        lists = self.ec2.describe_prefix_lists()["PrefixLists"]
        prefix_list = next(entry["PrefixListId"] for entry in lists if entry["PrefixListName"].endswith(".s3"))
        peers = {
            "cidr": {"IpRanges": [{"CidrIp": VPC_CIDR, "Description": "cidr"}]},
            "prefix list": {"PrefixListIds": [{"PrefixListId": prefix_list, "Description": "prefix list"}]},
            "group": {"UserIdGroupPairs": [{"GroupId": self.group, "Description": "group"}]},
        }
        for text, peer in peers.items():
            self.assertEqual(self.description(self.allow(**peer)), text)

    def test_take_a_new_description(self):
        pair = {"GroupId": self.group, "Description": "old"}
        rule = self.allow(**{"FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [pair]})
        changed = {**HTTPS, "ReferencedGroupId": self.group, "Description": "new"}
        update = {"SecurityGroupRuleId": rule, "SecurityGroupRule": changed}
        self.ec2.modify_security_group_rules(GroupId=self.group, SecurityGroupRules=[update])
        self.assertEqual(self.description(rule), "new")


class PrefixLists(TestCase):
    def test_of_cloudfront_is_there(self):
        named = [{"Name": "prefix-list-name", "Values": [EDGE]}]
        self.assertEqual(len(client("ec2").describe_managed_prefix_lists(Filters=named)["PrefixLists"]), 1)


class Instances(WithNetwork):
    def run_instance(self):
        interface = {
            "DeviceIndex": 0,
            "SubnetId": self.subnets[0],
            "Groups": [self.group],
            "AssociatePublicIpAddress": False,
        }
        image = self.ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
        made = self.ec2.run_instances(
            ImageId=image, InstanceType="t4g.nano", MinCount=1, MaxCount=1, NetworkInterfaces=[interface]
        )
        return made["Instances"][0]["InstanceId"]

    def read(self, instance):
        return self.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def test_have_the_groups_of_their_interface(self):
        groups = self.read(self.run_instance())["SecurityGroups"]
        self.assertEqual([group["GroupId"] for group in groups], [self.group])

    def test_without_public_address_have_no_association(self):
        self.assertNotIn("Association", self.read(self.run_instance())["NetworkInterfaces"][0])

    def test_can_be_monitored(self):
        instance = self.run_instance()
        for switch, state in ((self.ec2.monitor_instances, "enabled"), (self.ec2.unmonitor_instances, "disabled")):
            answered = switch(InstanceIds=[instance])["InstanceMonitorings"][0]["Monitoring"]["State"]
            self.assertEqual([answered, self.read(instance)["Monitoring"]["State"]], [state, state])


class Interfaces(WithNetwork):
    def count(self):
        here = [{"Name": "vpc-id", "Values": [self.vpc]}]
        return len(self.ec2.describe_network_interfaces(Filters=here)["NetworkInterfaces"])

    def test_go_with_their_instance(self):
        instance = Instances.run_instance(self)
        self.assertEqual(self.count(), 1)
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.assertEqual(self.count(), 0)

    def test_go_with_their_nat_gateway(self):
        address = self.ec2.allocate_address(Domain="vpc")["AllocationId"]
        made = self.ec2.create_nat_gateway(SubnetId=self.subnets[0], AllocationId=address)
        self.assertEqual(self.count(), 1)
        self.ec2.delete_nat_gateway(NatGatewayId=made["NatGateway"]["NatGatewayId"])
        self.assertEqual(self.count(), 0)


class LaunchTemplates(TestCase):
    def specifications(self, name, data):
        ec2 = client("ec2")
        own = {"ResourceType": "launch-template", "Tags": [{"Key": "app", "Value": "acme"}]}
        ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data, TagSpecifications=[own])
        version = ec2.describe_launch_template_versions(LaunchTemplateName=name)["LaunchTemplateVersions"][0]
        template = ec2.describe_launch_templates(LaunchTemplateNames=[name])["LaunchTemplates"][0]
        self.assertEqual(template["Tags"], own["Tags"])
        return version["LaunchTemplateData"].get("TagSpecifications", [])

    def test_keep_their_own_tags_apart(self):
        self.assertEqual(self.specifications("own", {"InstanceType": "t4g.nano"}), [])
        instances = {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "bastion"}]}
        self.assertEqual(self.specifications("both", {"TagSpecifications": [instances]}), [instances])
