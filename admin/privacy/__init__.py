"""What the programme does with the requests of people about their own data."""
