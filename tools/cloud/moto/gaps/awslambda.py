from collections import defaultdict

from moto.awslambda.models import LambdaFunction, LambdaStorage

from .patch import after, around

KEPT = ("DeadLetterConfig", "KMSKeyArn", "LoggingConfig")


@after(LambdaFunction, "__init__")
def keep_configuration(self, account_id, spec, *args, **kwargs):
    self.kept = {name: spec.get(name) for name in KEPT}


@after(LambdaFunction, "update_configuration")
def update_kept_configuration(self, config_updates):
    self.kept.update({name: config_updates[name] for name in KEPT if name in config_updates})


@around(LambdaFunction, "get_configuration")
def answer_kept_configuration(original, self, *args, **kwargs):
    """AWS answers with the dead-letter target, the key and the log settings of a function; moto drops them."""
    configuration = original(self, *args, **kwargs)
    logging = {"LogFormat": "Text", "LogGroup": self.logs_group_name, **(self.kept["LoggingConfig"] or {})}
    configuration["LoggingConfig"] = logging
    configuration["KMSKeyArn"] = self.kept["KMSKeyArn"]
    if (self.kept["DeadLetterConfig"] or {}).get("TargetArn"):
        configuration["DeadLetterConfig"] = self.kept["DeadLetterConfig"]
    return configuration


@after(LambdaStorage, "__init__")
def keep_aliases_where_they_can_be_saved(self, *args, **kwargs):
    """moto makes places for aliases with a function that has no name, and a file can say nothing of such a function."""
    self._aliases = defaultdict(dict)
