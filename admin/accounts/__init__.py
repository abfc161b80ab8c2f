"""Who has an account: inviting, moving and suspending people of the programme."""
