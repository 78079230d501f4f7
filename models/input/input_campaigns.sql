{{ split_valid(union_sources('campaigns'), campaigns_rules(), 'valid') }}
