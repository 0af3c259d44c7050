"""QQ: texts of its own clients, QQChatExporter, and what both carry."""
