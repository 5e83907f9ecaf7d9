"""Takes a service and tasks of its own through the waiters of boto3, unchanged. Prints what it found as JSON.

Arguments: cluster, service, task definition, subnet
"""

import json
import sys

import boto3

cluster, service, definition, subnet = sys.argv[1:]
ecs = boto3.client("ecs")


def wait(waiter, **what):
    ecs.get_waiter(waiter).wait(cluster=cluster, **what)


started = ecs.run_task(
    cluster=cluster,
    taskDefinition=definition,
    count=2,
    launchType="FARGATE",
    networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet]}},
)
tasks = [task["taskArn"] for task in started["tasks"]]
wait("tasks_running", tasks=tasks)
running = [task["lastStatus"] for task in ecs.describe_tasks(cluster=cluster, tasks=tasks)["tasks"]]
for task in tasks:
    ecs.stop_task(cluster=cluster, task=task, reason="seen enough")
wait("services_stable", services=[service])
wait("tasks_stopped", tasks=tasks)
stopped = [task["stoppedReason"] for task in ecs.describe_tasks(cluster=cluster, tasks=tasks)["tasks"]]

ecs.delete_service(cluster=cluster, service=service, force=True)
wait("services_inactive", services=[service])
status = ecs.describe_services(cluster=cluster, services=[service])["services"][0]["status"]
print(json.dumps({"running": running, "stopped": stopped, "service": status}))
