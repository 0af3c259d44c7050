"""WhatsApp: exported chats, in the languages of the phones."""
