"""Makes what a service needs around it, as a person without Terraform would, and prints the names as JSON.

A load balancer with a listener and a target group, a security group, a cluster, a role, a log group, a secret parameter,
and a queue that gets every event of ECS.
"""

import json

import boto3

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}
    ],
}

ec2 = boto3.client("ec2")
subnets = ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"][:2]
subnet_ids = [subnet["SubnetId"] for subnet in subnets]
security_group = ec2.create_security_group(GroupName="web", Description="tasks", VpcId=subnets[0]["VpcId"])["GroupId"]

balancing = boto3.client("elbv2")
balancer = balancing.create_load_balancer(Name="acme", Subnets=subnet_ids)["LoadBalancers"][0]
group = balancing.create_target_group(
    Name="web",
    TargetType="ip",
    Protocol="HTTP",
    Port=8080,
    VpcId=subnets[0]["VpcId"],
    HealthCheckPath="/healthz",
    HealthCheckIntervalSeconds=5,
    HealthCheckTimeoutSeconds=2,
)["TargetGroups"][0]
balancing.modify_target_group_attributes(
    TargetGroupArn=group["TargetGroupArn"],
    Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "1"}],
)
balancing.create_listener(
    LoadBalancerArn=balancer["LoadBalancerArn"],
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}],
)

sqs = boto3.client("sqs")
queue_url = sqs.create_queue(QueueName="happened")["QueueUrl"]
queue = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
events = boto3.client("events")
events.put_rule(Name="ecs", EventPattern=json.dumps({"source": ["aws.ecs"]}))
events.put_targets(Rule="ecs", Targets=[{"Id": "queue", "Arn": queue}])

boto3.client("iam").create_role(RoleName="execution", AssumeRolePolicyDocument=json.dumps(TRUST))
boto3.client("logs").create_log_group(logGroupName="/acme/web")
boto3.client("ssm").put_parameter(Name="/acme/web/GREETING", Value="good morning", Type="SecureString")
boto3.client("ecs").create_cluster(clusterName="acme")

print(
    json.dumps(
        {
            "subnets": subnet_ids,
            "securityGroup": security_group,
            "targetGroup": group["TargetGroupArn"],
            "queue": queue_url,
        }
    )
)
