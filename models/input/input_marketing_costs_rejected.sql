{{ split_valid(union_sources('marketing_costs'), marketing_costs_rules(), 'rejected') }}
