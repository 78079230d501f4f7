"""Devices, cookies and hashed addresses: the several ids of one person."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import YEAR_DAYS, Clock
from growthmart.simulate.base.columns import entity_table, ids, join, repeat
from growthmart.simulate.base.draws import Floats, Ints
from growthmart.simulate.base.parameters import FROZEN


@dataclass(frozen=True)
class Links:
    """Links from a person to numbered devices or cookies, with the moment first seen."""

    person: Ints
    number: Ints
    seen: Floats


@dataclass(frozen=True)
class Cookies(Links):
    """Cookies numbered from 1 in order of person and moment, each with its device's number."""

    device: Ints

    def of_people(self, first: int, last: int) -> "Cookies":
        """Return the cookies of the people from `first` to before `last`."""
        rows = slice(*np.searchsorted(self.person, [first, last]))
        return Cookies(self.person[rows], self.number[rows], self.seen[rows], self.device[rows])


def _later(rng: np.random.Generator, moment: Floats, clock: Clock) -> Floats:
    """Draw a moment between the given one and the end of the calendar."""
    return moment + rng.random(len(moment)) * (clock.days - moment)


def draw_devices(rng: np.random.Generator, signup: Floats, clock: Clock) -> Links:
    """Draw each person's devices; the first is used at signup. Some people share another's."""
    people = len(signup)
    count = 1 + rng.poisson(FROZEN.devices_per_person - 1, people)
    person = np.repeat(np.arange(people), count)
    is_first = np.diff(person, prepend=-1) > 0
    seen = np.where(is_first, signup[person], _later(rng, signup[person], clock))
    number = np.arange(1, len(person) + 1)

    sharer = np.flatnonzero(rng.random(people) < FROZEN.shared_device_share)
    shared = rng.integers(len(person), size=len(sharer))
    other = person[shared] != sharer
    sharer, shared = sharer[other], shared[other]
    return Links(
        np.concatenate([person, sharer]),
        np.concatenate([number, number[shared]]),
        np.concatenate([seen, _later(rng, np.maximum(signup[sharer], seen[shared]), clock)]),
    )


def draw_cookies(rng: np.random.Generator, devices: Links, clock: Clock) -> Cookies:
    """Draw the cookies of each person on each device; a lost cookie is replaced by a new one.

    Sorted by person and moment; a person's first cookie exists from signup on.
    """
    years = (clock.days - devices.seen) / YEAR_DAYS
    lost = rng.poisson(FROZEN.cookie_loss_per_year * years)
    renewed = np.repeat(np.arange(len(lost)), lost)
    person = np.concatenate([devices.person, devices.person[renewed]])
    seen = np.concatenate([devices.seen, _later(rng, devices.seen[renewed], clock)])
    order = np.lexsort((seen, person))
    device = np.concatenate([devices.number, devices.number[renewed]])
    return Cookies(person[order], np.arange(1, len(person) + 1), seen[order], device[order])


def cookie_in_use(
    rng: np.random.Generator, cookies: Links, person: Ints, moment: Floats, clock: Clock
) -> Ints:
    """Choose for each visit one of the person's cookies that was first seen before it."""
    span = clock.days + 1.0
    known = np.searchsorted(cookies.person * span + cookies.seen, person * span + moment, "right")
    first = np.searchsorted(cookies.person, person)
    place = (rng.random(len(person)) * np.maximum(known - first, 1)).astype(np.int64)
    return cookies.number[first + place]


def hashes(texts: pa.Array) -> pa.Array:
    """Hash texts with SHA-256 into lower-case hex."""
    return pa.array([hashlib.sha256(text.encode()).hexdigest() for text in texts.to_pylist()])


def identity_table(
    rng: np.random.Generator,
    signup: Floats,
    contacts: pa.Table,
    devices: Links,
    cookies: Links,
    clock: Clock,
) -> pa.Table:
    """Build the links from customers (left) to devices, cookies and hashed contacts (right)."""
    email = pc.utf8_lower(contacts["email"].combine_chunks())
    phone = contacts["phone"].combine_chunks()
    with_email = np.flatnonzero(email.is_valid())
    with_phone = np.flatnonzero(phone.is_valid())
    changed = with_email[rng.random(len(with_email)) < FROZEN.email_change_share]
    old_email = join([pa.scalar("former."), email.take(changed)])
    parts = [
        (devices.person, "device", ids("D", devices.number), devices.seen),
        (cookies.person, "anonymous", ids("A", cookies.number), cookies.seen),
        (with_email, "email_hash", hashes(email.take(with_email)), signup[with_email]),
        (changed, "email_hash", hashes(old_email), signup[changed]),
        (with_phone, "phone_hash", hashes(phone.take(with_phone)), signup[with_phone]),
    ]
    person = np.concatenate([part[0] for part in parts])
    return entity_table(
        "identities",
        clock,
        left_id=ids("C", person + 1),
        left_type=repeat(pa.scalar("customer"), len(person)),
        right_id=pa.concat_arrays([part[2].cast(pa.string()) for part in parts]),
        right_type=pa.concat_arrays([repeat(pa.scalar(p[1]), len(p[0])) for p in parts]),
        first_seen_at=clock.timestamps(np.concatenate([part[3] for part in parts])),
    )
