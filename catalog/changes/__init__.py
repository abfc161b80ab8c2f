"""What changed of what is public: a row in the transaction of the change, and the catalogue's version."""
