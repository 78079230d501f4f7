{{ split_valid(union_sources('leads'), leads_rules(), 'valid') }}
