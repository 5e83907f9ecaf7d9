"""The few ways in which a gap is closed. Each one fails at start if moto no longer looks as the gap expects."""

from functools import wraps


def operation(responses):
    """Adds an API operation to a service; moto dispatches to methods named after operations."""

    def register(function):
        if hasattr(responses, function.__name__):
            raise RuntimeError(f"moto has {responses.__name__}.{function.__name__} now: remove the gap")
        setattr(responses, function.__name__, function)
        return function

    return register


def around(owner, name):
    """Replaces a function of a class or module by one that is given the original as its first argument."""
    original = getattr(owner, name)

    def register(function):
        @wraps(original)
        def replacement(*args, **kwargs):
            return function(original, *args, **kwargs)

        setattr(owner, name, replacement)
        return function

    return register


def after(owner, name):
    """Runs a function on an object when one of its methods has returned; the method's answer stays as it was."""

    def register(function):
        @around(owner, name)
        def then(original, self, *args, **kwargs):
            result = original(self, *args, **kwargs)
            function(self, *args, **kwargs)
            return result

        return function

    return register


def answer(owner, name):
    """Replaces a property by a function that is given the object and what the property answers by itself."""
    original = getattr(owner, name).fget

    def register(function):
        setattr(owner, name, property(lambda self: function(self, original(self))))
        return function

    return register
