from unittest import TestCase

from cloud import client, make_key


class Rotation(TestCase):
    def setUp(self):
        self.kms, self.key = client("kms"), make_key()

    def period(self):
        return self.kms.get_key_rotation_status(KeyId=self.key).get("RotationPeriodInDays")

    def test_keeps_its_period(self):
        self.kms.enable_key_rotation(KeyId=self.key, RotationPeriodInDays=90)
        self.assertEqual(self.period(), 90)

    def test_is_yearly_by_default(self):
        self.kms.enable_key_rotation(KeyId=self.key)
        self.assertEqual(self.period(), 365)

    def test_has_no_period_when_off(self):
        self.assertIsNone(self.period())
