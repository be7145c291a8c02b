"""The business verbs: one plain function each; callers own the transaction."""
