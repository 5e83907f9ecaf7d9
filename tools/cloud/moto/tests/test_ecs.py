from unittest import TestCase

from cloud import client, make_network


def make_service(cluster, serviceName, **rest):
    ecs = client("ecs")
    ecs.create_cluster(clusterName=cluster)
    container = {"name": "web", "image": "busybox", "memory": 128}
    ecs.register_task_definition(family=cluster, containerDefinitions=[container])
    ecs.create_service(
        **{"cluster": cluster, "serviceName": serviceName, "taskDefinition": cluster, "desiredCount": 0, **rest}
    )


class Service(TestCase):
    def setUp(self):
        self.ecs = client("ecs")
        self.cluster = self.id().replace(".", "-")

    def create(self, **configuration):
        make_service(self.cluster, "web", **configuration)
        return self.read()

    def read(self):
        return self.ecs.describe_services(cluster=self.cluster, services=["web"])["services"][0]

    def test_keeps_its_configuration(self):
        written = {
            "enableExecuteCommand": True,
            "enableECSManagedTags": True,
            "availabilityZoneRebalancing": "ENABLED",
            "healthCheckGracePeriodSeconds": 60,
            "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
            "propagateTags": "SERVICE",
        }
        made = self.create(**written)
        self.assertEqual({name: made[name] for name in written}, written)
        self.assertNotIn("launchType", made)

    def test_has_the_defaults_of_aws(self):
        made = self.create(launchType="FARGATE")
        self.assertEqual(made["launchType"], "FARGATE")
        self.assertFalse(made["enableExecuteCommand"])
        self.assertEqual(made["availabilityZoneRebalancing"], "DISABLED")
        self.assertEqual(made["deploymentConfiguration"]["maximumPercent"], 200)
        self.assertEqual(made["deploymentConfiguration"]["minimumHealthyPercent"], 100)

    def test_keeps_what_an_update_leaves_out(self):
        breaker = {"enable": True, "rollback": True}
        self.create(deploymentConfiguration={"deploymentCircuitBreaker": breaker})
        self.ecs.update_service(
            cluster=self.cluster,
            service="web",
            enableExecuteCommand=True,
            deploymentConfiguration={"maximumPercent": 150},
        )
        changed = self.read()
        self.assertTrue(changed["enableExecuteCommand"])
        configuration = changed["deploymentConfiguration"]
        self.assertEqual(configuration["deploymentCircuitBreaker"], breaker)
        self.assertEqual([configuration["minimumHealthyPercent"], configuration["maximumPercent"]], [100, 150])

    def test_runs_what_is_desired(self):
        made = self.create(desiredCount=2)
        self.assertEqual([made["runningCount"], made["pendingCount"]], [2, 0])
        self.assertEqual(made["deployments"][0]["rolloutState"], "COMPLETED")

    def test_with_a_load_balancer_has_a_grace_period(self):
        _, subnets, _ = make_network()
        group = client("elbv2").create_target_group(Name="web", TargetType="lambda")["TargetGroups"][0]
        balancer = {"targetGroupArn": group["TargetGroupArn"], "containerName": "web", "containerPort": 80}
        self.assertEqual(self.create(loadBalancers=[balancer])["healthCheckGracePeriodSeconds"], 0)

    def test_is_not_listed_once_deleted(self):
        self.create()
        self.assertEqual(len(self.ecs.list_services(cluster=self.cluster)["serviceArns"]), 1)
        self.ecs.delete_service(cluster=self.cluster, service="web")
        self.assertEqual(self.ecs.list_services(cluster=self.cluster)["serviceArns"], [])


class Cluster(TestCase):
    def test_is_not_listed_once_deleted(self):
        ecs = client("ecs")
        arn = ecs.create_cluster(clusterName="gone")["cluster"]["clusterArn"]
        self.assertIn(arn, ecs.list_clusters()["clusterArns"])
        ecs.delete_cluster(cluster="gone")
        self.assertNotIn(arn, ecs.list_clusters()["clusterArns"])
