{{ input_entity() }}
