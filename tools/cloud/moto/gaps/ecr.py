import json
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from moto.core.exceptions import ServiceException
from moto.ecr.exceptions import RepositoryNotFoundException
from moto.ecr.models import ECRBackend, Image
from moto.ecr.responses import ECRResponse

from .patch import around


def digest_of(manifest):
    return f"sha256:{sha256(manifest.encode()).hexdigest()}"


class ImageTagAlreadyExists(ServiceException):
    code = "ImageTagAlreadyExistsException"

    def __init__(self, tag, repository):
        super().__init__(
            f"The image tag '{tag}' already exists in the '{repository.name}' repository and cannot be overwritten "
            "because the repository is immutable."
        )


class ImageDigestDoesNotMatch(ServiceException):
    code = "ImageDigestDoesNotMatchException"

    def __init__(self, digest, actual):
        super().__init__(f"Provided digest '{digest}' does not match calculated digest '{actual}'.")


@around(Image, "_create_digest")
def digest_the_manifest(original, self):
    """
    On AWS an image's digest is the SHA-256 of its manifest's bytes; moto hashes the list of layers, so that two images
    that differ in their configuration alone are one.
    https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
    """
    self._image_digest = digest_of(self.image_manifest)


@around(ECRBackend, "put_image")
def put_image_as_aws(original, self, repository_name, image_manifest, image_tag, media_type=None, digest=None):
    """
    What AWS says: a repository that is not there is a refusal (moto: HTTP 500), a wrong digest too (moto takes it), and
    a tag that an immutable repository has on another image is ImageTagAlreadyExists. A tag that moves leaves its former
    image behind without a tag, where a rollback finds it; moto deletes that image.
    https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
    """
    repository = self.repositories.get(repository_name)
    if repository is None:
        raise RepositoryNotFoundException(repository_name, self.account_id)
    actual = digest_of(image_manifest)
    if digest and digest != actual:
        raise ImageDigestDoesNotMatch(digest, actual)
    for holder in [image for image in repository.images if image_tag and image_tag in image.image_tags]:
        if holder.image_manifest == image_manifest:
            continue
        if repository.is_tag_immutable():
            raise ImageTagAlreadyExists(image_tag, repository)
        holder.remove_tag(image_tag)
        if not holder.image_tags:
            holder.image_tag = None
    known = next((image for image in repository.images if image.image_manifest == image_manifest), None)
    if known and image_tag and image_tag not in known.image_tags:
        known.update_tag(image_tag)
        return known
    media_type = media_type or json.loads(image_manifest).get("mediaType")
    return original(self, repository_name, image_manifest, image_tag, media_type, actual)


# https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
TOKEN_LIFE = timedelta(hours=12)


@around(ECRResponse, "get_authorization_token")
def let_tokens_last(original, self):
    """A token of AWS lasts twelve hours; moto's ended in 2015, and clients that look ask for another for ever."""
    answer = original(self)
    for token in answer.result["authorizationData"]:
        token["expiresAt"] = datetime.now(timezone.utc) + TOKEN_LIFE
    return answer


@around(Image, "get_image_size_in_bytes")
def size_with_layers(original, self):
    """
    On AWS the size of an image is what its layers and its configuration take; moto takes the configuration alone.
    https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
    """
    manifest = json.loads(self.image_manifest)
    parts = [manifest.get("config", {}), *manifest.get("layers", [])]
    return sum(part.get("size", 0) for part in parts)


@around(ECRBackend, "batch_get_image")
def name_what_was_not_found(original, self, repository_name, registry_id=None, image_ids=None):
    """AWS says which image it did not find, by the digest or tag that was asked for; moto says that its tag is "null"."""
    answer = original(self, repository_name, registry_id, image_ids)
    known = {image.get_image_digest() for image in answer["images"]}
    tags = {tag for image in answer["images"] for tag in image.image_tags}
    missing = [
        one for one in image_ids if one.get("imageDigest") not in known and one.get("imageTag") not in tags
    ]
    for failure, image_id in zip(answer["failures"], missing):
        failure["imageId"] = {name: image_id[name] for name in ("imageDigest", "imageTag") if name in image_id}
    return answer
