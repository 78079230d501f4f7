{{ split_valid(union_sources('refunds'), refunds_rules(), 'valid') }}
