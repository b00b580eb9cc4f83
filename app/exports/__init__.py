"""Records in, PDF bytes out; knows neither the store nor the vault."""
