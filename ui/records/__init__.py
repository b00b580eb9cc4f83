"""The rooms of a person’s workspace that hold records: lists, forms, one record with its versions and marks."""
