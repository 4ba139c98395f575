"""Findings, as people and programs read them: one module for each format, all pure functions from findings to text."""
