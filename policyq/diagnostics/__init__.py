"""How we speak to authors: source, diagnostic, catalog, render. Never what is wrong."""
