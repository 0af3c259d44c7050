"""What a policy means, sugar gone: nodes, the definition, and what follows from it."""
