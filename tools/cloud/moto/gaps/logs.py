from moto.logs.models import LogGroup
from moto.logs.responses import LogsResponse

from .patch import after, around


@after(LogsResponse, "create_log_group")
def keep_class(self):
    group = self.logs_backend.groups[self._get_param("logGroupName")]
    group.log_group_class = self._get_param("logGroupClass") or "STANDARD"


@around(LogGroup, "to_describe_dict")
def answer_class(original, self):
    """AWS answers with the class of a group; moto drops it, and the provider replaces a group that names one."""
    return {**original(self), "logGroupClass": getattr(self, "log_group_class", "STANDARD")}
