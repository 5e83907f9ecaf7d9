"""Prints, as JSON, what the AWS APIs list in this account beyond what every new account has.

Reads AWS_ENDPOINT_URL and credentials from the environment; answers only for what a Slipway stack can make.
"""

import json
import sys

import boto3


def listed(region, service, operation, key, name, keep=lambda item: True):
    """Names of what one list or describe call returns, all pages of it."""
    client = boto3.client(service, region_name=region)
    calls = (
        client.get_paginator(operation).paginate()
        if client.can_paginate(operation)
        else [getattr(client, operation)()]
    )
    items = []
    for page in calls:
        for part in key.split("."):
            page = page.get(part) or []
        items.extend(page)
    return [f"{service}:{name(item)}" for item in items if keep(item)]


def by(field):
    return lambda item: item if isinstance(item, str) else item[field]


def is_ours(item):
    return not item.get("IsDefault") and not item.get("DefaultForAz") and item.get("GroupName") != "default"


def leftovers(region):
    home = [
        ("ec2", "describe_vpcs", "Vpcs", by("VpcId"), is_ours),
        ("ec2", "describe_subnets", "Subnets", by("SubnetId"), is_ours),
        ("ec2", "describe_security_groups", "SecurityGroups", by("GroupId"), is_ours),
        ("ec2", "describe_nat_gateways", "NatGateways", by("NatGatewayId"), lambda i: i["State"] != "deleted"),
        ("ec2", "describe_addresses", "Addresses", by("AllocationId")),
        ("ec2", "describe_internet_gateways", "InternetGateways", by("InternetGatewayId")),
        ("ec2", "describe_vpc_endpoints", "VpcEndpoints", by("VpcEndpointId"), lambda i: i["State"] != "deleted"),
        ("ec2", "describe_flow_logs", "FlowLogs", by("FlowLogId")),
        ("ec2", "describe_launch_templates", "LaunchTemplates", by("LaunchTemplateId")),
        ("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups", by("AutoScalingGroupName")),
        ("elbv2", "describe_load_balancers", "LoadBalancers", by("LoadBalancerArn")),
        ("elbv2", "describe_target_groups", "TargetGroups", by("TargetGroupArn")),
        ("ecs", "list_clusters", "clusterArns", by("")),
        ("ecs", "list_task_definitions", "taskDefinitionArns", by("")),
        ("rds", "describe_db_instances", "DBInstances", by("DBInstanceIdentifier")),
        ("rds", "describe_db_subnet_groups", "DBSubnetGroups", by("DBSubnetGroupName")),
        ("rds", "describe_db_parameter_groups", "DBParameterGroups", by("DBParameterGroupName"),
         lambda i: not i["DBParameterGroupName"].startswith("default.")),
        ("rds", "describe_event_subscriptions", "EventSubscriptionsList", by("CustSubscriptionId")),
        ("secretsmanager", "list_secrets", "SecretList", by("Name")),
        ("sns", "list_topics", "Topics", by("TopicArn")),
        ("cloudwatch", "describe_alarms", "MetricAlarms", by("AlarmName")),
        ("cloudwatch", "list_dashboards", "DashboardEntries", by("DashboardName")),
        ("logs", "describe_log_groups", "logGroups", by("logGroupName")),
        ("acm", "list_certificates", "CertificateSummaryList", by("CertificateArn")),
        ("kms", "list_aliases", "Aliases", by("AliasName"), lambda i: not i["AliasName"].startswith("alias/aws/")),
    ]
    everywhere = [
        ("cloudfront", "list_distributions", "DistributionList.Items", by("Id")),
        ("route53", "list_hosted_zones", "HostedZones", by("Name")),
        ("iam", "list_roles", "Roles", by("RoleName"), lambda i: not i["Path"].startswith("/aws-service-role/")),
        ("iam", "list_instance_profiles", "InstanceProfiles", by("InstanceProfileName")),
        ("s3", "list_buckets", "Buckets", by("Name")),
    ]
    abroad = [query for query in home if query[0] in ("sns", "cloudwatch", "logs", "acm", "kms")]
    found = [name for query in home + everywhere for name in listed(region, *query)]
    found += [f"us-east-1/{name}" for query in abroad for name in listed("us-east-1", *query)]
    firewalls = boto3.client("wafv2", region_name="us-east-1").list_web_acls(Scope="CLOUDFRONT")["WebACLs"]
    found += [f"wafv2:{firewall['Name']}" for firewall in firewalls]
    scaling = boto3.client("application-autoscaling", region_name=region)
    targets = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    found += [f"application-autoscaling:{target['ResourceId']}" for target in targets]
    return sorted(found)


print(json.dumps(leftovers(sys.argv[1])))
