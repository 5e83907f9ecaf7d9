from collections import defaultdict
from functools import partial

from moto.ssm.models import SimpleSystemManagerBackend

from .patch import after


@after(SimpleSystemManagerBackend, "__init__")
def keep_tags_where_they_can_be_saved(self, *args, **kwargs):
    """moto makes places for tags with a function that has no name, and a file can say nothing of such a function."""
    self._resource_tags = defaultdict(partial(defaultdict, dict))
