{{ split_valid(union_sources('ad_spend'), ad_spend_rules(), 'valid') }}
