"""The pages of the vault on real stores."""
