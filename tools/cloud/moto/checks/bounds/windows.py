"""Times in which RDS backs up and maintains databases."""

import re

WINDOW = r"([01]\d|2[0-3]):([0-5]\d)"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60


def minutes(window):
    """Begin and length, in minutes of a week that begins on Monday; of a day, without days. None for another form."""
    day = f"(?:({'|'.join(DAYS)}):)?"
    found = re.fullmatch(f"{day}{WINDOW}-{day}{WINDOW}", window.lower())
    if not found:
        return None
    days = [DAYS.index(found[n]) * DAY if found[n] else 0 for n in (1, 4)]
    begin, end = (days[n] + int(found[3 * n + 2]) * 60 + int(found[3 * n + 3]) for n in (0, 1))
    return begin, (end - begin) % (7 * DAY if found[1] else DAY)


def is_window(days):
    whole = re.compile(
        f"(?:(?:{'|'.join(DAYS)}):){{{int(days)}}}{WINDOW}-(?:(?:{'|'.join(DAYS)}):){{{int(days)}}}{WINDOW}"
    )
    return lambda window: whole.fullmatch(window.lower()) is not None and minutes(window)[1] >= 30


def windows_differ(asked):
    backup, maintenance = (asked.get(f"Preferred{kind}Window") for kind in ("Backup", "Maintenance"))
    both = [minutes(window) for window in (backup, maintenance) if window]
    if len(both) < 2 or None in both:
        return True
    (begin, length), (other, other_length) = both
    # Every day, against a time of the week.
    return all(
        (other - start) % (7 * DAY) >= length and (start - other) % (7 * DAY) >= other_length
        for start in range(begin, begin + 7 * DAY, DAY)
    )
