"""connected_components and reached_at on small graphs, compared with plain Python."""

import random
from datetime import datetime, timedelta
from itertools import pairwise

import pyarrow as pa

START = datetime(2024, 1, 1)
NODE, TIME = pa.string(), pa.timestamp("us")


def random_world(seed):
    """Return links between nodes of a few components, sparse and dense."""
    chance = random.Random(seed)
    links = set()
    for group in range(40):
        nodes = [f"{chance.choice('adz')}/{group}/{number}" for number in range(2 + group // 3)]
        for place, node in enumerate(nodes[1:], start=1):
            links.add((node, chance.choice(nodes[:place])))
        for _ in range(chance.randrange(3)):
            links.add((chance.choice(nodes), chance.choice(nodes)))
    return chance, sorted(link for link in links if link[0] != link[1])


def chain(order):
    """Return the links of a chain through numbers in the given order."""
    names = [f"{number:04d}" for number in order]
    return list(pairwise(names))


def in_turn(number):
    """Return 0, n - 1, 1, n - 2, ...: the order in which a smallest number spreads slowest."""
    return [place // 2 if place % 2 else number - 1 - place // 2 for place in range(number)]


def components(links):
    """Return the smallest node that each node is connected with, by union-find."""
    parents = {}

    def find(node):
        while parents.setdefault(node, node) != node:
            node = parents[node]
        return node

    for left, right in links:
        one, other = sorted((find(left), find(right)))
        parents[other] = one
    return {node: find(node) for link in links for node in link}


def first_reached(starts, links):
    """Return when each node is first reached; the time of a path is that of its latest link."""
    reached = dict(starts)
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        for left, right, seen_at in links:
            if left == node:
                at = max(reached[node], seen_at) if seen_at else reached[node]
                if right not in reached or at < reached[right]:
                    reached[right] = at
                    waiting.append(right)
    return reached


def both_ways(links):
    return list(links) + [(right, left, *more) for left, right, *more in links]


def table(rows, **fields):
    return pa.table(
        {
            name: pa.array([row[place] for row in rows], kind)
            for place, (name, kind) in enumerate(fields.items())
        }
    )


def test_connected_components(engine):
    world = [
        *random_world(1)[1],
        *chain(range(150)),
        *chain(1000 + number for number in in_turn(150)),
        *chain(random.Random(2).sample(range(2000, 3000), 300)),
        # a star, a ring, and a complete graph
        *(("hub", f"rim {number:02d}") for number in range(60)),
        *chain([*range(4000, 4020), 4000]),
        *((f"é{one}", f"é{other}") for one in range(8) for other in range(one)),
    ]
    rows = both_ways(world)
    found = engine.rows(
        "select node, component from ({{ connected_components('links') }}) as found",
        links=table(rows, left_node=NODE, right_node=NODE),
    )
    assert len(found) == len(dict(found))
    assert dict(found) == components(world)


def test_nothing_is_connected(engine):
    found = engine.rows(
        "select node, component from ({{ connected_components('links') }}) as found",
        links=table([], left_node=NODE, right_node=NODE),
    )
    assert found == []


def test_reached_at(engine):
    chance, world = random_world(2)
    times = [START + timedelta(hours=number) for number in range(6)] + [None]
    links = [(left, right, chance.choice(times)) for left, right in world]
    # the direct link is late, and the longer path is earlier
    links += [
        ("s", "t", times[5]),
        ("s", "u", times[1]),
        ("u", "v", times[2]),
        ("v", "t", times[1]),
    ]
    nodes = sorted(set(components(world)))
    starts = {node: chance.choice(times[:3]) for node in chance.sample(nodes, 60)}
    starts |= {"s": times[0], "alone": times[3]}
    found = engine.rows(
        "select node, reached_at from ({{ reached_at('starts', 'links') }}) as found",
        starts=table(list(starts.items()), node=NODE, reached_at=TIME),
        links=table(both_ways(links), left_node=NODE, right_node=NODE, first_seen_at=TIME),
    )
    assert len(found) == len(dict(found))
    assert dict(found) == first_reached(starts, both_ways(links))


def test_reached_at_far_away(engine):
    links = [(left, right, START) for left, right in chain(range(15))]
    found = engine.rows(
        "select node from ({{ reached_at('starts', 'links') }}) as found",
        starts=table([("0000", START)], node=NODE, reached_at=TIME),
        links=table(both_ways(links), left_node=NODE, right_node=NODE, first_seen_at=TIME),
    )
    assert len(found) == 15
