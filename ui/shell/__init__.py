"""The application: window, navigation, lock guard and background work."""
