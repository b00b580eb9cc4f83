"""Everything but the screen: rules, encrypted store, exports and services; knows no Qt."""
