"""Every sentence that a person reads: plain, short, respectful, 您."""
