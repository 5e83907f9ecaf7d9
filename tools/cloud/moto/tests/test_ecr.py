import json
from datetime import datetime, timezone
from hashlib import sha256
from unittest import TestCase
from uuid import uuid4

from botocore.exceptions import ClientError
from cloud import client

MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
LAYER = "sha256:" + "1" * 64


def manifest(config):
    """All with the same layer, as builds are that differ in an environment variable only."""
    return json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": MANIFEST_TYPE,
            "config": {
                "mediaType": "application/vnd.oci.image.config.v1+json",
                "size": 2,
                "digest": f"sha256:{config * 64}",
            },
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "size": 1, "digest": LAYER}],
        }
    )


def digest(text):
    return f"sha256:{sha256(text.encode()).hexdigest()}"


class Images(TestCase):
    def setUp(self):
        self.ecr = client("ecr")

    def repository(self, mutability="MUTABLE"):
        name = f"acme-{uuid4().hex[:8]}"
        self.ecr.create_repository(repositoryName=name, imageTagMutability=mutability)
        return name

    def put(self, repository, text, **more):
        return self.ecr.put_image(
            repositoryName=repository, imageManifest=text, imageManifestMediaType=MANIFEST_TYPE, **more
        )["image"]["imageId"]

    def refusal(self, *args, **more):
        with self.assertRaises(ClientError) as raised:
            self.put(*args, **more)
        return raised.exception.response["Error"]["Code"]

    def tags(self, repository, text):
        details = self.ecr.describe_images(repositoryName=repository, imageIds=[{"imageDigest": digest(text)}])
        return sorted(details["imageDetails"][0].get("imageTags", []))

    def test_digest_is_that_of_the_manifest(self):
        repository = self.repository()
        for text in (manifest("a"), manifest("b")):
            self.assertEqual(self.put(repository, text)["imageDigest"], digest(text))

    def test_manifest_comes_back_as_it_was(self):
        repository, text = self.repository(), manifest("a")
        self.put(repository, text, imageTag="v1")
        for image in ({"imageDigest": digest(text)}, {"imageTag": "v1"}):
            got = self.ecr.batch_get_image(repositoryName=repository, imageIds=[image])["images"][0]
            self.assertEqual(got["imageManifest"], text)
            self.assertEqual(got["imageManifestMediaType"], MANIFEST_TYPE)
            self.assertEqual(got["imageId"]["imageDigest"], digest(text))

    def test_what_is_not_there_is_named_as_it_was_asked_for(self):
        repository, text = self.repository(), manifest("a")
        self.put(repository, text, imageTag="v1")
        asked = [{"imageDigest": digest("none")}, {"imageTag": "v1"}, {"imageTag": "v2"}]
        answer = self.ecr.batch_get_image(repositoryName=repository, imageIds=asked)
        self.assertEqual([one["imageId"] for one in answer["failures"]], [asked[0], asked[2]])
        self.assertEqual([one["failureCode"] for one in answer["failures"]], ["ImageNotFound"] * 2)

    def test_size_is_that_of_the_configuration_and_the_layers(self):
        repository = self.repository()
        self.put(repository, manifest("a"))
        details = self.ecr.describe_images(repositoryName=repository)["imageDetails"]
        self.assertEqual([one["imageSizeInBytes"] for one in details], [3])

    def test_token_lasts_twelve_hours(self):
        token = self.ecr.get_authorization_token()["authorizationData"][0]
        left = token["expiresAt"] - datetime.now(timezone.utc)
        self.assertAlmostEqual(left.total_seconds(), 12 * 3600, delta=60)

    def test_tag_that_moves_leaves_its_image(self):
        repository, first, second = self.repository(), manifest("a"), manifest("b")
        self.put(repository, first, imageTag="live")
        self.put(repository, second, imageTag="live")
        self.assertEqual(self.tags(repository, first), [])
        self.assertEqual(self.tags(repository, second), ["live"])
        self.put(repository, first, imageTag="live")
        self.assertEqual(self.tags(repository, first), ["live"])
        self.assertEqual(self.tags(repository, second), [])

    def test_image_has_several_tags(self):
        repository, text = self.repository("IMMUTABLE"), manifest("a")
        self.put(repository, text, imageTag="v1")
        self.put(repository, text, imageTag="v2")
        self.assertEqual(self.tags(repository, text), ["v1", "v2"])

    def test_immutable_tag_stays(self):
        repository, first = self.repository("IMMUTABLE"), manifest("a")
        self.put(repository, first, imageTag="v1")
        self.assertEqual(self.refusal(repository, manifest("b"), imageTag="v1"), "ImageTagAlreadyExistsException")
        self.assertEqual(self.refusal(repository, first, imageTag="v1"), "ImageAlreadyExistsException")
        self.assertEqual(self.tags(repository, first), ["v1"])

    def test_wrong_digest_is_refused(self):
        refusal = self.refusal(self.repository(), manifest("a"), imageDigest=digest("other"))
        self.assertEqual(refusal, "ImageDigestDoesNotMatchException")

    def test_no_repository_is_a_refusal(self):
        self.assertEqual(self.refusal("nowhere", manifest("a")), "RepositoryNotFoundException")
