{{ config(post_hook="{{ insert_orphans() }}") }}

-- the hook fills the table
select
    try_cast(null as string) as entity,
    try_cast(null as string) as reference,
    try_cast(null as string) as source_name,
    try_cast(null as bigint) as references_count,
    try_cast(null as bigint) as orphans_count
where 1 = 0
