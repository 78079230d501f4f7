"""Compares compiled SQL, pandas and Polars: the same tasks on the same Parquet files, in memory."""
