"""Asks what other people's deploy tools ask, and reads what they read of the answers. Prints what is missing, as JSON.

What each tool calls and reads is taken from its source: ecspresso (https://github.com/kayac/ecspresso) and GitHub's
aws-actions/amazon-ecs-deploy-task-definition and aws-actions/amazon-ecr-login. Typed clients end in the middle on a member
that is not there, so that none may be missing.

Arguments: cluster, service
"""

import json
import sys
from datetime import datetime, timezone

import boto3

cluster, service = sys.argv[1:]
ecs, scaling, ecr = (boto3.client(name) for name in ("ecs", "application-autoscaling", "ecr"))
missing = []


def read(tool, value, *paths):
    """Notes each path of members that does not lead to a value; `*` goes into every item of a list that has some."""
    for path in paths:
        if not all(leads(value, path.split("."))):
            missing.append(f"{tool}: {path}")
    return value


def leads(value, members):
    if not members:
        yield value is not None
    elif members[0] == "*":
        yield bool(value)
        for item in value:
            yield from leads(item, members[1:])
    elif members[0] in value:
        yield from leads(value[members[0]], members[1:])
    else:
        yield False


def same(tool, what, found, expected):
    if found != expected:
        missing.append(f"{tool}: {what} is {found!r}, not {expected!r}")


def describe():
    return ecs.describe_services(cluster=cluster, services=[service], include=["TAGS"])


def read_status():
    tool = "ecspresso status"
    described = read(
        tool,
        describe(),
        "failures",
        *(f"services.*.{name}" for name in ("serviceName", "clusterArn", "taskDefinition", "status", "desiredCount")),
        *(f"services.*.deployments.*.{name}" for name in ("id", "status", "taskDefinition", "rolloutState")),
        *(f"services.*.deployments.*.{name}" for name in ("desiredCount", "pendingCount", "runningCount")),
        *(f"services.*.deployments.*.{name}" for name in ("rolloutStateReason", "createdAt")),
        "services.*.events.*.createdAt",
        "services.*.events.*.message",
    )
    resource = f"service/{cluster}/{service}"
    scaling.register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId=resource,
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=1,
        MaxCapacity=2,
    )
    suspended = ("DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended")
    read(
        tool,
        scaling.describe_scalable_targets(
            ServiceNamespace="ecs", ResourceIds=[resource], ScalableDimension="ecs:service:DesiredCount"
        ),
        *(f"ScalableTargets.*.{name}" for name in ("ResourceId", "MinCapacity", "MaxCapacity", "ServiceNamespace")),
        *(f"ScalableTargets.*.SuspendedState.{name}" for name in suspended),
    )
    read(
        tool,
        scaling.describe_scaling_policies(ServiceNamespace="ecs", ResourceId=resource),
        "ScalingPolicies",
    )
    read(
        tool,
        scaling.describe_scaling_activities(ServiceNamespace="ecs", ResourceId=resource),
        "ScalingActivities",
    )
    return described["services"][0]


def register_again(definition):
    """What a deploy does: the live definition without what ECS adds to it, as a new revision."""
    tool = "ecspresso deploy"
    described = ecs.describe_task_definition(taskDefinition=definition, include=["TAGS"])
    added = ("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt")
    read(tool, described, "tags", *(f"taskDefinition.{name}" for name in (*added, "registeredBy", "family")))
    kept = {
        name: value
        for name, value in described["taskDefinition"].items()
        if name not in (*added, "registeredBy", "deregisteredAt")
    }
    return read(tool, ecs.register_task_definition(**kept), "taskDefinition.taskDefinitionArn")["taskDefinition"]


def deploy(definition):
    """ecspresso's wait for the deployment, then GitHub's for a stable service."""
    tool = "ecspresso wait"
    ecs.update_service(cluster=cluster, service=service, taskDefinition=definition)
    running = read(
        tool,
        ecs.list_service_deployments(cluster=cluster, service=service, status=["PENDING", "IN_PROGRESS"]),
        "serviceDeployments.*.serviceDeploymentArn",
        "serviceDeployments.*.status",
        "serviceDeployments.*.createdAt",
    )["serviceDeployments"]
    arns = [one["serviceDeploymentArn"] for one in running]
    counts = ("arn", "requestedTaskCount", "pendingTaskCount", "runningTaskCount")
    read(
        tool,
        ecs.describe_service_deployments(serviceDeploymentArns=arns),
        "serviceDeployments.*.status",
        "serviceDeployments.*.deploymentConfiguration",
        *(f"serviceDeployments.*.targetServiceRevision.{name}" for name in counts),
        *(f"serviceDeployments.*.sourceServiceRevisions.*.{name}" for name in counts),
    )
    ecs.get_waiter("services_stable").wait(cluster=cluster, services=[service], WaiterConfig={"Delay": 1})
    primary = next(one for one in describe()["services"][0]["deployments"] if one["status"] == "PRIMARY")
    same(tool, "the primary deployment's definition", primary["taskDefinition"], definition)


def read_tasks():
    tool = "ecspresso tasks"
    arns = ecs.list_tasks(cluster=cluster, serviceName=service)["taskArns"]
    read(
        tool,
        ecs.describe_tasks(cluster=cluster, tasks=arns, include=["TAGS"]),
        *(f"tasks.*.{name}" for name in ("taskArn", "taskDefinitionArn", "lastStatus", "desiredStatus", "createdAt")),
        *(f"tasks.*.{name}" for name in ("group", "healthStatus", "launchType", "platformVersion", "startedAt")),
        "tasks.*.containers.*.name",
        "tasks.*.containers.*.lastStatus",
        "tasks.*.containers.*.runtimeId",
        "tasks.*.containers.*.networkInterfaces.*.privateIpv4Address",
    )


def read_as_github(definition):
    tool = "amazon-ecs-deploy-task-definition"
    described = read(tool, describe(), "services.*.status", "failures")
    same(tool, "the status", described["services"][0]["status"], "ACTIVE")
    # It takes a service that names its controller for one that CodeDeploy or somebody else deploys.
    same(tool, "the deployment controller", described["services"][0].get("deploymentController"), None)
    ecs.tag_resource(resourceArn=definition, tags=[{"key": "commit", "value": "abc"}])
    absent = ecs.describe_services(cluster=cluster, services=["absent"])
    read(tool, absent, "failures.*.arn", "failures.*.reason")

    tool = "amazon-ecr-login"
    token = read(
        tool,
        ecr.get_authorization_token(),
        "authorizationData.*.authorizationToken",
        "authorizationData.*.proxyEndpoint",
        "authorizationData.*.expiresAt",
    )["authorizationData"][0]
    same(tool, "a token of the past", token["expiresAt"] < datetime.now(timezone.utc), False)


live = read_status()
registered = register_again(live["taskDefinition"])
deploy(registered["taskDefinitionArn"])
read_tasks()
read_as_github(registered["taskDefinitionArn"])
print(json.dumps(missing))
