{{ split_valid(union_sources('interactions'), interactions_rules(), 'valid') }}
