"""Calls come one after the other, so that none meets what another has half done."""

from collections import deque
from contextlib import contextmanager
from threading import Condition, Lock, local
from time import monotonic

from gaps.patch import around
from requests import Session


class Busy(Exception):
    pass


class Turns:
    """
    moto's stores are plain dictionaries that nothing guards, and each request has a thread: one of them fails now and
    then with "dictionary changed size during iteration". Taking turns costs nothing, as Python runs one thread at a
    time anyway, as long as nobody keeps the turn while it waits for something else: that is what `aside` is for.
    """

    def __init__(self):
        self._guard = Lock()
        self._taken = False
        self._waiting = deque()
        self._settled = Condition(Lock())
        self._half_done = 0
        self._thread = local()

    @contextmanager
    def turn(self):
        """Waits for whoever came before, and for nobody who came later."""
        self._take()
        try:
            yield
        finally:
            self._pass_on()

    @contextmanager
    def aside(self, half_done):
        """
        Lets others have their turn while this one waits.

        half_done: whether what this one has changed so far makes no sense without what it will do next
        """
        if not getattr(self._thread, "has_turn", False):
            yield
            return
        self._count(half_done)
        self._pass_on()
        try:
            yield
        finally:
            self._take()
            self._count(-half_done)

    @contextmanager
    def turn_when_settled(self, seconds):
        """A turn at which no call is half done. Raises Busy if there is none in this time."""
        until = monotonic() + seconds
        self._take()
        while self._half_done:
            self._pass_on()
            with self._settled:
                if not self._settled.wait_for(lambda: not self._half_done, until - monotonic()):
                    raise Busy
            self._take()
        try:
            yield
        finally:
            self._pass_on()

    def _take(self):
        with self._guard:
            mine = Lock() if self._taken else None
            if mine:
                mine.acquire()
                self._waiting.append(mine)
            self._taken = True
        if mine:
            # Whoever has the turn hands it to this one, so that nobody who came later is faster.
            mine.acquire()
        self._thread.has_turn = True

    def _pass_on(self):
        self._thread.has_turn = False
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _count(self, more):
        with self._settled:
            self._half_done += more
            self._settled.notify_all()


turns = Turns()


@around(Session, "request")
def let_others_go_on(original, self, *args, **kwargs):
    """moto waits for whom it calls, as for who is subscribed to SNS by HTTP, and that one may be about to call moto."""
    with turns.aside(half_done=False):
        return original(self, *args, **kwargs)
