"""The process: settings, composition, platform adapters, delivery, command line."""
