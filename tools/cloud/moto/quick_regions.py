"""
moto asks botocore for the regions of each service, once for each account, and of EC2 three times in sessions of its
own. For that, botocore reads all that it knows about the service, which is 40 % of the time that a start takes. With
this, imported before moto, it reads no more than it needs.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import botocore
from botocore.loaders import JSONFileLoader
from botocore.session import Session
from gaps.patch import around

MODELS = Path(botocore.__file__).parent / "data"
# A model begins with its metadata.
METADATA_BYTES = 4096
PREFIX = re.compile(rb'"endpointPrefix"\s*:\s*"([^"]+)"')


@around(Session, "get_available_regions")
def look_at_the_beginning(original, self, service_name, partition_name="aws", allow_non_regional=False):
    prefix = endpoint_prefix(service_name)
    if prefix is None:
        return original(self, service_name, partition_name, allow_non_regional)
    resolver = self._get_internal_component("endpoint_resolver")
    return resolver.get_available_endpoints(prefix, partition_name, allow_non_regional)


@cache
def endpoint_prefix(service):
    models = sorted((MODELS / service).glob("*/service-2.json.gz"))
    if not models:
        return None
    with gzip.open(models[-1]) as newest:
        found = PREFIX.search(newest.read(METADATA_BYTES))
    return found and found[1].decode()


@around(JSONFileLoader, "load_file")
def read_endpoints_once(original, self, file_path):
    return once(original, self, file_path) if Path(file_path).name == "endpoints" else original(self, file_path)


read = {}


def once(original, loader, file_path):
    if file_path not in read:
        read[file_path] = original(loader, file_path)
    return read[file_path]
