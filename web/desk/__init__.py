"""The desk (工作台): pages for those who sit at one. Every permission is asked in the service."""
