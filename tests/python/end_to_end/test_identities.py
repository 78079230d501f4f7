"""People of the simulated shop: compared with the truth, and when accounts merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import duckdb

from .project import Project

RESOLVED = (
    "select identity_type || '/' || identity_id, customer_id "
    "from restricted.int_identities_resolved"
)


def true_people(project: Project) -> dict[str, set[str]]:
    """Return the people of each id, by the links in the data and by the truth about visits."""
    raw = project.folder / "data/demo"
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"""
            select 'customer/demo:' || id, person_id
            from '{raw}/truth/accounts.parquet'
            union all
            select
                right_type || '/' || if(right_type like '%hash', '', 'demo:') || right_id,
                accounts.person_id
            from '{raw}/identities.parquet' as links
            inner join '{raw}/truth/accounts.parquet' as accounts on links.left_id = accounts.id
            union all
            select 'email_hash/' || orders.email_hash, buyers.customer_id
            from '{raw}/orders.parquet' as orders
            inner join '{raw}/truth/orders.parquet' as buyers on orders.id = buyers.id
            where orders.email_hash is not null
            union all
            select 'email_hash/' || email_hash, email_hash
            from '{raw}/truth/subscribers.parquet'
            union all
            select
                unnest(['anonymous/demo:' || anonymous_id, 'device/demo:' || device_id]),
                visits.customer_id
            from '{raw}/events.parquet' as events
            inner join '{raw}/truth/sessions.parquet' as visits on events.session_hint = visits.id
            where visits.customer_id is not null
            """
        ).fetchall()
    people: dict[str, set[str]] = defaultdict(set)
    for node, person in rows:
        people[node].add(person)
    return people


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def grouped(names: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for node, name in names:
        groups[name].add(node)
    return list(groups.values())


def test_pairs_of_ids_are_right_and_what_links_allow_is_found(built: Project):
    truth = true_people(built)
    resolved = pairs(grouped(built.query(RESOLVED, built.warehouse)))
    known = [(a, b) for a, b in resolved if a in truth and b in truth]
    precision = sum(bool(truth[a] & truth[b]) for a, b in known) / len(known)

    # the most that is possible: the ids of one true person that links connect, without shared ids
    linked = built.query(
        "select left_node, right_node from restricted.int_identity_links", built.warehouse
    )
    groups: dict[str, set[str]] = {}
    own = {node for node, people in truth.items() if len(people) == 1}
    for left, right in linked:
        if left in own and right in own and truth[left] == truth[right]:
            merged = groups.get(left, {left}) | groups.get(right, {right})
            groups.update(dict.fromkeys(merged, merged))
    allowed = pairs({id(group): group for group in groups.values()}.values())
    recall = len(allowed & resolved) / len(allowed)
    print(f"pairs {len(known)}, precision {precision:.4f}, recall {recall:.4f}")
    assert len(known) > 1_000
    assert precision >= 0.995
    assert recall >= 0.9


def test_a_merge_is_recorded_and_a_shared_id_links_no_one(rebuilt: Project):
    before = dict(rebuilt.query(RESOLVED, rebuilt.warehouse))
    single = {
        account
        for (account,) in rebuilt.query(
            f"select any_value(id) from '{rebuilt.folder}/data/demo/truth/accounts.parquet' "
            "group by person_id having count(*) = 1",
            rebuilt.warehouse,
        )
    }
    accounts = [
        name
        for (name,) in rebuilt.query(
            "select identity_id from restricted.int_identities_resolved "
            "where identity_type = 'customer' order by first_seen_at, identity_id",
            rebuilt.warehouse,
        )
        if name.removeprefix("demo:") in single
    ]
    # fifty people have two accounts, a town shares a phone, and many people share a cookie
    married = list(zip(accounts[:50], accounts[50:100], strict=True))
    rows = [(left, right, "email_hash", f"new address {left}") for left, right in married]
    town = accounts[100:]
    added = [
        f"('{account.removeprefix('demo:')}', '{kind}', '{name}')"
        for left, right, kind, name in rows
        for account in (left, right)
    ]
    added += [
        f"('{account.removeprefix('demo:')}', '{kind}', '{name}')"
        for account in town
        for kind, name in (("phone_hash", "town"), ("anonymous", "kiosk"))
    ]
    rebuilt.rewrite(
        "identities",
        "select * from raw union all by name select left_id, 'customer' as left_type, right_id, "
        "right_type, timestamp '2023-04-30 12:00:00' as first_seen_at, (select max(exported_at) "
        f"from raw) as exported_at from (values {', '.join(added)}) "
        "as added (left_id, right_type, right_id)",
    )
    run = rebuilt.dbt("run", "--select", "+customer_merges")
    assert run.code == 0, run.output
    after = dict(rebuilt.query(RESOLVED, rebuilt.warehouse))
    merges = dict(
        rebuilt.query(
            "select old_customer_id, new_customer_id from core.customer_merges", rebuilt.warehouse
        )
    )
    customers = {
        name
        for (name,) in rebuilt.query(
            "select customer_id from core.dim_customers", rebuilt.warehouse
        )
    }
    assert len(merges) == 50
    for left, right in married:
        assert merges[before[f"customer/{right}"]] == before[f"customer/{left}"]
        assert after[f"customer/{right}"] == after[f"customer/{left}"] == before[f"customer/{left}"]
    for account in town:
        assert after[f"customer/{account}"] == before[f"customer/{account}"]
    assert set(before.values()) - set(merges) <= customers
    assert set(merges.values()) <= customers
    assert "anonymous/demo:kiosk" not in after

    again = rebuilt.dbt("run", "--select", "int_customer_id_history", "customer_merges")
    assert again.code == 0, again.output
    assert merges == dict(
        rebuilt.query(
            "select old_customer_id, new_customer_id from core.customer_merges", rebuilt.warehouse
        )
    )
