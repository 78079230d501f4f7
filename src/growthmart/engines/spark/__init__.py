"""The second engine: Apache Spark in one session. Import this package only if Spark is used."""
