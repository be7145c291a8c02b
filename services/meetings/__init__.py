"""Triage meetings (社情民意分析会) and the record of one."""
