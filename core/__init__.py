"""The ground floor: knows no product, fair or household."""
