{{ split_valid(union_sources('identities'), identities_rules(), 'valid') }}
