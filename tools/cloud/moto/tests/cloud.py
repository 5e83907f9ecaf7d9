"""Clients of the cloud that the environment names, and the few things that many tests need first."""

import boto3
from botocore.config import Config

VPC_CIDR = "10.0.0.0/16"
ROLE = "arn:aws:iam::222222222222:role/any"


def client(service):
    """One try a call: a refusal is a result here."""
    return boto3.client(service, config=Config(retries={"max_attempts": 1}))


def make_network():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock=VPC_CIDR)["Vpc"]["VpcId"]
    zones = ("a", "b")
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"{ec2.meta.region_name}{zone}")
        for n, zone in enumerate(zones)
    ]
    group = ec2.create_security_group(VpcId=vpc, GroupName="group", Description="group")["GroupId"]
    return vpc, [subnet["Subnet"]["SubnetId"] for subnet in subnets], group


def make_key():
    return client("kms").create_key()["KeyMetadata"]["Arn"]
