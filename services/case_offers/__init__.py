"""Cases before members and units (待认领): offered, claimed, handed in."""
