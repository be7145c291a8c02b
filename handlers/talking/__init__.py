"""How a conversation runs: straight-line code, questions, buttons, numbered choices, frames."""
