{{ split_valid(union_sources('customer_contacts'), customer_contacts_rules(), 'rejected') }}
