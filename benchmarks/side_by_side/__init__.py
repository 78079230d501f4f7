"""The same questions to the same Parquet files: compiled SQL, pandas and Polars, in memory."""
