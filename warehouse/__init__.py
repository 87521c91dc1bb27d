"""The DuckDB floor: schema, loading, views, named questions, export. The only importer of duckdb."""
