"""Slack: the export of a workspace."""
