"""Keys, key slots, header, head and the folder's files; knows nothing of tables or cases."""
