"""What is done at WeCom besides sending: tasks for employees, and who belongs to a group."""
