from unittest import TestCase

from cloud import client

TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/scaled/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}


class Tags(TestCase):
    @classmethod
    def setUpClass(cls):
        # Of a service that moto knows nothing of, as it does of none.
        cls.scaling = client("application-autoscaling")
        registered = cls.scaling.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=2, Tags={"app": "acme"})
        cls.arn = registered["ScalableTargetARN"]

    def tags(self):
        return self.scaling.list_tags_for_resource(ResourceARN=self.arn)["Tags"]

    def test_are_kept_added_and_removed(self):
        self.assertEqual(self.tags(), {"app": "acme"})
        self.scaling.tag_resource(ResourceARN=self.arn, Tags={"environment": "test"})
        self.scaling.untag_resource(ResourceARN=self.arn, TagKeys=["app"])
        self.assertEqual(self.tags(), {"environment": "test"})

    def test_suspension_is_kept(self):
        suspended = {
            "DynamicScalingInSuspended": True,
            "DynamicScalingOutSuspended": True,
            "ScheduledScalingSuspended": False,
        }
        self.scaling.register_scalable_target(**TARGET, SuspendedState=suspended)
        targets = self.scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
        self.assertEqual(targets[0]["SuspendedState"], suspended)

    def test_what_nobody_suspended_says_so(self):
        other = {**TARGET, "ResourceId": "service/scaled/other"}
        self.scaling.register_scalable_target(**other, MinCapacity=1, MaxCapacity=2)
        nothing = {
            "DynamicScalingInSuspended": False,
            "DynamicScalingOutSuspended": False,
            "ScheduledScalingSuspended": False,
        }
        self.assertEqual(self.suspension(other), nothing)
        self.scaling.register_scalable_target(**other, SuspendedState={"ScheduledScalingSuspended": True})
        self.assertEqual(self.suspension(other), {**nothing, "ScheduledScalingSuspended": True})

    def suspension(self, target):
        asked = {"ServiceNamespace": "ecs", "ResourceIds": [target["ResourceId"]]}
        return self.scaling.describe_scalable_targets(**asked)["ScalableTargets"][0]["SuspendedState"]

    def test_there_are_no_activities(self):
        activities = self.scaling.describe_scaling_activities(ServiceNamespace="ecs")
        self.assertEqual(activities["ScalingActivities"], [])
