{{ ids_of_tests() }}
