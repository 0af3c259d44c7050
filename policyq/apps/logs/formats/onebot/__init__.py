"""OneBot: the events that bots receive, in its two versions."""
