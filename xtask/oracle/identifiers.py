"""Writes 100,000 numbers with python-stdnum's verdict, a line each: kind, number,
`valid` or `wrong`, separated by tabs. The same numbers every time.

It is not asked about what it is known to be wrong about: identity numbers that begin
with 81, 82 or 83 (residence permits), and USCC with a letter in the first two places.
Nor about region codes, where two tables may differ: it is asked for everything else
about a number, its own way of finding the region left out. It allows days to come; none
are asked."""

import datetime
import random
import sys

from stdnum import exceptions, luhn
from stdnum.cn import ric, uscc

SEED = 20261123
COUNTS = {"resident-id": 40_000, "uscc": 40_000, "bank-card": 20_000}
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ANY = USCC + "IOSVZ"
FIRST_DAY = datetime.date(1900, 1, 1)
DAYS = (datetime.date(2026, 1, 1) - FIRST_DAY).days

random.seed(SEED)
ric.get_birth_place = lambda number: {}


def digits(count):
    return "".join(random.choices("0123456789", k=count))


def right(kind):
    if kind == "resident-id":
        day = FIRST_DAY + datetime.timedelta(days=random.randrange(DAYS))
        body = f"{random.choice('1234567')}{digits(5)}{day:%Y%m%d}{digits(3)}"
        return body + ric.calc_check_digit(body + "0")
    if kind == "uscc":
        body = digits(8) + "".join(random.choices(USCC, k=9))
        return body + uscc.calc_check_digit(body + "0")
    body = digits(random.randint(15, 18))
    return body + luhn.calc_check_digit(body)


def wrong(kind):
    """A right one after a slip of the fingers; now and then that is right, too."""
    number = list(right(kind))
    at = random.randrange(len(number))
    slip = random.randrange(6)
    if slip == 0:
        number[at] = random.choice("0123456789")
    elif slip == 1:
        number[at] = random.choice(ANY)
    elif slip == 2 and at + 1 < len(number):
        number[at], number[at + 1] = number[at + 1], number[at]
    elif slip == 3:
        del number[at]
    elif slip == 4:
        number.insert(at, random.choice("0123456789"))
    elif kind == "resident-id":
        # Any date, mostly none, with a check digit that fits.
        body = "".join(number[:10]) + digits(4) + "".join(number[14:17])
        number = list(body + ric.calc_check_digit(body + "0"))
    else:
        number[-1] = random.choice("0123456789")
    return "".join(number)


def asked(kind, number):
    if kind == "resident-id":
        # First digits of no region at all are not looked at without regions, and days
        # to come are allowed.
        if number[:1] in "089" or not number[:6].isdigit():
            return False
        return not (number[6:14].isdigit() and number[6:14] > "20260101") and (
            not number[6:10].isdigit() or int(number[6:10]) >= 1800
        )
    if kind == "uscc":
        return number[:2].isdigit()
    return 16 <= len(number) <= 19 and number.isdigit()


def verdict(kind, number):
    module = {"resident-id": ric, "uscc": uscc, "bank-card": luhn}[kind]
    try:
        module.validate(number)
    except exceptions.ValidationError:
        return "wrong"
    return "valid"


with open(sys.argv[1], "w", encoding="utf-8") as out:
    for kind, count in COUNTS.items():
        made = 0
        while made < count:
            number = right(kind) if made % 2 else wrong(kind)
            if not asked(kind, number):
                continue
            if random.random() < 0.1:
                number = number.lower()
            out.write(f"{kind}\t{number}\t{verdict(kind, number)}\n")
            made += 1
