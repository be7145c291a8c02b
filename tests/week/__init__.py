"""A week of one community: posts opened, claimed, served and counted, through the real doors."""
