"""The encrypted database: tables and queries, one file a noun; with migrations, alone in knowing SQLAlchemy."""
