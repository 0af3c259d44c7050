"""WeChat: what the tools that read its database write, and what they all carry."""
