"""What is kept how long and why, and what erases it when its time is over."""
