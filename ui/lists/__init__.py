"""The reference lists that the officer may edit: tools and programmes, with their as-at dates."""
