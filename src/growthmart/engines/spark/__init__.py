"""The second engine: Apache Spark in one session. Nothing here is imported without it."""
