{{ split_valid(union_sources('support_tickets'), support_tickets_rules(), 'rejected') }}
