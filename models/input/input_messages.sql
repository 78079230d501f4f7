{{ split_valid(union_sources('messages'), messages_rules(), 'valid') }}
