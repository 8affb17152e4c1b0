"""The doors: providers, officers and visitors of the demo come in here."""
