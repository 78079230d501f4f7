{{ split_valid(union_sources('survey_responses'), survey_responses_rules(), 'valid') }}
